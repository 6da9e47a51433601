package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.SocketEvent.AcceptFailure;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** As many as may be in their handshake, all from one address, who never end it. */
class SilentCrowdTest extends Scene {

  private static final int CROWD = 8;

  private final Events events = new Events();

  private PullSocket bind(PullSpec spec) {
    return open(
        spec.maxHandshakes(CROWD)
            .handshakeTimeout(Duration.ZERO)
            .doOnEvent(events)
            .bind(Anywhere.endpoint()));
  }

  /** One after another, so that it is known who is the oldest. */
  private List<ZmtpPeer> crowd(PullSocket pull) {
    List<ZmtpPeer> crowd = new ArrayList<>();
    for (int i = 1; i <= CROWD; i++) {
      crowd.add(connect(address(pull)));
      events.await(Accepted.class, i);
    }
    return crowd;
  }

  private PushSocket fromElsewhere(PullSocket pull) {
    String host = address(pull).substring("tcp://".length());
    return open(zmq.push().connect("tcp://127.0.0.2:0;" + host));
  }

  @Test
  void theOldestGivesWayToWhoComesFromElsewhere() {
    PullSocket pull = bind(zmq.pull());
    List<ZmtpPeer> crowd = crowd(pull);

    await(fromElsewhere(pull).send(ZmqMessage.of("let me through")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("let me through");
    await(crowd.get(0).script().discardUntilClose());
    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TOO_MANY_HANDSHAKES);
    assertThat(failed.remote()).isEqualTo(events.await(Accepted.class).remote());
    assertThat(failed.cause())
        .hasMessageContaining("8 connections are in their handshake (maxHandshakes)")
        .hasMessageContaining("127.0.0.2");
    assertThat(events.count(HandshakeFailed.class)).isEqualTo(1);
    assertThat(events.count(AcceptFailed.class)).isZero();
  }

  @Test
  void afterwardsThereAreAsManyAsBeforeAndNoMore() {
    PullSocket pull = bind(zmq.pull());
    crowd(pull);
    await(fromElsewhere(pull).send(ZmqMessage.of("let me through")));

    connect(address(pull));
    events.await(Accepted.class, CROWD + 2);
    await(connect(address(pull)).script().expectClose());

    assertThat(events.await(AcceptFailed.class).reason())
        .isEqualTo(AcceptFailure.TOO_MANY_HANDSHAKES);
  }

  @Test
  void whoGivesWayWhileHeIsJudgedIsJudgedNoLonger() {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger cancelled = new AtomicInteger();
    PullSocket pull =
        bind(
            zmq.pull()
                .authenticator(
                    request -> {
                      asked.incrementAndGet();
                      return Mono.never().doOnCancel(cancelled::incrementAndGet).then(Mono.empty());
                    }));
    for (ZmtpPeer each : crowd(pull)) {
      await(each.script().greeting());
    }
    until(() -> asked.get() == CROWD);

    fromElsewhere(pull);

    assertThat(events.await(HandshakeFailed.class).reason())
        .isEqualTo(HandshakeFailure.TOO_MANY_HANDSHAKES);
    assertThat(cancelled).hasValue(1);
  }
}
