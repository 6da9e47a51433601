package reactor.zmtp;

import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultScatterSocket;

/** How a {@link ScatterSocket} will be. */
public final class ScatterSpec extends SocketSpec<ScatterSpec, ScatterSocket>
    implements SendOptions<ScatterSpec> {

  ScatterSpec(ZmqContext context) {
    super(context);
  }

  private ScatterSpec(ScatterSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  ScatterSpec copy(Options options, List<Attachment> attachments) {
    return new ScatterSpec(this, options, attachments);
  }

  @Override
  ScatterSocket create(ZmqContext context, Options options) {
    return new DefaultScatterSocket(context.runtime(), options);
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
