package reactor.zmtp;

import java.util.List;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultRepSocket;

/** How a {@link RepSocket} will be. */
public final class RepSpec extends SocketSpec<RepSpec, RepSocket>
    implements SendOptions<RepSpec>,
        ReceiveOptions<RepSpec>,
        RoutingIdOptions<RepSpec>,
        RepOptions<RepSpec> {

  RepSpec(ZmqContext context) {
    super(context);
  }

  private RepSpec(RepSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  RepSpec copy(Options options, List<Attachment> attachments) {
    return new RepSpec(this, options, attachments);
  }

  @Override
  RepSocket create(ZmqContext context, Options options) {
    return new DefaultRepSocket(context.runtime(), options);
  }
}
