package reactor.zmtp;

import java.util.List;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultPeerSocket;

/** How a {@link PeerSocket} will be. */
public final class PeerSpec extends SocketSpec<PeerSpec, PeerSocket>
    implements SendOptions<PeerSpec>,
        ReceiveOptions<PeerSpec>,
        HelloOptions<PeerSpec>,
        DisconnectOptions<PeerSpec>,
        HiccupOptions<PeerSpec> {

  PeerSpec(ZmqContext context) {
    super(context);
  }

  private PeerSpec(PeerSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  PeerSpec copy(Options options, List<Attachment> attachments) {
    return new PeerSpec(this, options, attachments);
  }

  @Override
  PeerSocket create(ZmqContext context, Options options) {
    return new DefaultPeerSocket(context.runtime(), options);
  }
}
