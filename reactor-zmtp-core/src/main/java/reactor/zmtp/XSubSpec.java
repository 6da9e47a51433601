package reactor.zmtp;

import java.util.List;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultXSubSocket;

/** How an {@link XSubSocket} will be. */
public final class XSubSpec extends SocketSpec<XSubSpec, XSubSocket>
    implements SendOptions<XSubSpec>,
        ReceiveOptions<XSubSpec>,
        SubscribeOptions<XSubSpec>,
        XSubOptions<XSubSpec>,
        OnlyFirstSubscribeOptions<XSubSpec> {

  XSubSpec(ZmqContext context) {
    super(context);
  }

  private XSubSpec(XSubSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  XSubSpec copy(Options options, List<Attachment> attachments) {
    return new XSubSpec(this, options, attachments);
  }

  @Override
  XSubSocket create(ZmqContext context, Options options) {
    return new DefaultXSubSocket(context.runtime(), options);
  }
}
