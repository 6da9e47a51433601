package reactor.zmtp.socket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;
import reactor.zmtp.AlreadyReceivingException;
import reactor.zmtp.DisposedException;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.Signals;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Observer;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.IncomingRequest;
import reactor.zmtp.pattern.Replies;
import reactor.zmtp.pipe.Pipe;

/**
 * Receiving half of a socket that answers requests: the one {@code reply} there may be, and the
 * requests it serves. Confined to the event loop but for subscribing and cancelling.
 */
final class Responder implements Intake {

  private static final DefaultMessage EMPTY = new DefaultMessage(new byte[0]);

  private final SocketType type;
  private final IoLoop loop;
  private final Replies replies;
  private final @Nullable
      BiFunction<? super ZmqMessage, ? super Throwable, ? extends Publisher<ZmqMessage>>
      onError;
  private final Duration handlerTimeout;
  private final AtomicReference<@Nullable Subscribed> current = new AtomicReference<>();

  @SuppressWarnings("NullAway.Init") // set before there are peers
  private SocketBase<?> socket;

  private @Nullable Subscribed active;
  private volatile boolean refusing;
  private boolean closed;
  private long received;

  Responder(SocketType type, IoLoop loop, Options options) {
    this.type = type;
    this.loop = loop;
    this.replies = new Replies(this::serveWaiting);
    this.onError = options.get(Option.ON_ERROR);
    this.handlerTimeout = options.get(Option.HANDLER_TIMEOUT);
  }

  Replies replies() {
    return replies;
  }

  /** The socket that losses and failures are reported to. */
  void of(SocketBase<?> owner) {
    socket = owner;
  }

  Mono<Void> reply(
      Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler, int concurrency) {
    Objects.requireNonNull(handler, "handler");
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be 1 or more, not " + concurrency);
    }
    return Mono.create(
        sink -> {
          Subscribed subscribed = new Subscribed(sink, handler, concurrency);
          if (refusing) {
            sink.error(
                new DisposedException("cannot reply: this " + type + " socket was disposed of"));
          } else if (current.compareAndSet(null, subscribed)) {
            sink.onCancel(subscribed::cancel);
            loop.execute(() -> activate(subscribed));
          } else {
            sink.error(
                new AlreadyReceivingException(
                    type, "reply()", "cancel that one first, or answer all in one"));
          }
        });
  }

  private void activate(Subscribed subscribed) {
    if (closed) {
      subscribed.complete();
    } else if (!subscribed.cancelled) {
      active = subscribed;
      serveWaiting();
    }
  }

  @Override
  public boolean deliver(Pipe pipe, DefaultMessage message) {
    Subscribed subscribed = active;
    if (subscribed == null || !subscribed.mayServe()) {
      return false;
    }
    IncomingRequest request = replies.take(pipe, message);
    if (request == null) {
      return false;
    }
    serve(subscribed, request);
    return true;
  }

  @Override
  public void queued(Pipe pipe) {
    replies.queued(pipe);
    serveWaiting();
  }

  private void serveWaiting() {
    Subscribed subscribed = active;
    while (subscribed != null && subscribed.mayServe()) {
      IncomingRequest request = replies.next();
      if (request == null) {
        return;
      }
      serve(subscribed, request);
    }
  }

  private void serve(Subscribed subscribed, IncomingRequest request) {
    received++;
    subscribed.serve(request);
  }

  @Override
  public void refuse() {
    refusing = true;
  }

  @Override
  public void close() {
    closed = true;
    Subscribed subscribed = active;
    active = null;
    if (subscribed != null) {
      subscribed.stop();
      subscribed.complete();
    }
  }

  @Override
  public long abandon() {
    return replies.discard();
  }

  @Override
  public boolean isIdle() {
    Subscribed subscribed = active;
    return replies.queued() == 0 && (subscribed == null || subscribed.serving.isEmpty());
  }

  @Override
  public long received() {
    return received;
  }

  @Override
  public long waiting() {
    return replies.queued();
  }

  @Override
  public long mostWaiting() {
    return replies.mostQueued();
  }

  private final class Subscribed implements Serving.End {

    private final MonoSink<Void> sink;
    private final Context context;
    private final Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler;
    private final int concurrency;
    private final Set<Serving> serving = new LinkedHashSet<>();
    private volatile boolean cancelled;

    Subscribed(
        MonoSink<Void> sink,
        Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler,
        int concurrency) {
      this.sink = sink;
      this.context = Context.of(sink.contextView());
      this.handler = handler;
      this.concurrency = concurrency;
    }

    boolean mayServe() {
      return !cancelled && !refusing && serving.size() < concurrency;
    }

    void serve(IncomingRequest request) {
      Serving next = serving(request, handler, socket.observer(), this);
      loop.signal(() -> begin(next));
    }

    private Serving serving(
        IncomingRequest request,
        Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> by,
        @Nullable Observer observer,
        Serving.End end) {
      Serving next = new Serving(loop, handlerTimeout, by, context, request, observer, end);
      serving.add(next);
      return next;
    }

    /** No handler is called once this was cancelled: its request is put back. */
    private void begin(Serving next) {
      if (!cancelled && !refusing) {
        next.begin();
      }
    }

    @Override
    public void served(Serving done, @Nullable DefaultMessage reply) {
      if (!serving.remove(done)) {
        return; // the socket is gone
      }
      if (!replies.reply(done.request(), reply == null ? EMPTY : reply)) {
        socket.discard(done.request().pipe().peer(), 1, DiscardReason.PEER_GONE);
      }
      serveWaiting();
    }

    @Override
    public void failed(Serving done, Throwable error) {
      if (!serving.contains(done)) {
        return; // the socket is gone
      }
      PeerMetadata peer = done.request().pipe().peer();
      socket.event(new SocketEvent.HandlerFailed(peer.endpoint(), peer.address(), error));
      if (onError == null || cancelled) {
        drop(error);
        served(done, null);
        return;
      }
      serving.remove(done);
      Serving instead =
          serving(
              done.request(), request -> onError.apply(request, error), null, new Instead(error));
      loop.signal(() -> begin(instead));
    }

    private void drop(Throwable error) {
      loop.signal(() -> Signals.dropped(error, context));
    }

    /** What comes in place of the reply of a handler that failed. */
    private final class Instead implements Serving.End {

      private final Throwable error;

      Instead(Throwable error) {
        this.error = error;
      }

      @Override
      public void served(Serving done, @Nullable DefaultMessage reply) {
        if (reply == null) {
          drop(error);
        }
        Subscribed.this.served(done, reply);
      }

      @Override
      public void failed(Serving done, Throwable again) {
        drop(again);
        served(done, null);
      }
    }

    void cancel() {
      cancelled = true;
      current.compareAndSet(this, null);
      loop.execute(this::release);
    }

    private void release() {
      if (active == this) {
        active = null;
      }
      stop();
      serveWaiting();
    }

    /** What has no reply yet waits for the next subscription. */
    void stop() {
      List<Serving> newestFirst = new ArrayList<>(serving);
      Collections.reverse(newestFirst); // so that the oldest is the next again
      for (Serving each : newestFirst) {
        if (each.cancel()) {
          serving.remove(each);
          replies.putBack(each.request());
        }
      }
    }

    void complete() {
      current.compareAndSet(this, null);
      loop.signal(sink::success);
    }
  }
}
