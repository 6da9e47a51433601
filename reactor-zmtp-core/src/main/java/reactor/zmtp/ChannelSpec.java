package reactor.zmtp;

import java.util.List;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultChannelSocket;

/** How a {@link ChannelSocket} will be. */
public final class ChannelSpec extends SocketSpec<ChannelSpec, ChannelSocket>
    implements SendOptions<ChannelSpec>, ReceiveOptions<ChannelSpec> {

  ChannelSpec(ZmqContext context) {
    super(context);
  }

  private ChannelSpec(ChannelSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  ChannelSpec copy(Options options, List<Attachment> attachments) {
    return new ChannelSpec(this, options, attachments);
  }

  @Override
  ChannelSocket create(ZmqContext context, Options options) {
    return new DefaultChannelSocket(context.runtime(), options);
  }
}
