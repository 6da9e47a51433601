package reactor.zmtp;

import reactor.zmtp.socket.DefaultChannelSocket;

/** Options of a CHANNEL socket. */
public final class ChannelSpec extends SocketSpec<ChannelSpec, ChannelSocket>
    implements SendOptions<ChannelSpec>, ReceiveOptions<ChannelSpec>, CreditOptions<ChannelSpec> {

  ChannelSpec(State state) {
    super(state, ChannelSpec::new, DefaultChannelSocket::new);
  }
}
