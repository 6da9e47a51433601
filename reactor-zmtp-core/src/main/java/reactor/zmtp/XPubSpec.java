package reactor.zmtp;

import java.util.List;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultXPubSocket;

/** How an {@link XPubSocket} will be. */
public final class XPubSpec extends SocketSpec<XPubSpec, XPubSocket>
    implements SendOptions<XPubSpec>,
        ReceiveOptions<XPubSpec>,
        PubOptions<XPubSpec>,
        XPubOptions<XPubSpec>,
        InvertMatchingOptions<XPubSpec>,
        OnlyFirstSubscribeOptions<XPubSpec> {

  XPubSpec(ZmqContext context) {
    super(context);
  }

  private XPubSpec(XPubSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  XPubSpec copy(Options options, List<Attachment> attachments) {
    return new XPubSpec(this, options, attachments);
  }

  @Override
  XPubSocket create(ZmqContext context, Options options) {
    return new DefaultXPubSocket(context.runtime(), options);
  }
}
