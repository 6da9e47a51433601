package reactor.zmtp;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultSubSocket;

/** How a {@link SubSocket} will be. */
public final class SubSpec extends SocketSpec<SubSpec, SubSocket>
    implements ReceiveOptions<SubSpec>,
        SubscribeOptions<SubSpec>,
        InvertMatchingOptions<SubSpec>,
        ConflateOptions<SubSpec> {

  SubSpec(ZmqContext context) {
    super(context);
  }

  private SubSpec(SubSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  SubSpec copy(Options options, List<Attachment> attachments) {
    return new SubSpec(this, options, attachments);
  }

  @Override
  SubSocket create(ZmqContext context, Options options) {
    return new DefaultSubSocket(context.runtime(), options);
  }

  /**
   * Receives through a socket of its own: opened by the subscription, closed when that is
   * cancelled. A retry after a cancel, as by {@code timeout}, binds once the socket before it is
   * gone. See {@link ReceivingSocket#receive()}.
   *
   * @return the messages; fails as {@link #open()} does
   */
  public Flux<ZmqMessage> receive() {
    return oneShot().flux(this, SubSocket::receive);
  }
}
