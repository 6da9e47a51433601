package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.zmtp.PullSocket;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.SocketEvent.AcceptFailure;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.TimedScene;

/** No more connections a second than {@code maxConnectionRate} allows, in virtual time. */
class ConnectionRateTest extends TimedScene {

  private static final int RATE = 4;

  private final Events events = new Events();
  private PullSocket pull;

  @BeforeEach
  void bind() {
    pull = open(zmq.pull().maxConnectionRate(RATE).doOnEvent(events).bind("tcp://127.0.0.1:*"));
  }

  @Test
  void oneMoreInASecondIsTurnedAwayAndTheEventSaysWhy() {
    comeAsOftenAsAllowed();

    await(connect(address(pull)).script().expectClose());

    AcceptFailed failed = events.await(AcceptFailed.class);
    assertThat(failed.reason()).isEqualTo(AcceptFailure.TOO_FREQUENT);
    assertThat(failed.cause())
        .hasMessage("more than 4 connections a second came from 127.0.0.1 (maxConnectionRate)");
    assertThat(events.count(Accepted.class)).isEqualTo(RATE);
  }

  @Test
  void theNextMayComeAfterAWhile() {
    comeAsOftenAsAllowed();
    await(connect(address(pull)).script().expectClose());

    clock.advanceTimeBy(Duration.ofMillis(250));
    connect(address(pull));

    events.await(Accepted.class, RATE + 1);
    assertThat(events.count(AcceptFailed.class)).isEqualTo(1);
  }

  @Test
  void whoIsThereAlreadyIsNotDisturbed() {
    ZmtpPeer peer = join(pull, "PUSH");
    for (int i = 0; i < 3 * RATE; i++) {
      connect(address(pull));
    }
    events.await(AcceptFailed.class);

    await(peer.script().message("still there"));

    assertThat(await(pull.receive().next()).text()).isEqualTo("still there");
  }

  private void comeAsOftenAsAllowed() {
    for (int i = 0; i < RATE; i++) {
      connect(address(pull));
    }
    events.await(Accepted.class, RATE);
  }
}
