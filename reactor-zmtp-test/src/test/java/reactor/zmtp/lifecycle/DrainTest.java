package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.DisposedException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** A socket that receives ends without losing what has come to it. */
class DrainTest extends Scene {

  private static final int JOBS = 20_000;

  private final Events events = new Events();

  @Test
  void aWorkerThatDrainsLosesNoJobAndTheOthersGoOn() {
    PushSocket push = open(zmq.push().sendHighWaterMark(100).bind(Anywhere.endpoint()));
    PullSocket ends = open(zmq.pull().receiveHighWaterMark(100).connect(push.address()));
    PullSocket goesOn = open(zmq.pull().receiveHighWaterMark(100).connect(push.address()));
    until(push, metrics -> metrics.peers() == 2);
    Mono<Long> all =
        begun(
            Flux.merge(ends.receive(), goesOn.receive())
                .map(Supply::number)
                .take(JOBS)
                .distinct()
                .count());
    Mono<Void> sent = begun(push.send(Supply.of(JOBS).messages()));
    until(ends, metrics -> metrics.received() > 1000);

    await(ends.drain(PATIENCE));

    assertThat(await(all)).isEqualTo(JOBS);
    await(sent);
  }

  @Test
  void whatHasComeIsDeliveredBeforeReceiveCompletes() {
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(pull, "PUSH");
    await(peer.script().message("1").message("2").message("3"));
    until(pull, metrics -> metrics.waitingToReceive() == 3);

    Mono<Void> drained = begun(pull.drain(PATIENCE));
    Mono<List<String>> received = begun(pull.receive().map(ZmqMessage::text).collectList());

    assertThat(await(received)).containsExactly("1", "2", "3");
    await(drained);
    assertThat(pull.isDisposed()).isTrue();
    assertThat(events.count(Discarded.class)).isZero();
  }

  @Test
  void aRequestThatIsBeingServedIsAnswered() {
    RepSocket rep = open(zmq.rep().linger(PATIENCE).bind(Anywhere.endpoint()));
    Sinks.One<ZmqMessage> reply = Sinks.one();
    Mono<Void> service = begun(rep.reply(request -> reply.asMono()));
    ZmtpPeer peer = join(rep, "REQ");
    await(peer.script().message("", "A"));
    until(rep, metrics -> metrics.received() == 1);

    Mono<Void> drained = begun(rep.drain(PATIENCE));
    await(Mono.delay(Duration.ofMillis(150)));
    assertThat(rep.isDisposed()).isFalse();
    reply.tryEmitValue(ZmqMessage.of("B"));

    await(peer.script().expectMessage("", "B"));
    await(drained);
    await(service);
  }

  @Test
  void noPeerAndNoRequestIsTakenAnyMore() {
    RepSocket rep = open(zmq.rep().doOnEvent(events).bind(Anywhere.endpoint()));
    Mono<Void> service = begun(rep.reply(request -> Mono.never()));
    ZmtpPeer first = join(rep, "REQ");
    ZmtpPeer second = join(rep, "REQ");
    await(first.script().message("", "A"));
    until(rep, metrics -> metrics.received() == 1);

    Mono<Void> drained = begun(rep.drain(Duration.ofSeconds(1)));
    metrics(rep);
    await(second.script().message("", "B"));
    ZmtpPeer late = connect(rep.address());
    late.script().handshake("REQ").onErrorComplete().subscribe();

    events.await(HandshakeFailed.class);
    assertThat(metrics(rep).received() + metrics(rep).waitingToReceive()).isEqualTo(1);
    await(drained);
    await(service);
  }

  @Test
  void whenTheTimeIsOverTheRestIsDiscardedAndReported() {
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind(Anywhere.endpoint()));
    await(join(pull, "PUSH").script().message("1").message("2"));
    until(pull, metrics -> metrics.waitingToReceive() == 2);

    await(pull.drain(Duration.ofMillis(50)));

    Discarded discarded = events.await(Discarded.class);
    assertThat(discarded.reason()).isEqualTo(DiscardReason.NOT_RECEIVED);
    assertThat(discarded.count()).isEqualTo(2);
  }

  @Test
  void itMayBeAskedForTwiceAndTheShorterPatienceCounts() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    await(join(pull, "PUSH").script().message("1"));
    until(pull, metrics -> metrics.waitingToReceive() == 1);

    Mono<Void> first = begun(pull.drain(Duration.ofMinutes(1)));
    metrics(pull);
    await(pull.drain(Duration.ZERO));

    await(first);
    assertThatThrownBy(() -> await(pull.drain(PATIENCE))).isInstanceOf(DisposedException.class);
  }

  @Test
  void nothingHappensBeforeSubscription() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));

    pull.drain(Duration.ZERO);

    metrics(pull);
    assertThat(pull.isDisposed()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> pull.drain(Duration.ofMillis(-1)));
  }
}
