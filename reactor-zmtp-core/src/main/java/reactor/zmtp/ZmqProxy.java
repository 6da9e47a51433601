package reactor.zmtp;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Running device (zmq_proxy, zmq_proxy_steerable): what its frontend receives its backend sends,
 * and the other way round where both can. Every method may be called from any thread, and none
 * blocks.
 *
 * <p>Pairs and what they make: ROUTER and DEALER a queue of requests, XSUB and XPUB a forwarder of
 * topics, whose subscriptions travel the other way, PULL and PUSH a streamer of tasks; one socket
 * that is both an echo. Messages pass with all the frames ZeroMQ gives them: a ROUTER's begin with
 * the routing id, an XPUB's are subscriptions.
 *
 * <p><b>Backpressure goes straight through.</b> What one side may still send is what the other is
 * asked to receive. The proxy holds nothing of its own: what is on its way waits at the high-water
 * marks of the two sockets, and a slow peer of one slows the far peers of the other.
 *
 * <p>A message of a shape that the other socket does not have, such as a single frame for a ROUTER,
 * is discarded and reported as {@link SocketEvent.Discarded} by the socket it came to. One whose
 * first frame is no routing id, since it is empty or has more than 255 bytes, is discarded by the
 * socket that would have sent it. One that a {@code mandatory} ROUTER has no route for ends the
 * proxy with that error, as in libzmq.
 */
public interface ZmqProxy extends ZmqDisposable {

  /**
   * A proxy between two live sockets, which stay the caller's. While it runs nobody else may
   * receive from them; anybody may send.
   *
   * @param frontend one side; the same socket as the other for an echo
   * @param backend the other side
   * @return the spec, to be started
   */
  static ProxySpec between(ZmqSocket frontend, ZmqSocket backend) {
    return new ProxySpec(ProxySpec.Side.of(frontend), ProxySpec.Side.of(backend), null);
  }

  /**
   * A proxy between two sockets that it opens and disposes of.
   *
   * @param frontend one side
   * @param backend the other side
   * @return the spec, to be started any number of times
   */
  static ProxySpec between(SocketSpec<?, ?> frontend, SocketSpec<?, ?> backend) {
    return new ProxySpec(ProxySpec.Side.of(frontend), ProxySpec.Side.of(backend), null);
  }

  /**
   * One side.
   *
   * @return the live socket
   */
  ZmqSocket frontend();

  /**
   * The other side.
   *
   * @return the live socket
   */
  ZmqSocket backend();

  /**
   * Socket that gets a copy of everything.
   *
   * @return the live socket, or null if there is none
   */
  @Nullable ZmqSocket capture();

  /**
   * Passes nothing on until {@link #resume} (PAUSE). The sockets stay connected; what comes waits
   * at the receiving high-water marks, and then in the peers.
   *
   * @return completes when nothing passes any more; fails with {@link DisposedException} if this
   *     has ended
   */
  Mono<Void> pause();

  /**
   * Goes on after {@link #pause} (RESUME).
   *
   * @return completes when messages pass again; fails with {@link DisposedException} if this has
   *     ended
   */
  Mono<Void> resume();

  /**
   * Counters of what has passed (STATISTICS).
   *
   * @return the figures, read at subscription; also after the end
   */
  Mono<ProxyMetrics> metrics();

  /**
   * {@link #dispose()}, and wait (TERMINATE).
   *
   * @return ends this when subscribed to; then as {@link #onDispose}
   */
  default Mono<Void> terminate() {
    return disposeLater();
  }

  /**
   * Ends this and returns at once. What one socket has passed to the other is still sent by it, as
   * its {@code linger} allows; what it has not passed on waits for whoever receives next. Sockets
   * that this has opened are disposed of.
   */
  @Override
  void dispose();

  /**
   * Completes when this has ended.
   *
   * @return completes when this was disposed of, or one of its sockets was; fails if something else
   *     ended it
   */
  @Override
  Mono<Void> onDispose();
}
