package reactor.zmtp;

import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultPushSocket;

/** How a {@link PushSocket} will be. */
public final class PushSpec extends SocketSpec<PushSpec, PushSocket>
    implements SendOptions<PushSpec>, ConflateOptions<PushSpec> {

  PushSpec(ZmqContext context) {
    super(context);
  }

  private PushSpec(PushSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  PushSpec copy(Options options, List<Attachment> attachments) {
    return new PushSpec(this, options, attachments);
  }

  @Override
  PushSocket create(ZmqContext context, Options options) {
    return new DefaultPushSocket(context.runtime(), options);
  }

  /**
   * Sends what a publisher publishes through a socket of its own: opened by the subscription,
   * closed, lingering, when everything is sent or the subscription is cancelled. See {@link
   * SendingSocket#send(Publisher)}.
   *
   * @param messages what to send
   * @return completes when everything is written and the socket is closed
   */
  public Mono<Void> send(Publisher<? extends ZmqMessage> messages) {
    return oneShot().mono(this, socket -> socket.send(messages));
  }
}
