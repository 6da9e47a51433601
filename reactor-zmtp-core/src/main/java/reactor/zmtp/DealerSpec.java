package reactor.zmtp;

import java.util.List;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultDealerSocket;

/** How a {@link DealerSocket} will be. */
public final class DealerSpec extends SocketSpec<DealerSpec, DealerSocket>
    implements SendOptions<DealerSpec>,
        ReceiveOptions<DealerSpec>,
        RoutingIdOptions<DealerSpec>,
        HelloOptions<DealerSpec>,
        HiccupOptions<DealerSpec>,
        ConflateOptions<DealerSpec>,
        ProbeOptions<DealerSpec> {

  DealerSpec(ZmqContext context) {
    super(context);
  }

  private DealerSpec(DealerSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  DealerSpec copy(Options options, List<Attachment> attachments) {
    return new DealerSpec(this, options, attachments);
  }

  @Override
  DealerSocket create(ZmqContext context, Options options) {
    return new DefaultDealerSocket(context.runtime(), options);
  }
}
