package reactor.zmtp;

import reactor.zmtp.socket.DefaultServerSocket;

/** Options of a SERVER socket. */
public final class ServerSpec extends SocketSpec<ServerSpec, ServerSocket>
    implements SendOptions<ServerSpec>,
        ReceiveOptions<ServerSpec>,
        CreditOptions<ServerSpec>,
        HelloOptions<ServerSpec>,
        DisconnectOptions<ServerSpec> {

  ServerSpec(State state) {
    super(state, ServerSpec::new, DefaultServerSocket::new);
  }
}
