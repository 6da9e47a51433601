package reactor.zmtp.test;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * A TCP link that breaks on demand. It listens on an ephemeral loopback port and passes every
 * connection on to its target, unchanged until a fault is switched on:
 *
 * <pre>{@code
 * FaultyLink link = FaultyLink.to(pull.endpoint()).block();
 * push.connect(link.endpoint());
 * link.blackHole();                       // the connections stay, nothing arrives any more
 * link.until(counts -> counts.open() == 0).block();   // until both sides have noticed
 * }</pre>
 *
 * <p>Faults may be switched at any time, from any thread; they hold for the connections there are
 * and for those to come, until {@link #heal()}, and are in force for every byte that arrives after
 * the method has returned. Each direction is named after the {@link Side} whose bytes travel there.
 *
 * <p>A healthy link changes nothing: bytes, the end of a direction (FIN) and resets (RST) pass, and
 * so does backpressure. It holds at most about 400 KiB a direction; what does not fit waits in the
 * sender's TCP.
 */
public final class FaultyLink implements Disposable {

  /** The two ends of a link; a direction is named after the side that sends. */
  public enum Side {
    /** Who connected to the link. */
    CALLER,
    /** Whom the link connects to. */
    TARGET
  }

  /**
   * What a link has seen.
   *
   * @param connections how many were ever accepted
   * @param open how many are open now; one of which only one end is open counts
   * @param fromCaller bytes from callers that were passed on to the target
   * @param fromTarget bytes from the target that were passed on to callers
   * @param vanished bytes from either side that were dropped
   */
  public record Counts(
      long connections, int open, long fromCaller, long fromTarget, long vanished) {}

  private final SocketAddress target;
  private final Gate gate = new Gate(this::accepted);
  private final Faults callerFaults = new Faults();
  private final Faults targetFaults = new Faults();
  private final Tally tally = new Tally();
  private final Set<LinkedPair> pairs = ConcurrentHashMap.newKeySet();

  private FaultyLink(SocketAddress target) {
    this.target = target;
  }

  /**
   * Opens a link.
   *
   * @param target where connections go; it need not be listening yet, and its name is resolved for
   *     each connection
   * @return the link, listening
   */
  public static Mono<FaultyLink> to(SocketAddress target) {
    return Mono.defer(
        () -> {
          FaultyLink link = new FaultyLink(target);
          return link.gate.open().thenReturn(link);
        });
  }

  /**
   * Opens a link.
   *
   * @param endpoint where connections go, as {@code tcp://host:port} or {@code ipc://path}; a
   *     wildcard host stands for loopback
   * @return the link, listening; or an {@link IllegalArgumentException} for what is no such
   *     endpoint
   */
  public static Mono<FaultyLink> to(String endpoint) {
    return Mono.fromCallable(() -> TcpEndpoint.target(endpoint)).flatMap(FaultyLink::to);
  }

  /**
   * Where to connect to.
   *
   * @return the endpoint, as {@code tcp://127.0.0.1:port}
   */
  public String endpoint() {
    return TcpEndpoint.of(address());
  }

  /**
   * Where to connect to.
   *
   * @return the address, the same for the link's whole life
   */
  public InetSocketAddress address() {
    return gate.address();
  }

  /**
   * Delays what both sides send, each direction by so much.
   *
   * @param delay how long; {@link Duration#ZERO} for none
   * @return this link
   */
  public FaultyLink delay(Duration delay) {
    return both(faults -> faults.delay(delay));
  }

  /**
   * Delays what one side sends. As the link holds a bounded number of bytes, a long delay also
   * limits how many pass in a second. What the link holds already is not affected.
   *
   * @param from the side
   * @param delay how long; {@link Duration#ZERO} for none
   * @return this link
   */
  public FaultyLink delay(Side from, Duration delay) {
    return one(from, faults -> faults.delay(delay));
  }

  /**
   * Stops reading from both sides.
   *
   * @return this link
   */
  public FaultyLink pause() {
    return both(faults -> faults.pause(true));
  }

  /**
   * Stops reading from one side: its TCP window closes, and backpressure reaches it. Nothing is
   * lost.
   *
   * @param from the side
   * @return this link
   */
  public FaultyLink pause(Side from) {
    return one(from, faults -> faults.pause(true));
  }

  /**
   * Ends {@link #pause()}.
   *
   * @return this link
   */
  public FaultyLink resume() {
    return both(faults -> faults.pause(false));
  }

  /**
   * Ends {@link #pause(Side)}.
   *
   * @param from the side
   * @return this link
   */
  public FaultyLink resume(Side from) {
    return one(from, faults -> faults.pause(false));
  }

  /**
   * Makes vanish what both sides send, as when the network between them is gone: see {@link
   * #blackHole(Side)}.
   *
   * @return this link
   */
  public FaultyLink blackHole() {
    return both(faults -> faults.blackHole(true));
  }

  /**
   * Makes vanish what one side sends, while its connections stay up and take bytes. Nor does the
   * other side see that it closed, until {@link #heal()}.
   *
   * @param from the side
   * @return this link
   */
  public FaultyLink blackHole(Side from) {
    return one(from, faults -> faults.blackHole(true));
  }

  /**
   * Cuts each connection once so many bytes of one side have been passed on: the other side
   * receives exactly those, then FIN. A connection that is past that byte is cut at once.
   *
   * @param from the side whose bytes count, on each connection from 0
   * @param bytes after how many of them
   * @return this link
   */
  public FaultyLink truncateAt(Side from, long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("truncateAt " + bytes + ": expected 0 bytes or more");
    }
    return one(from, faults -> faults.truncateAt(bytes));
  }

  /**
   * Ends every delay, pause, black hole and truncation. What has vanished stays lost, connections
   * that were cut stay closed, and new ones are refused if they were.
   *
   * @return this link
   */
  public FaultyLink heal() {
    return both(Faults::clear);
  }

  /** Closes every open connection towards both sides, with FIN, as a process that ends would. */
  public void cut() {
    pairs.forEach(pair -> Tcp.execute(pair::cut));
  }

  /**
   * Closes every open connection towards both sides, with RST, as a router that forgot them would.
   */
  public void reset() {
    pairs.forEach(pair -> Tcp.execute(pair::reset));
  }

  /**
   * Makes every open connection half-open: one end is closed, with FIN; the other does not see it,
   * and all it sends vanishes, as when the machine at the other end has lost power. Connections to
   * come are not affected.
   *
   * @param unaware the side that keeps its connection
   */
  public void halfOpen(Side unaware) {
    pairs.forEach(pair -> Tcp.execute(() -> pair.halfOpen(unaware)));
  }

  /**
   * Refuses new connections, as if nobody listened. Those that are open stay; the port stays the
   * link's own.
   *
   * @return completes when connections are refused
   */
  public Mono<Void> refuse() {
    return gate.shut();
  }

  /**
   * Ends {@link #refuse()}.
   *
   * @return completes when connections are accepted
   */
  public Mono<Void> accept() {
    return gate.open();
  }

  /**
   * What the link has seen up to now.
   *
   * @return the counts
   */
  public Counts counts() {
    return tally.counts();
  }

  /**
   * Waits until the link has seen something.
   *
   * @param condition what to wait for; asked on the link's event loop after each change
   * @return the first counts, from now on, that meet the condition
   */
  public Mono<Counts> until(Predicate<? super Counts> condition) {
    return tally.until(condition);
  }

  /** Stops listening and closes every connection, with FIN, within a second. */
  @Override
  public void dispose() {
    gate.dispose();
    pairs.forEach(pair -> Tcp.execute(pair::dispose));
  }

  @Override
  public boolean isDisposed() {
    return gate.isDisposed();
  }

  /**
   * Tells the end of the link.
   *
   * @return completes when it has stopped listening and its last connection is closed
   */
  public Mono<Void> onDispose() {
    return gate.onDispose().then(until(counts -> counts.open() == 0)).then();
  }

  @Override
  public String toString() {
    return "FaultyLink[" + endpoint() + " to " + TcpEndpoint.of(target) + ", " + counts() + "]";
  }

  private void accepted(Channel caller) {
    LinkedPair pair = new LinkedPair(target, callerFaults, targetFaults, tally);
    pairs.add(pair);
    pair.accept(caller, () -> pairs.remove(pair));
    if (isDisposed()) {
      pair.reset();
    }
  }

  private FaultyLink both(Consumer<Faults> change) {
    change.accept(callerFaults);
    change.accept(targetFaults);
    return inForce();
  }

  private FaultyLink one(Side from, Consumer<Faults> change) {
    change.accept(from == Side.CALLER ? callerFaults : targetFaults);
    return inForce();
  }

  private FaultyLink inForce() {
    pairs.forEach(pair -> Tcp.execute(pair::pump));
    return this;
  }
}
