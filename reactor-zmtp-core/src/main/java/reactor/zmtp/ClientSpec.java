package reactor.zmtp;

import reactor.zmtp.socket.DefaultClientSocket;

/** Options of a CLIENT socket. */
public final class ClientSpec extends SocketSpec<ClientSpec, ClientSocket>
    implements SendOptions<ClientSpec>,
        ReceiveOptions<ClientSpec>,
        CreditOptions<ClientSpec>,
        HelloOptions<ClientSpec>,
        HiccupOptions<ClientSpec> {

  ClientSpec(State state) {
    super(state, ClientSpec::new, DefaultClientSocket::new);
  }
}
