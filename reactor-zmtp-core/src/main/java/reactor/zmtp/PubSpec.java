package reactor.zmtp;

import java.util.List;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultPubSocket;

/** How a {@link PubSocket} will be. */
public final class PubSpec extends SocketSpec<PubSpec, PubSocket>
    implements SendOptions<PubSpec>,
        PubOptions<PubSpec>,
        InvertMatchingOptions<PubSpec>,
        ConflateOptions<PubSpec> {

  PubSpec(ZmqContext context) {
    super(context);
  }

  private PubSpec(PubSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  PubSpec copy(Options options, List<Attachment> attachments) {
    return new PubSpec(this, options, attachments);
  }

  @Override
  PubSocket create(ZmqContext context, Options options) {
    return new DefaultPubSocket(context.runtime(), options);
  }
}
