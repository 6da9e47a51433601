package reactor.zmtp.test.spec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.DishSocket;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.PeerSocket;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.RoutingSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/** A socket of ours. */
final class ReactorSocket implements EngineSocket {

  private static final Duration BIND = Duration.ofSeconds(10);
  private static final long REFUSAL_MILLIS = 1000;

  private final ZmqSocket socket;
  private final BlockingQueue<ZmqMessage> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<Sinks.One<ZmqMessage>> owed = new LinkedBlockingQueue<>();

  ReactorSocket(@Nullable ZmqSocket socket) {
    this.socket = Objects.requireNonNull(socket);
    if (socket instanceof RepSocket rep) {
      rep.reply(this::owe, 1).subscribe();
    }
  }

  private Mono<ZmqMessage> owe(ZmqMessage request) {
    Sinks.One<ZmqMessage> reply = Sinks.one();
    owed.add(reply);
    heard.add(request);
    return reply.asMono();
  }

  @Override
  public String bind(String endpoint) {
    return refused(() -> Objects.requireNonNull(socket.bind(endpoint).block(BIND))).address();
  }

  @Override
  public byte[] connect(String endpoint) {
    if (socket instanceof PeerSocket peer) {
      return Objects.requireNonNull(refused(() -> peer.connectPeer(endpoint).block(BIND))).bytes();
    }
    refused(() -> socket.connect(endpoint).block(BIND));
    return new byte[0];
  }

  @Override
  public boolean send(Duration patience, List<byte[]> frames) {
    if (socket instanceof RepSocket) {
      Sinks.One<ZmqMessage> asker = owed.poll();
      if (asker == null) {
        throw new EngineException("no request to reply to");
      }
      asker.tryEmitValue(ZmqMessage.of(frames));
      return true;
    }
    if (socket instanceof ReqSocket req) {
      return ask(req, patience, ZmqMessage.of(frames));
    }
    CountDownLatch taken = new CountDownLatch(1);
    Mono<List<byte[]>> message =
        Mono.fromSupplier(
            () -> {
              taken.countDown();
              return frames;
            });
    CompletableFuture<Void> sent = refused(() -> sending(message)).toFuture();
    try {
      long end = System.nanoTime() + patience.toNanos();
      while (!sent.isDone() && !taken.await(1, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
        // neither taken nor refused yet
      }
      if (!sent.isDone() && taken.getCount() > 0) {
        sent.cancel(false);
        return false;
      }
      sent.get(REFUSAL_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return true;
    } catch (ExecutionException e) {
      throw new EngineException(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted");
    }
  }

  /** A request that is kept until a peer can be asked counts as one that waits. */
  private boolean ask(ReqSocket req, Duration patience, ZmqMessage request) {
    long before = sent();
    Disposable asked = req.request(request).subscribe(heard::add, failed -> {});
    long end = System.nanoTime() + patience.toNanos();
    while (sent() == before) {
      if (System.nanoTime() > end) {
        asked.dispose();
        return false;
      }
    }
    return true;
  }

  private long sent() {
    return Objects.requireNonNull(socket.metrics().block()).sent();
  }

  @Override
  public int flood(int count, int size, Duration patience, List<byte[]> prefix) {
    AtomicInteger taken = new AtomicInteger();
    CompletableFuture<Void> all = new CompletableFuture<>();
    Flux<List<byte[]>> messages =
        Flux.generate(
            sink -> {
              int number = taken.get();
              if (number == count) {
                sink.complete();
                return;
              }
              taken.incrementAndGet();
              List<byte[]> frames = new ArrayList<>(prefix);
              frames.add(ByteBuffer.allocate(size).putInt(number).array());
              sink.next(frames);
              if (number + 1 == count) {
                all.complete(null); // to send it may take until somebody reads
              }
            });
    CompletableFuture<Object> over = CompletableFuture.anyOf(all, sending(messages).toFuture());
    int before = -1;
    while (!over.isDone() && before != taken.get()) {
      before = taken.get();
      try {
        over.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // looks whether any was taken meanwhile
      } catch (ExecutionException e) {
        return taken.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return taken.get();
  }

  private Mono<Void> sending(Publisher<List<byte[]>> messages) {
    Flux<ZmqMessage> whole = Flux.from(messages).map(ZmqMessage::of);
    if (socket instanceof RoutingSocket routing) {
      return routing.send(whole.map(ReactorSocket::routed));
    }
    if (socket instanceof RadioSocket radio) {
      return radio.send(whole.map(GroupMessage::of));
    }
    if (socket instanceof SendingSocket sending) {
      return sending.send(whole);
    }
    throw new UnsupportedException("sending from " + socket.type());
  }

  private static RoutedMessage routed(ZmqMessage whole) {
    return whole.size() == 1
        ? new RoutedMessage(RoutingId.of(whole.bytes()), ZmqMessage.of(List.of(new byte[0])))
        : RoutedMessage.of(whole);
  }

  @Override
  public @Nullable List<byte[]> receive(Duration patience) {
    Mono<ZmqMessage> next;
    if (socket instanceof ReceivingSocket receiving) {
      next = receiving.receive(patience);
    } else if (socket instanceof RoutingSocket routing) {
      next = routing.receive(patience).map(RoutedMessage::toMessage);
    } else if (socket instanceof DishSocket dish) {
      next = dish.receive(patience).map(GroupMessage::toMessage);
    } else {
      next = Mono.fromCallable(() -> heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }
    ZmqMessage message = refused(next::block);
    return message == null ? null : message.frames();
  }

  @Override
  public void wish(Wish wish, byte[] name) {
    Mono<Void> told =
        switch (wish) {
          case SUBSCRIBE -> ((SubSocket) socket).subscribe(name);
          case UNSUBSCRIBE -> ((SubSocket) socket).unsubscribe(name);
          case JOIN -> ((DishSocket) socket).join(new String(name, StandardCharsets.UTF_8));
          case LEAVE -> ((DishSocket) socket).leave(new String(name, StandardCharsets.UTF_8));
        };
    refused(() -> told.block(BIND));
  }

  @Override
  public void close() {
    socket.disposeLater().block();
  }

  private static <T extends @Nullable Object> T refused(Supplier<T> call) {
    try {
      return call.get();
    } catch (EngineException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new EngineException(String.valueOf(e.getMessage()));
    }
  }
}
