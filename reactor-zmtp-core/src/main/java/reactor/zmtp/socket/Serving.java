package reactor.zmtp.socket;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;
import reactor.zmtp.HandlerTimeoutException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Observer;
import reactor.zmtp.pattern.IncomingRequest;

/** One request being served: the first message of the handler's publisher is its reply. */
final class Serving extends FirstMessage {

  /** Called on the loop with what came of it. */
  interface End {

    /** There is a reply, or null if the publisher completed without. */
    void served(Serving done, @Nullable DefaultMessage reply);

    /** The handler or its publisher failed, or took too long. */
    void failed(Serving done, Throwable error);
  }

  private final IoLoop loop;
  private final Duration timeout;
  private final Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler;
  private final IncomingRequest request;
  private final @Nullable Observer observer;
  private final End end;

  private Context context;
  private Observer.@Nullable Exchange exchange;
  private @Nullable Disposable deadline;

  Serving(
      IoLoop loop,
      Duration timeout,
      Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler,
      Context context,
      IncomingRequest request,
      @Nullable Observer observer,
      End end) {
    this.loop = loop;
    this.timeout = timeout;
    this.handler = handler;
    this.context = context;
    this.request = request;
    this.observer = observer;
    this.end = end;
  }

  IncomingRequest request() {
    return request;
  }

  /** Has the request handled, unless it was cancelled in the meantime. */
  void begin() {
    if (hasEnded()) {
      return;
    }
    if (!timeout.isZero()) {
      deadline = loop.schedule(timeout, this::expire);
    }
    if (observer != null) {
      exchange = observer.handle(request.message());
      context = exchange.within(context);
    }
    try {
      ThreadLocals.restored(context, Flux.defer(this::reply)).subscribe(this);
    } catch (Throwable t) {
      onError(t);
    }
  }

  private Publisher<ZmqMessage> reply() {
    DefaultMessage message = request.message();
    Observer.Exchange within = exchange;
    return Objects.requireNonNull(
        within == null ? handler.apply(message) : within.call(() -> handler.apply(message)),
        "the handler returned null, not a publisher");
  }

  private void expire() {
    if (claim()) {
      HandlerTimeoutException why = new HandlerTimeoutException(timeout);
      loop.signal(this::cancelPublisher);
      failed(why);
    }
  }

  /** Cancels the publisher if nothing has come of it; returns whether that is so. */
  boolean cancel() {
    boolean ends = claim();
    if (ends) {
      forgetDeadline();
      loop.signal(this::cancelPublisher);
      tell(Observer.Exchange::cancelled);
    }
    return ends;
  }

  private void forgetDeadline() {
    if (deadline != null) {
      deadline.dispose();
    }
  }

  @Override
  public Context currentContext() {
    return context;
  }

  @Override
  void end() {
    loop.execute(this);
  }

  @Override
  public void run() {
    forgetDeadline();
    if (error != null) {
      failed(error);
      return;
    }
    tell(Observer.Exchange::replied);
    end.served(this, reply);
  }

  private void failed(Throwable why) {
    tell(ended -> ended.failed(why));
    end.failed(this, why);
  }

  /** Who observes is the application's, as the handler is. */
  private void tell(Consumer<Observer.Exchange> how) {
    Observer.Exchange ended = exchange;
    if (ended != null) {
      loop.signal(() -> how.accept(ended));
    }
  }
}
