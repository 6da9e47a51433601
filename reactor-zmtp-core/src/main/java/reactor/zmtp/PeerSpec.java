package reactor.zmtp;

import reactor.zmtp.socket.DefaultPeerSocket;

/** Options of a PEER socket. */
public final class PeerSpec extends SocketSpec<PeerSpec, PeerSocket>
    implements SendOptions<PeerSpec>,
        ReceiveOptions<PeerSpec>,
        CreditOptions<PeerSpec>,
        HelloOptions<PeerSpec>,
        DisconnectOptions<PeerSpec>,
        HiccupOptions<PeerSpec> {

  PeerSpec(State state) {
    super(state, PeerSpec::new, DefaultPeerSocket::new);
  }
}
