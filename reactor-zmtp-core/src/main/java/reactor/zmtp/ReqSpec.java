package reactor.zmtp;

import java.util.List;
import reactor.core.publisher.Mono;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultReqSocket;

/** How a {@link ReqSocket} will be. */
public final class ReqSpec extends SocketSpec<ReqSpec, ReqSocket>
    implements SendOptions<ReqSpec>,
        RoutingIdOptions<ReqSpec>,
        ReqOptions<ReqSpec>,
        ProbeOptions<ReqSpec> {

  ReqSpec(ZmqContext context) {
    super(context);
  }

  private ReqSpec(ReqSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  ReqSpec copy(Options options, List<Attachment> attachments) {
    return new ReqSpec(this, options, attachments);
  }

  @Override
  ReqSocket create(ZmqContext context, Options options) {
    return new DefaultReqSocket(context.runtime(), options);
  }

  /**
   * Asks through a socket of its own: opened by the subscription, closed when the reply is there or
   * the subscription is cancelled. See {@link ReqSocket#request(ZmqMessage)}.
   *
   * @param request the message, without an envelope
   * @return the reply without its envelope
   */
  public Mono<ZmqMessage> request(ZmqMessage request) {
    return oneShot().mono(this, socket -> socket.request(request));
  }
}
