package reactor.zmtp.socket;

import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.zmtp.AlreadyReceivingException;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;

/**
 * Receiving half of a ROUTER: messages for a subscriber until it is to reply, then requests for a
 * handler. What waits stands in line for the handler by then, and so there is no way back.
 */
final class ReceiveOrReply implements Intake {

  private final IoLoop loop;
  private final Inbound<RoutedMessage> inbound;
  private final Responder responder;
  private boolean replies;

  ReceiveOrReply(IoLoop loop, Inbound<RoutedMessage> inbound, Responder responder) {
    this.loop = loop;
    this.inbound = inbound;
    this.responder = responder;
  }

  Mono<Void> reply(
      Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler, int concurrency) {
    Mono<Void> served = responder.reply(handler, concurrency);
    return Mono.defer(
        () -> {
          if (!inbound.leave()) {
            return Mono.error(new AlreadyReceivingException(SocketType.ROUTER));
          }
          loop.execute(this::handOver);
          return served;
        });
  }

  @SuppressWarnings("ReferenceEquality") // an empty message may be a request, the notice is not
  private void handOver() {
    if (!replies) {
      replies = true;
      inbound.handOver(
          pipe -> responder.replies().adopt(pipe, message -> message != RoutingSocketBase.NOTICE));
    }
  }

  /** Whether what comes is a request. */
  boolean replies() {
    return replies;
  }

  private Intake now() {
    return replies ? responder : inbound;
  }

  @Override
  public Inbound<RoutedMessage> inbound() {
    return inbound;
  }

  @Override
  public boolean deliver(Pipe pipe, DefaultMessage message) {
    return now().deliver(pipe, message);
  }

  @Override
  public void queued(Pipe pipe) {
    now().queued(pipe);
  }

  @Override
  public boolean isIdle() {
    return now().isIdle();
  }

  @Override
  public long demand() {
    return now().demand();
  }

  @Override
  public void refuse() {
    inbound.refuse();
    responder.refuse();
  }

  @Override
  public void close() {
    inbound.close();
    responder.close();
  }

  @Override
  public long abandon() {
    return now().abandon();
  }

  @Override
  public long received() {
    return inbound.received() + responder.received();
  }

  @Override
  public long waiting() {
    return now().waiting();
  }

  @Override
  public long mostWaiting() {
    return Math.max(inbound.mostWaiting(), responder.mostWaiting());
  }
}
