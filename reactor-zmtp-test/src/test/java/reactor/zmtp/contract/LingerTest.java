package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.zmtp.DisposedException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.SocketEvent.Closed;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Stopped;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Supply;
import reactor.zmtp.watch.TimedScene;

/** {@code dispose()} obeys {@code linger}. */
class LingerTest extends TimedScene {

  private static final int MARK = 10;

  /**
   * Large, so that a peer that does not read leaves some of them here for ever; with its header one
   * fills a write, so that it is always known which of them were written.
   */
  private static final int SIZE = 65_536 - 9;

  private static final Duration LINGER = Duration.ofSeconds(5);

  private final Events events = new Events();
  private final Supply supply = Supply.endless().sized(SIZE);

  @Test
  void withoutLingerWhatIsNotWrittenIsDiscardedAtOnceAndCounted() {
    PushSocket push = await(spec(Duration.ZERO).bind(Anywhere.endpoint()).open());
    ZmtpPeer stalled = join(push, "PULL");
    Mono<Void> sent = stall(push);

    push.dispose();

    StepVerifier.create(sent).expectError(DisposedException.class).verify(PATIENCE);
    long unwritten = taken() - metrics(push).sent();
    assertThat(events.await(Discarded.class))
        .isEqualTo(new Discarded("", null, unwritten, DiscardReason.LINGER));
    assertThat(metrics(push).discarded()).isEqualTo(unwritten);
    stalled.dispose();
    await(push.onDispose());
  }

  @Test
  void whileItLingersWhatWasTakenIsStillWritten() {
    PushSocket push = await(spec(LINGER).bind(Anywhere.endpoint()).open());
    ZmtpPeer slow = join(push, "PULL");
    Mono<Void> sent = stall(push);

    push.dispose();
    assertThat(numbers(slow, taken())).isSorted();
    await(slow.script().expectClose().close());

    await(push.onDispose());
    assertThat(events.count(Discarded.class)).isZero();
    // Its publisher had more.
    StepVerifier.create(sent).expectError(DisposedException.class).verify(PATIENCE);
  }

  @Test
  void aSendThatIsWholeBeforeTheSocketIsGoneCompletes() {
    PushSocket push = await(spec(LINGER).bind(Anywhere.endpoint()).open());
    ZmtpPeer slow = join(push, "PULL");
    Mono<Void> sent = push.send(Supply.of(30).sized(SIZE).messages()).cache();
    keep(sent.subscribe());
    Mono<Long> read = begun(numbers(slow).take(30).count());
    until(push, m -> m.sent() + m.waitingToSend() == 30);

    push.dispose();

    await(sent);
    assertThat(await(read)).isEqualTo(30);
  }

  /** A grant that comes to a closed channel makes the kernel drop what it has still to send. */
  @Test
  void whatWasWrittenToAPeerThatGrantsCreditIsTakenForAsLongAsItLingers() {
    int messages = 2 * MARK;
    PushSocket push = await(zmq.push().linger(LINGER).bind(Anywhere.endpoint()).open());
    FaultyLink slow = link(address(push));
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(messages).connect(slow.endpoint()));
    until(push, m -> m.peers() == 1);
    slow.pause(FaultyLink.Side.TARGET);
    Mono<Long> received = begun(pull.receive().limitRate(1).take(messages).count());
    await(push.send(Supply.of(messages).sized(150_000).messages()));
    PullSocket seesTheEnd = open(zmq.pull().connect(address(push)));
    until(seesTheEnd, m -> m.peers() == 1);

    push.dispose();
    until(seesTheEnd, m -> m.peers() == 0);
    metrics(push);
    clock.advanceTimeBy(LINGER.minusMillis(1));
    AtomicBoolean gone = new AtomicBoolean();
    keep(push.onDispose().subscribe(end -> {}, failed -> {}, () -> gone.set(true)));
    standstill(push);
    assertThat(gone).isFalse();
    slow.delay(FaultyLink.Side.TARGET, Duration.ofMillis(100)).resume();

