package reactor.zmtp.socket;

import reactor.zmtp.ServerSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.option.Options;

/** SERVER. */
public final class DefaultServerSocket extends ServerCore implements ServerSocket {

  /**
   * A live socket without endpoints.
   *
   * @param runtime what it shares with the others of its context
   * @param options its options
   */
  public DefaultServerSocket(Runtime runtime, Options options) {
    super(runtime, options, SocketType.SERVER);
  }
}
