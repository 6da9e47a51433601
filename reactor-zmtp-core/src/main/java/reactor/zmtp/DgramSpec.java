package reactor.zmtp;

import reactor.zmtp.socket.DefaultDgramSocket;

/** Options of a DGRAM socket. */
public final class DgramSpec extends SocketSpec<DgramSpec, DgramSocket>
    implements SendOptions<DgramSpec>, ReceiveOptions<DgramSpec> {

  DgramSpec(State state) {
    super(state, DgramSpec::new, DefaultDgramSocket::new);
  }
}