    assertThat(await(received)).isEqualTo(messages);
  }

  @Test
  void nothingMoreIsTakenWhileItLingers() {
    PushSocket push = await(spec(LINGER).bind(Anywhere.endpoint()).open());
    ZmtpPeer slow = join(push, "PULL");
    stall(push);

    push.dispose();
    numbers(slow, taken());
    long requested = supply.requested();
    await(slow.script().expectClose().close());
    await(push.onDispose());

    assertThat(supply.requested()).isEqualTo(requested);
  }

  @Test
  void whenTheLingerPeriodIsOverTheRestIsDiscardedAndCounted() {
    PushSocket push = await(spec(LINGER).bind(Anywhere.endpoint()).open());
    ZmtpPeer stalled = join(push, "PULL");
    Mono<Void> sent = stall(push);

    push.dispose();
    metrics(push);
    clock.advanceTimeBy(LINGER.minusMillis(1));
    metrics(push);
    assertThat(events.count(Discarded.class)).isZero();
    clock.advanceTimeBy(Duration.ofMillis(1));

    assertThat(events.await(Discarded.class).count()).isEqualTo(taken() - metrics(push).sent());
    StepVerifier.create(sent)
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(DisposedException.class)
                    .hasMessageContaining("before all that was to be sent was written"))
        .verify(PATIENCE);
    stalled.dispose();
    await(push.onDispose());
    assertThat(events.names()).endsWith("Stopped");
  }

  @Test
  void withAnEndlessLingerItWaitsForAsLongAsItTakes() {
    PushSocket push = await(spec(Duration.ofMillis(-1)).bind(Anywhere.endpoint()).open());
    ZmtpPeer slow = join(push, "PULL");
    stall(push);

    push.dispose();
    metrics(push);
    clock.advanceTimeBy(Duration.ofSeconds(9)); // before the first PING
    metrics(push);
    assertThat(events.count(Stopped.class)).isZero();

    numbers(slow, taken());
    await(slow.script().expectClose().close());
    await(push.onDispose());
    assertThat(events.count(Discarded.class)).isZero();
  }

  @Test
  void aPeerThatComesWhileItLingersStillGetsWhatIsLeft() {
    ZmtpListener listener = listen();
    FaultyLink link = link(listener.endpoint());
    await(link.refuse());
    PushSocket push =
        await(spec(Duration.ofMillis(-1)).immediate(false).connect(link.endpoint()).open());
    Mono<Void> sent = push.send(Supply.of(5).messages()).cache();
    keep(sent.subscribe());
    until(push, m -> m.waitingToSend() == 5);

    push.dispose();
    events.await(ConnectRetried.class);
    metrics(push); // told before the wait begins
    assertThat(events.count(Stopped.class)).isZero();
    await(link.accept());
    clock.advanceTimeBy(Duration.ofSeconds(1));
    ZmtpPeer late = accept(listener, "PULL");

    assertThat(numbers(late, 5)).containsExactly(0L, 1L, 2L, 3L, 4L);
    await(sent);
    await(late.script().expectClose().close());
    await(push.onDispose());
  }

  @Test
  void aPeerThatIsLostWhileItLingersAndComesBackGetsTheRest() {
    ZmtpListener listener = listen();
    PushSocket push = await(spec(Duration.ofMillis(-1)).connect(listener.endpoint()).open());
    ZmtpPeer stalled = accept(listener, "PULL");
    stall(push);
    push.dispose();

    await(stalled.script().reset());
    SocketMetrics lost = until(push, m -> m.peers() == 0);
    events.await(ConnectRetried.class);
    metrics(push); // told before the wait begins
    clock.advanceTimeBy(Duration.ofSeconds(1));
    ZmtpPeer back = accept(listener, "PULL");

    assertThat(numbers(back, lost.waitingToSend())).startsWith(lost.sent()).isSorted();
    await(back.script().expectClose().close());
    await(push.onDispose());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 5000})
  void aSocketWithNothingToSendIsGoneAtOnce(long linger) {
    PushSocket push = await(spec(Duration.ofMillis(linger)).bind(Anywhere.endpoint()).open());
    Sinks.Many<ZmqMessage> silent = Sinks.many().unicast().onBackpressureBuffer();
    keep(push.send(silent.asFlux()).subscribe(done -> {}, error -> {}));

    push.dispose();

    await(push.onDispose());
    assertThat(events.names()).containsExactly("Listening", "Closed", "Stopped");
  }

  @Test
  void aSocketThatOnlyReceivesDoesNotLinger() {
    PullSocket pull = await(zmq.pull().doOnEvent(events).bind(Anywhere.endpoint()).open());
    ZmtpPeer peer = join(pull, "PUSH");
    await(peer.script().message("0 ").message("1 "));
    until(pull, m -> m.waitingToReceive() == 2);

    pull.dispose();
    peer.dispose();
    await(pull.onDispose());

    assertThat(events.await(Discarded.class))
        .isEqualTo(new Discarded("", null, 2, DiscardReason.NOT_RECEIVED));
  }

  @Test
  void disposingOfTheContextLetsItsSocketsLinger() {
    PushSocket push = await(spec(LINGER).bind(Anywhere.endpoint()).open());
    ZmtpPeer slow = join(push, "PULL");
    stall(push);
    AtomicBoolean gone = new AtomicBoolean();

    zmq.dispose();
    keep(zmq.onDispose().subscribe(done -> {}, error -> {}, () -> gone.set(true)));
    numbers(slow, taken());
    assertThat(gone).isFalse();
    await(slow.script().expectClose().close());

    await(zmq.onDispose());
    assertThat(events.count(Discarded.class)).isZero();
  }

  @Test
  void disposeAgainWhileItLingersChangesNothing() {
    PushSocket push = await(spec(LINGER).bind(Anywhere.endpoint()).open());
    ZmtpPeer slow = join(push, "PULL");
    stall(push);

    push.dispose();
    push.dispose();
    numbers(slow, taken());
    await(slow.script().expectClose().close());

    await(push.onDispose());
    assertThat(events.count(Closed.class)).isEqualTo(1);
    assertThat(events.count(Stopped.class)).isEqualTo(1);
  }

  private PushSpec spec(Duration linger) {
    return zmq.push()
        .sendHighWaterMark(MARK)
        .sendBuffer(Sender.SEND_BUFFER)
        .linger(linger)
        .doOnEvent(events);
  }

  /** Sends until the peer that does not read holds everything up. */
  private Mono<Void> stall(PushSocket push) {
    Mono<Void> sent = push.send(supply.messages()).cache();
    keep(sent.subscribe(done -> {}, error -> {}));
    until(push, m -> m.sent() > 0 && m.waitingToSend() > 0);
    standstill(push);
    return sent;
  }

  /** How many messages were taken before the socket was disposed of. */
  private long taken() {
    until(supply::isCancelled);
    return supply.published();
  }
}
