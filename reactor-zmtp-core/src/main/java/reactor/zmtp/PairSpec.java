package reactor.zmtp;

import reactor.zmtp.socket.DefaultPairSocket;

/** Options of a PAIR socket. */
public final class PairSpec extends SocketSpec<PairSpec, PairSocket>
    implements SendOptions<PairSpec>, ReceiveOptions<PairSpec>, CreditOptions<PairSpec> {

  PairSpec(State state) {
    super(state, PairSpec::new, DefaultPairSocket::new);
  }
}
