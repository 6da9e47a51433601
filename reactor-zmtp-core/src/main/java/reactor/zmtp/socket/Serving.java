package reactor.zmtp.socket;

import java.time.Duration;
import java.util.Objects;
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
  private final Context context;
  private final IncomingRequest request;
  private final End end;

  private @Nullable Disposable deadline;

  Serving(
      IoLoop loop,
      Duration timeout,
      Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler,
      Context context,
      IncomingRequest request,
      End end) {
    this.loop = loop;
    this.timeout = timeout;
    this.handler = handler;
    this.context = context;
    this.request = request;
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
    try {
      ThreadLocals.restored(context, Flux.defer(this::reply)).subscribe(this);
    } catch (Throwable t) {
      onError(t);
    }
  }

  private Publisher<ZmqMessage> reply() {
    return Objects.requireNonNull(
        handler.apply(request.message()), "the handler returned null, not a publisher");
  }

  private void expire() {
    if (cancel()) {
      end.failed(this, new HandlerTimeoutException(timeout));
    }
  }

  /** Cancels the publisher if nothing has come of it; returns whether that is so. */
  boolean cancel() {
    boolean ends = claim();
    if (ends) {
      forgetDeadline();
      loop.signal(this::cancelPublisher);
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
    if (error == null) {
      end.served(this, reply);
    } else {
      end.failed(this, error);
    }
  }
}
