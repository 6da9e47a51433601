package reactor.zmtp.socket;

import reactor.zmtp.ServerSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.option.Options;

/** SERVER. */
public final class DefaultServerSocket extends ServerSocketBase implements ServerSocket {

  /**
   * A live socket without endpoints.
   *
   * @param resources what it shares with the others of its context
   * @param options its options
   */
  public DefaultServerSocket(ZmqResources resources, Options options) {
    super(resources, options, SocketType.SERVER);
  }
}
