package reactor.zmtp;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultPullSocket;

/** How a {@link PullSocket} will be. */
public final class PullSpec extends SocketSpec<PullSpec, PullSocket>
    implements ReceiveOptions<PullSpec>, ConflateOptions<PullSpec> {

  PullSpec(ZmqContext context) {
    super(context);
  }

  private PullSpec(PullSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  PullSpec copy(Options options, List<Attachment> attachments) {
    return new PullSpec(this, options, attachments);
  }

  @Override
  PullSocket create(ZmqContext context, Options options) {
    return new DefaultPullSocket(context.runtime(), options);
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
