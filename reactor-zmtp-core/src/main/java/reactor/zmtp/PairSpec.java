package reactor.zmtp;

import java.util.List;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultPairSocket;

/** How a {@link PairSocket} will be. */
public final class PairSpec extends SocketSpec<PairSpec, PairSocket>
    implements SendOptions<PairSpec>, ReceiveOptions<PairSpec> {

  PairSpec(ZmqContext context) {
    super(context);
  }

  private PairSpec(PairSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  PairSpec copy(Options options, List<Attachment> attachments) {
    return new PairSpec(this, options, attachments);
  }

  @Override
  PairSocket create(ZmqContext context, Options options) {
    return new DefaultPairSocket(context.runtime(), options);
  }
}
