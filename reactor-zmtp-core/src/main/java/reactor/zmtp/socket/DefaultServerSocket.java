package reactor.zmtp.socket;

import reactor.zmtp.ServerSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.option.Options;

/** SERVER. */
public final class DefaultServerSocket extends ServerSocketBase implements ServerSocket {

  public DefaultServerSocket(ZmqResources resources, Options options) {
    super(resources, options, SocketType.SERVER);
  }
}
