package reactor.zmtp;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultGatherSocket;

/** How a {@link GatherSocket} will be. */
public final class GatherSpec extends SocketSpec<GatherSpec, GatherSocket>
    implements ReceiveOptions<GatherSpec> {

  GatherSpec(ZmqContext context) {
    super(context);
  }

  private GatherSpec(GatherSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  GatherSpec copy(Options options, List<Attachment> attachments) {
    return new GatherSpec(this, options, attachments);
  }

  @Override
  GatherSocket create(ZmqContext context, Options options) {
    return new DefaultGatherSocket(context.runtime(), options);
  }

  /**
   * Receives through a socket of its own: opened by the subscription, closed when that is
   * cancelled. A retry after a cancel, as by {@code timeout}, binds once the socket before it is
   * gone. See {@link ReceivingSocket#receive()}.
   *
   * @return the messages
   */
  public Flux<ZmqMessage> receive() {
    return oneShot().flux(this, ReceivingSocket::receive);
  }
}
