package reactor.zmtp;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Endpoint that a live socket is bound or connected to. Disposing it is unbinding or disconnecting
 * it.
 */
public interface ZmqEndpoint extends Disposable {

  /** The side that an endpoint is. */
  enum Role {
    /** It accepts connections. */
    BOUND,
    /** It makes a connection, and makes it again when it is lost. */
    CONNECTED
  }

  /**
   * Its address: for a bound one the real one, such as {@code tcp://0.0.0.0:49152} for {@code
   * tcp://*:*} (ZMQ_LAST_ENDPOINT); for a connected one what was asked for.
   *
   * @return the address, good for connecting to and for {@link ZmqSocket#unbind} or {@link
   *     ZmqSocket#disconnect}
   */
  String address();

  /**
   * The side it is.
   *
   * @return bound or connected
   */
  Role role();

  /**
   * The port of its address.
   *
   * @return 1 to 65535; -1 where the transport has no ports
   */
  int port();

  /**
   * Unbinds or disconnects it and returns at once: see {@link ZmqSocket#unbind} and {@link
   * ZmqSocket#disconnect}.
   */
  @Override
  void dispose();

  /**
   * Completes when it is unbound or disconnected, for whatever reason, or was abandoned ({@link
   * SocketEvent.ConnectAbandoned}).
   *
   * @return completes then, at once if it already is
   */
  Mono<Void> onDispose();
}
