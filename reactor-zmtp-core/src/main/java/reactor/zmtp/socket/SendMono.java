package reactor.zmtp.socket;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;
import reactor.zmtp.DisposedException;
import reactor.zmtp.ZmqMessage;

/** What an application subscribes to that sends. */
final class SendMono extends Mono<Void> implements Scannable {

  private final Outbound outbound;
  private final Publisher<? extends ZmqMessage> messages;

  SendMono(Outbound outbound, Publisher<? extends ZmqMessage> messages) {
    this.outbound = outbound;
    this.messages = messages;
  }

  @Override
  public void subscribe(CoreSubscriber<? super Void> actual) {
    Mono.<Void>create(this::begin).subscribe(actual);
  }

  private void begin(MonoSink<Void> sink) {
    if (outbound.isRefusing()) {
      sink.error(new DisposedException("cannot send: the socket was disposed of"));
    } else {
      Context context = Context.of(sink.contextView());
      ThreadLocals.restored(context, outbound.observed(messages, context))
          .subscribe(new SendSubscriber(outbound, sink));
    }
  }

  /** What a chain of operators begins with, where Reactor lists its steps. */
  @Override
  public String stepName() {
    return toString();
  }

  @Override
  @SuppressWarnings("rawtypes") // as Reactor declares it
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.NAME) {
      return toString();
    }
    if (key == Attr.PARENT) {
      return messages;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }

  @Override
  public String toString() {
    return outbound.toString();
  }
}
