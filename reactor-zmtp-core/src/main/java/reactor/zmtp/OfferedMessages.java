package reactor.zmtp;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;
import reactor.zmtp.loop.LoopClock;

/**
 * Messages that are offered, for an integration that has a loop of its own, such as a sink of a
 * stream processor. So many wait here at most, beside those that the socket has taken.
 *
 * <p>One thread at a time offers and flushes; none of the methods blocks.
 */
public final class OfferedMessages implements Disposable {

  private static final CompletableFuture<Void> WRITABLE = CompletableFuture.completedFuture(null);

  private final SendingSocket socket;
  private final int capacity;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicReference<@Nullable CompletableFuture<Void>> asked = new AtomicReference<>();

  private Sending sending;
  private volatile @Nullable Throwable failure;

  private OfferedMessages(SendingSocket socket, int capacity) {
    this.socket = socket;
    this.capacity = capacity;
    this.sending = new Sending(Mono.empty());
  }

  /**
   * Begins to send at once.
   *
   * @param socket the socket
   * @param capacity most messages that may wait to be taken by the socket, 1 or more
   * @return to be offered messages, and disposed of
   */
  public static OfferedMessages to(SendingSocket socket, int capacity) {
    Objects.requireNonNull(socket, "socket");
    SocketSpec.check(capacity > 0, "capacity", capacity, "1 or more");
    return new OfferedMessages(socket, capacity);
  }

  /**
   * Offers a message.
   *
   * @param message the message
   * @return whether there was room for it
   * @throws RuntimeException what a send before it has failed with, such as {@link
   *     DisposedException}
   */
  public boolean offer(ZmqMessage message) {
    Objects.requireNonNull(message, "message");
    checkFailure();
    if (waiting.get() >= capacity) {
      return false;
    }
    waiting.incrementAndGet();
    if (sending.messages.tryEmitNext(message).isSuccess()) {
      return true;
    }
    waiting.decrementAndGet();
    checkFailure();
    return false; // the send has ended, and is about to say so
  }

  private void checkFailure() {
    Throwable failed = failure;
    if (failed != null) {
      throw Exceptions.propagate(failed);
    }
  }

  /**
   * Tells when there is room again.
   *
   * @return the same future until it completes: when half of the room is free, or sending has
   *     failed; on the thread that takes messages, which must not be blocked
   */
  public CompletableFuture<Void> whenWritable() {
    if (isWritable()) {
      return WRITABLE;
    }
    CompletableFuture<Void> future =
        asked.updateAndGet( // one that the caller has ended, as by orTimeout, waits for nothing
            before -> before == null || before.isDone() ? new CompletableFuture<>() : before);
    if (isWritable()) {
      wake(); // what was taken before it was asked for
    }
    return Objects.requireNonNull(future);
  }

  private boolean isWritable() {
    return failure != null || waiting.get() <= capacity / 2;
  }

  private void wake() {
    CompletableFuture<Void> future = asked.getAndSet(null);
    if (future != null) {
      future.complete(null);
    }
  }

  /**
   * Waits until all that was offered before is written; what is offered from then on is not waited
   * for.
   *
   * @return takes its mark when it is subscribed to, by the thread that offers; completes when the
   *     last message has been written to the operating system; fails as {@link SendingSocket#send}
   *     does
   */
  public Mono<Void> flush() {
    return Mono.defer(
        () -> {
          Sending flushed = sending;
          if (!isDisposed()) {
            sending = new Sending(flushed.written.asMono().onErrorComplete());
          }
          flushed.messages.tryEmitComplete();
          return flushed.written.asMono();
        });
  }

  /**
   * Waits until all that was offered before is written, but not for ever: without a peer it would
   * be.
   *
   * @param patience how long at most, on the socket's event loop
   * @return as {@link #flush()}; fails with {@link ZmqException} when the time is over, which says
   *     what was not written, and whether there is a peer. It is still sent when it can be
   */
  public Mono<Void> flush(Duration patience) {
    SocketSpec.notNegative("patience", patience);
    return Mono.firstWithSignal(
        flush(), ((LoopClock) socket).elapsed(patience).then(Mono.error(() -> late(patience))));
  }

  private ZmqException late(Duration patience) {
    SocketMetrics now = socket.snapshot();
    return new ZmqException(
        "%s has not written what it was given within %s: %d messages wait, and %s"
            .formatted(
                socket,
                patience,
                waiting.get() + now.waitingToSend(),
                now.peers() == 0
                    ? "it has no peer; its endpoints are " + socket.endpoints()
                    : "its %d peers take no more".formatted(now.peers())));
  }

  /** Takes no more messages; what was offered is still sent. The socket stays. */
  @Override
  public void dispose() {
    sending.messages.tryEmitComplete();
    failure = new DisposedException("this was disposed of, and sends no more");
    wake();
  }

  @Override
  public boolean isDisposed() {
    return failure != null;
  }

  /** What one flush waits for. */
  private final class Sending {

    private final Sinks.Many<ZmqMessage> messages =
        Sinks.many().unicast().onBackpressureBuffer(Queues.<ZmqMessage>unbounded(64).get());
    private final Sinks.Empty<Void> written = Sinks.empty();

    /**
     * Begins after the one before: in its order, and so that it holds no room it has no use for.
     */
    Sending(Mono<Void> before) {
      before
          .then(socket.send(messages.asFlux().doOnNext(message -> taken())))
          .subscribe(nothing -> {}, this::failed, written::tryEmitEmpty);
    }

    private void taken() {
      if (waiting.decrementAndGet() <= capacity / 2) {
        wake();
      }
    }

    private void failed(Throwable error) {
      failure = error;
      written.tryEmitError(error);
      wake();
    }
  }
}
