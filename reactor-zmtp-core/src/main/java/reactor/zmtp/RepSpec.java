package reactor.zmtp;

import reactor.zmtp.socket.DefaultRepSocket;

/** Options of a REP socket. */
public final class RepSpec extends SocketSpec<RepSpec, RepSocket>
    implements SendOptions<RepSpec>,
        ReceiveOptions<RepSpec>,
        ReplyOptions<RepSpec>,
        RoutingIdOptions<RepSpec>,
        ObservationOptions<RepSpec> {

  RepSpec(State state) {
    super(state, RepSpec::new, DefaultRepSocket::new);
  }
}
