package reactor.zmtp.transport;

import io.netty.util.concurrent.Future;

/**
 * An endpoint of a live socket: a listener or a connector. All calls are on the socket's event
 * loop.
 */
public interface Transport {

  /**
   * Its address as the socket tells it.
   *
   * @return the address
   */
  String address();

  /**
   * The endpoint as it was asked for.
   *
   * @return the string
   */
  String requested();

  /**
   * Accepts or makes no more connections, and closes those there are.
   *
   * @return done when the last is closed
   */
  Future<Void> close();
}
