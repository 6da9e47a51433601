package reactor.zmtp;

import reactor.zmtp.socket.DefaultPubSocket;

/** Options of a PUB socket. */
public final class PubSpec extends SocketSpec<PubSpec, PubSocket>
    implements SendOptions<PubSpec>,
        PubOptions<PubSpec>,
        InvertMatchingOptions<PubSpec>,
        ConflateOptions<PubSpec>,
        ObservationOptions<PubSpec> {

  PubSpec(State state) {
    super(state, PubSpec::new, DefaultPubSocket::new);
  }
}
