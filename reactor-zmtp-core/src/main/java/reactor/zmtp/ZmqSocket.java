package reactor.zmtp;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Live socket. Every method may be called from any thread, none blocks, and what returns a
 * publisher does nothing before it is subscribed to. Signals come on the socket's event loop.
 *
 * <p>The application's code is called between the steps of the engine and never within one, so it
 * may do whatever it likes there, but block; whatever it throws, any {@link Throwable}, is reported
 * as dropped ({@code Hooks.onErrorDropped}) and harms nobody else.
 *
 * <p>What was cancelled before it began is not carried out, and an endpoint that was not delivered
 * by then is closed again.
 *
 * <p>Once {@link #dispose()} was called, whatever asks the socket to do something fails with {@link
 * DisposedException}: {@code bind}, {@code connect}, {@code unbind}, {@code disconnect}, and all
 * that sends, receives, requests, replies, subscribes or waits. What was going on ends: {@code
 * receive()} and {@code reply()} complete, sends whose publisher has completed complete when all is
 * written, everything else fails with {@link DisposedException}. Its state can still be asked for,
 * when the socket is gone as well: {@link #metrics()} with the last counts, {@link #peers()} and
 * {@link #endpoints()} with those that are left, {@link #events()} with what is still to come and
 * its end. The event loops of a context that end before its sockets dispose of these.
 */
public interface ZmqSocket extends ZmqDisposable {

  /**
   * Type of this socket.
   *
   * @return the type
   */
  SocketType type();

  /**
   * Name that the spec gave this socket.
   *
   * @return the name; empty if it has none
   */
  String name();

  /**
   * Accepts connections at an endpoint (zmq_bind). A socket may be bound and connected to any
   * number of endpoints. With {@code ipv6(true)} the host {@code *} is of both families, or of IPv4
   * where there is no IPv6.
   *
   * @param endpoint {@code tcp://host:port}: the host {@code *}, an IPv4 address, an IPv6 address
   *     in brackets, or the name of a network interface; the port a number, or {@code *} or {@code
   *     0} for any that is free
   * @return the endpoint with its real address, once it accepts connections; fails with {@link
   *     InvalidEndpointException} or {@link BindException}
   */
  Mono<ZmqEndpoint> bind(String endpoint);

  /**
   * Stops accepting connections at an endpoint and closes those that came to it (zmq_unbind). What
   * was received stays; what waits to be sent goes to other peers.
   *
   * @param endpoint its real address, or the string it was bound with
   * @return completes when it is done; fails with {@link InvalidEndpointException} if nothing is
   *     bound there
   */
  Mono<Void> unbind(String endpoint);

  /**
   * Connects to an endpoint, and again whenever the connection fails or is lost (zmq_connect). Each
   * address of a name is tried, in turn, until there is a peer at one.
   *
   * <p>As in libzmq a SUB, PUB, DEALER or REQ socket that is connected to the endpoint already
   * stays as it is: connecting again gives the endpoint that is there. The other types connect once
   * more each time.
   *
   * @param endpoint {@code tcp://host:port} or {@code tcp://source;host:port}: the host a DNS name
   *     or an address; the source an address or the name of a network interface, with a port or
   *     {@code *} or {@code 0}
   * @return the endpoint as soon as it is accepted: as everywhere in ZeroMQ the peer may come
   *     later; fails with {@link InvalidEndpointException}
   */
  Mono<ZmqEndpoint> connect(String endpoint);

  /**
   * Closes the connection to an endpoint and makes it no more (zmq_disconnect). What was received
   * stays; what waits to be sent goes to other peers.
   *
   * @param endpoint the string it was connected with
   * @return completes when it is done; fails with {@link InvalidEndpointException} if nothing is
   *     connected there
   */
  Mono<Void> disconnect(String endpoint);

  /**
   * Endpoints this socket is bound and connected to now. One that was abandoned ({@link
   * SocketEvent.ConnectAbandoned}) is none any more.
   *
   * @return the endpoints, in the order they came; a snapshot
   */
  List<ZmqEndpoint> endpoints();

  /**
   * Address of the one endpoint of this socket.
   *
   * @return its real address, such as {@code tcp://127.0.0.1:49152}
   * @throws IllegalStateException if there is none, or more than one: see {@link #endpoints()}
   */
  default String address() {
    List<ZmqEndpoint> all = endpoints();
    if (all.size() != 1) {
      throw new IllegalStateException(
          "%s has %s, not one: endpoints() has all of them"
              .formatted(this, all.isEmpty() ? "no endpoint" : "the endpoints " + all));
    }
    return all.get(0).address();
  }

  /**
   * Events of this socket from now on. Any number may subscribe; one that falls 1024 events behind
   * loses the oldest of them. To see what happens while the socket opens, use {@link
   * SocketSpec#doOnEvent}.
   *
   * @return the events; completes after {@link SocketEvent.Stopped}
   */
  Flux<SocketEvent> events();

  /**
   * Counters of this socket now, or when it was gone.
   *
   * @return the figures, read on the event loop at subscription
   */
  Mono<SocketMetrics> metrics();

  /**
   * Counters of this socket, for gauges: from any thread, at once, and without asking the event
   * loop. They are those that {@link #metrics()} has but for their moment: each is as the loop left
   * it when it was read, so that two of them may be of different moments, and {@code waitingToSend}
   * is as of the end of the loop's last turn of sending.
   *
   * @return the figures, also when the socket is gone
   */
  SocketMetrics snapshot();

  /**
   * Counters of each peer.
   *
   * @return the peers that are there, in the order they came, read on the event loop at
   *     subscription
   */
  Mono<List<PeerMetrics>> peers();

  /**
   * Closes this socket and returns at once. Nothing more is taken from publishers; what was taken
   * and not yet written is written, for at most {@code linger}; the rest is discarded and reported
   * as {@link SocketEvent.Discarded}.
   */
  @Override
  void dispose();

  /**
   * Completes when the socket is gone: lingering has ended, every connection is closed.
   *
   * @return completes then, at once if it already is
   */
  @Override
  Mono<Void> onDispose();
}
