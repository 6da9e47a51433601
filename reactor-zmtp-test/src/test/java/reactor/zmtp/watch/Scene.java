package reactor.zmtp.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmqTest;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;

/**
 * A context, and the sockets, peers and links that a test adds to it: all gone after each test,
 * which {@link ZmqTest} checks.
 */
@ZmqTest
public abstract class Scene {

  /** How long anything may take, on a machine that has other things to do. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration MOMENT = Duration.ofMillis(1);

  private final Deque<Disposable> props = new ArrayDeque<>();

  /** The context. */
  protected ZmqContext zmq;

  /** A scene without actors. */
  protected Scene() {}

  @BeforeEach
  final void begin(ZmqContext context) {
    zmq = context;
  }

  @AfterEach
  final void end() {
    while (!props.isEmpty()) {
      props.pop().dispose();
    }
    zmq.sockets().forEach(ZmqSocket::dispose);
  }

  /** Opens a socket that does not linger. */
  protected final <S extends SocketSpec<S, T>, T extends ZmqSocket> T open(SocketSpec<S, T> spec) {
    return await(spec.linger(Duration.ZERO).open());
  }

  /** Connects a peer that has shaken hands and then does not read. */
  protected final ZmtpPeer join(ZmqSocket socket, String asType) {
    ZmtpPeer peer = connect(address(socket));
    await(peer.script().handshake(asType));
    return peer;
  }

  /** Connects a peer that has said nothing. */
  protected final ZmtpPeer connect(String endpoint) {
    Anywhere.assumeChannels(endpoint);
    return keep(await(ZmtpPeer.connect(endpoint)));
  }

  /** Listens for peers. */
  protected final ZmtpListener listen() {
    return keep(await(ZmtpPeer.listen()));
  }

  /** Accepts a peer that has shaken hands and then does not read. */
  protected final ZmtpPeer accept(ZmtpListener listener, String asType) {
    ZmtpPeer peer = await(listener.accept());
    await(peer.script().handshake(asType));
    return peer;
  }

  /** Puts a link before an endpoint. */
  protected final FaultyLink link(String endpoint) {
    Anywhere.assumeChannels(endpoint);
    return keep(await(FaultyLink.to(endpoint)));
  }

  /** Has something disposed of after the test. */
  protected final <D extends Disposable> D keep(D prop) {
    props.push(prop);
    return prop;
  }

  /**
   * Begins something whose outcome is waited for later. Not by a subscription to a cached {@link
   * Mono}: it would be disposed of, after the outcome was seen, while it may still be told of it.
   */
  protected final <T> Mono<T> begun(Mono<T> something) {
    CompletableFuture<T> outcome = something.toFuture();
    keep(() -> outcome.cancel(true));
    return Mono.fromFuture(outcome, true);
  }

  /** The real address of a socket's first endpoint. */
  protected static String address(ZmqSocket socket) {
    return socket.endpoints().get(0).address();
  }

  /** The numbers of the messages a peer reads. */
  protected static Flux<Long> numbers(ZmtpPeer peer) {
    return Flux.defer(peer::receiveMessage).repeat().map(frames -> Supply.number(frames.get(0)));
  }

  /** The numbers of the messages a peer reads, so many. */
  protected static List<Long> numbers(ZmtpPeer peer, long count) {
    return await(numbers(peer).take(count).collectList());
  }

  /** The numbers of some messages. */
  protected static List<Long> numbers(List<ZmqMessage> messages) {
    return messages.stream().map(Supply::number).toList();
  }

  /** Waits until a socket's figures meet a condition. */
  protected static SocketMetrics until(ZmqSocket socket, Predicate<SocketMetrics> condition) {
    SocketMetrics[] last = new SocketMetrics[1];
    return await(
        socket
            .metrics()
            .repeatWhen(done -> done.delayElements(MOMENT, WallClock.SCHEDULER))
            .doOnNext(metrics -> last[0] = metrics)
            .filter(condition)
            .next(),
        () -> "a change of " + last[0]);
  }

  /** A socket's figures now: whatever its event loop was told before has been done. */
  protected static SocketMetrics metrics(ZmqSocket socket) {
    return await(socket.metrics());
  }

  /** Waits until something has come true, for which it may be necessary to wait, too. */
  protected static void until(BooleanSupplier condition) {
    await(
        Mono.fromCallable(condition::getAsBoolean)
            .subscribeOn(WallClock.SCHEDULER)
            .repeatWhen(done -> done.delayElements(MOMENT, WallClock.SCHEDULER))
            .filter(met -> met)
            .next(),
        () -> "a condition");
  }

  /**
   * Waits until a figure stands still: for what cannot be told, that nothing more will happen. Too
   * early it makes a test weaker, never wrong.
   */
  protected static long standstill(LongSupplier figure) {
    long last = figure.getAsLong();
    for (int same = 0; same < 25; same++) {
      await(Mono.delay(MOMENT, WallClock.SCHEDULER));
      long now = figure.getAsLong();
      if (now != last) {
        same = 0;
        last = now;
      }
    }
    return last;
  }

  /** Waits until a socket takes no more messages, and tells its figures then. */
  protected static SocketMetrics standstill(ZmqSocket socket) {
    standstill(
        () -> {
          SocketMetrics now = metrics(socket);
          return now.sent() + now.waitingToSend();
        });
    return metrics(socket);
  }

  /** Waits for the end of something. */
  public static <T> T await(Mono<T> mono) {
    return await(mono, mono::toString);
  }

  /** Waits for the end of something, and says what if it does not come. */
  @SuppressWarnings("NullAway") // an empty Mono gives null, which its caller knows
  public static <T> T await(Mono<T> mono, Supplier<String> what) {
    return mono.timeout(
            PATIENCE,
            Mono.error(() -> new AssertionError("waited for " + PATIENCE + " for " + what.get())),
            WallClock.SCHEDULER)
        .block();
  }
}
