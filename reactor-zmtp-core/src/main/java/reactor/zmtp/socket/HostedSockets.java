package reactor.zmtp.socket;

import reactor.zmtp.ZmqSocket;
import reactor.zmtp.endpoint.HostedEndpoint;

/** Sockets as endpoints within servers of others. */
public final class HostedSockets {

  private HostedSockets() {}

  public static HostedEndpoint endpoint(ZmqSocket socket) {
    if (socket instanceof SocketBase<?> ours) {
      return ours.hosted();
    }
    throw new IllegalArgumentException(
        "%s is no socket of this library's".formatted(socket.getClass().getName()));
  }
}
