package reactor.zmtp.socket;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.zmtp.DatagramMessage;
import reactor.zmtp.DisposedException;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.ProxyMetrics;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.IoLoop;

/**
 * One way through a proxy: the inbound half of one socket as what the other sends. The demand of
 * the one is the demand for the other, and no message waits in between. Confined to the loop of the
 * socket that receives, but for {@code request} and {@code cancel}, so that the end comes after the
 * last message.
 */
final class ProxyDirection extends Flux<ZmqMessage> implements Subscription {

  /** Called when a direction ends by itself. */
  interface End {

    /** The source has ended: with an error, or since its socket was disposed of. */
    void ended(@Nullable Throwable why);
  }

  private final IoLoop loop;
  private final Flux<?> source;
  private final SocketBase<?> from;
  private final SocketType to;
  private final @Nullable ProxyCapture capture;
  private final End end;

  private @Nullable CoreSubscriber<? super ZmqMessage> destination;
  private @Nullable Source current;
  private long demand;
  private boolean paused;
  private boolean over;
  private long messages;
  private long bytes;

  ProxyDirection(SocketBase<?> from, SocketType to, @Nullable ProxyCapture capture, End end) {
    this.from = from;
    this.to = to;
    this.loop = from.loop();
    this.source = from.inbound();
    this.capture = capture;
    this.end = end;
  }

  @Override
  public void subscribe(CoreSubscriber<? super ZmqMessage> actual) {
    actual.onSubscribe(this);
    loop.run(
        () -> {
          destination = actual;
          receive();
        });
  }

  private void receive() {
    if (current == null && destination != null && !paused && !over) {
      Source next = new Source();
      current = next;
      source.subscribe(next);
    }
  }

  /** Leaves what was not received where it is. */
  private void leave() {
    Source last = current;
    current = null;
    if (last != null) {
      last.cancel();
    }
  }

  Mono<Void> pause() {
    return onLoop(
        () -> {
          paused = true;
          leave();
        });
  }

  Mono<Void> resume() {
    return onLoop(
        () -> {
          paused = false;
          receive();
        });
  }

  /** Passes nothing on any more; what was passed on is sent. */
  Mono<Void> stop() {
    return onLoop(
        () -> {
          if (!over) {
            over = true;
            leave();
            if (destination != null) {
              destination.onComplete();
            }
            if (capture != null) {
              capture.complete();
            }
          }
        });
  }

  Mono<ProxyMetrics.Passed> passed() {
    return Mono.create(
        sink ->
            loop.execute(
                () -> {
                  ProxyMetrics.Passed passed = new ProxyMetrics.Passed(messages, bytes);
                  loop.signal(() -> sink.success(passed));
                }));
  }

  private Mono<Void> onLoop(Runnable task) {
    return Mono.create(
        sink ->
            loop.execute(
                () -> {
                  task.run();
                  loop.signal(sink::success);
                }));
  }

  // What the sending socket asks for.

  @Override
  public void request(long n) {
    loop.run(
        () -> {
          demand = Operators.addCap(demand, n);
          if (current != null) {
            current.request(n);
          }
        });
  }

  /** The sending socket takes nothing any more, and tells why itself. */
  @Override
  public void cancel() {
    loop.run(
        () -> {
          if (!over) {
            over = true;
            leave();
            if (capture != null) {
              capture.complete();
            }
          }
        });
  }

  /**
   * One subscription of the inbound half: from the beginning, or a resumption, to the next pause.
   */
  private final class Source implements CoreSubscriber<Object> {

    private @Nullable Subscription subscription;

    @Override
    public void onSubscribe(Subscription s) {
      subscription = s;
      if (current == this && demand > 0) {
        s.request(demand);
      }
    }

    void request(long n) {
      if (subscription != null) {
        subscription.request(n);
      }
    }

    void cancel() {
      if (subscription != null) {
        subscription.cancel();
      }
    }

    @Override
    public void onNext(Object received) {
      CoreSubscriber<? super ZmqMessage> asking = destination;
      if (asking == null) {
        throw new IllegalStateException("nothing was asked for");
      }
      ZmqMessage message = whole(received);
      if (!fits(message)) {
        from.discard(message.peer(), 1, DiscardReason.MALFORMED);
        Source.this.request(1); // what was asked for is still due
        return;
      }
      if (demand != Long.MAX_VALUE) {
        demand--;
      }
      messages++;
      bytes += message.byteSize();
      if (capture != null) {
        capture.copy(message);
      }
      asking.onNext(message);
    }

    @Override
    public void onError(Throwable t) {
      current = null;
      end.ended(t instanceof DisposedException ? null : t);
    }

    @Override
    public void onComplete() {
      current = null;
      end.ended(null);
    }
  }

  /**
   * Whether the other socket can do anything with a message. What has no routing id or nothing
   * behind it, or frames where there can be one only, is no reason to end: any peer may send it.
   */
  private boolean fits(ZmqMessage message) {
    return switch (to) {
      case ROUTER, STREAM -> message.size() >= 2;
      case SERVER, PEER, RADIO, DGRAM -> message.size() == 2;
      case CLIENT, SCATTER, CHANNEL -> message.size() == 1;
      default -> true;
    };
  }

  /** A message with all its frames, as ZeroMQ has it. */
  private static ZmqMessage whole(Object received) {
    if (received instanceof ZmqMessage message) {
      return message;
    }
    if (received instanceof RoutedMessage routed) {
      return routed.toMessage();
    }
    if (received instanceof DatagramMessage datagram) {
      return datagram.toMessage();
    }
    return ((GroupMessage) received).toMessage();
  }
}
