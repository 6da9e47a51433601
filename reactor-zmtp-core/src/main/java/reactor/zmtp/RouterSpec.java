package reactor.zmtp;

import java.util.List;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultRouterSocket;

/** How a {@link RouterSocket} will be. */
public final class RouterSpec extends SocketSpec<RouterSpec, RouterSocket>
    implements SendOptions<RouterSpec>,
        ReceiveOptions<RouterSpec>,
        RoutingIdOptions<RouterSpec>,
        RouterOptions<RouterSpec>,
        HelloOptions<RouterSpec>,
        DisconnectOptions<RouterSpec>,
        ProbeOptions<RouterSpec> {

  RouterSpec(ZmqContext context) {
    super(context);
  }

  private RouterSpec(RouterSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  RouterSpec copy(Options options, List<Attachment> attachments) {
    return new RouterSpec(this, options, attachments);
  }

  @Override
  RouterSocket create(ZmqContext context, Options options) {
    if (options.get(Option.RAW)) {
      checkUnsecured("a raw ROUTER", options);
    }
    return new DefaultRouterSocket(context.runtime(), options);
  }
}
