package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.subscriber.TestSubscriber;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SubSocket;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Scheme;
import reactor.zmtp.watch.Supply;

/**
 * The contract of backpressure, restarts and security over each transport: what it promises does
 * not depend on what is between the sockets, but for what the system holds there.
 */
class AlikeTest extends Scene {

  private static final int MARK = 10;
  private static final int SIZE = 10_000;
  private static final int BUFFER = 16_384;
  private static final Duration SOON = Duration.ofMillis(5);

  private PullSpec pull() {
    return zmq.pull().receiveHighWaterMark(MARK).receiveBuffer(BUFFER);
  }

  private PushSpec push() {
    return zmq.push()
        .sendHighWaterMark(MARK)
        .sendBuffer(BUFFER)
        .reconnectInterval(SOON)
        .reconnectIntervalMax(SOON);
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void whatIsRequestedComesAndAsMuchMoreIsAskedOfThePublisherAsTheMarksAllow(Scheme scheme) {
    PullSocket pull = open(pull().bind(scheme.endpoint()));
    PushSocket push = open(push().connect(address(pull)));
    Supply supply = Supply.endless().sized(SIZE);
    TestSubscriber<Long> taken = TestSubscriber.builder().initialRequest(3).build();
    pull.receive().map(Supply::number).subscribe(taken);

    keep(push.send(supply.messages()).subscribe());

    until(() -> taken.getReceivedOnNext().size() == 3);
    assertThat(standstill(supply::requested)).isBetween((long) MARK, 100L);
    assertThat(taken.getReceivedOnNext()).containsExactly(0L, 1L, 2L);
    assertThat(metrics(pull).waitingToReceive()).isBetween((long) MARK / 2, (long) MARK);
    assertThat(metrics(push).mostWaitingToSend()).isLessThanOrEqualTo(MARK);
    taken.request(500);
    until(() -> taken.getReceivedOnNext().size() == 503);
    assertThat(metrics(pull).mostWaitingToReceive()).isLessThanOrEqualTo(MARK);
    taken.cancel();
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void aSubscriberThatTakesNothingStopsAPublisherThatMayNotDrop(Scheme scheme) {
    PubSocket pub =
        open(
            zmq.pub()
                .noDrop(true)
                .sendHighWaterMark(MARK)
                .sendBuffer(BUFFER)
                .bind(scheme.endpoint()));
    SubSocket sub =
        open(
            zmq.sub()
                .receiveHighWaterMark(MARK)
                .receiveBuffer(BUFFER)
                .subscribe("")
                .connect(address(pub)));
    await(pub.awaitSubscribers("", 1));
    Supply supply = Supply.of(500).sized(SIZE);

    Mono<Void> sent = begun(pub.send(supply.messages()));

    assertThat(standstill(supply::requested)).isLessThan(100);
    assertThat(await(sub.receive().take(500).map(Supply::number).collectList()))
        .isEqualTo(Flux.range(0, 500).map(Long::valueOf).collectList().block());
    await(sent);
    assertThat(metrics(pub).discarded()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void whatWaitsForAPullThatRestartsGoesToItsSuccessor(Scheme scheme) {
    Events events = new Events();
    PullSocket first = open(pull().bind(scheme.endpoint()));
    String endpoint = address(first);
    PushSocket push = open(push().doOnEvent(events).connect(endpoint));
    await(push.send(Supply.message(0, 0)));
    assertThat(Supply.number(await(first.receive().next()))).isZero();

    await(first.disposeLater());
    Mono<Void> sent = begun(push.send(Supply.of(100).messages()));
    PullSocket second = open(pull().bind(endpoint));

    List<Long> numbers = await(second.receive().take(100).map(Supply::number).collectList());
    await(sent);
    assertThat(numbers).doesNotHaveDuplicates().hasSize(100).isSorted();
    assertThat(events.count(HandshakeSucceeded.class)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void whatWasTakenIsWrittenBeforeASocketGoes(Scheme scheme) {
    PullSocket pull = open(pull().bind(scheme.endpoint()));
    PushSocket push = await(push().connect(address(pull)).open());
    Mono<Long> all = begun(pull.receive().take(1000).count());

    await(push.send(Supply.of(1000).messages()).then(push.disposeLater()));

    assertThat(await(all)).isEqualTo(1000);
  }

  /** Within a process nobody shakes hands. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "INPROC")
  void aPasswordLetsIn(Scheme scheme) {
    ZapAuthenticator users = ZapAuthenticator.passwords(Map.of("ann", "one"));

    assertThat(userLetIn(scheme, pull().plainServer(users), push().plain("ann", "one")))
        .isEqualTo("ann");
    assertRefused(scheme, pull().plainServer(users), push().plain("ann", "two"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "INPROC")
  void aKeyLetsIn(Scheme scheme) {
    CurveKeyPair server = CurveKeyPair.generate();
    CurveKeyPair ann = CurveKeyPair.generate();
    ZapAuthenticator keys = ZapAuthenticator.publicKeys(Set.of(ann.publicKey()));

    assertThat(
            userLetIn(
                scheme, pull().curveServer(server, keys), push().curve(ann, server.publicKey())))
        .isEqualTo(ann.publicKey().toZ85());
    assertRefused(
        scheme,
        pull().curveServer(server, keys),
        push().curve(CurveKeyPair.generate(), server.publicKey()));
  }

  private String userLetIn(Scheme scheme, PullSpec server, PushSpec client) {
    PullSocket pull = open(server.bind(scheme.endpoint()));
    PushSocket push = open(client.connect(address(pull)));
    await(push.send(Supply.message(1, SIZE)));
    return await(pull.receive().next()).peer().userId();
  }

  private void assertRefused(Scheme scheme, PullSpec server, PushSpec client) {
    Events events = new Events();
    PullSocket pull = open(server.doOnEvent(events).bind(scheme.endpoint()));
    open(client.connect(address(pull)));
    events.await(HandshakeFailed.class);
    assertThat(metrics(pull).peers()).isZero();
  }
}
