package reactor.zmtp;

import java.time.Duration;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Resource that takes its time to end. {@link #dispose()} begins the end and returns at once, from
 * any thread; {@link #close()}, {@link #disposeNow} and {@link #disposeLater()} wait for it, the
 * first two by blocking.
 */
public interface ZmqDisposable extends Disposable, AutoCloseable {

  /** Begins the end, and returns at once. Nothing happens if it has begun. */
  @Override
  void dispose();

  /**
   * Completes when it has ended.
   *
   * @return completes then, at once if it already has
   */
  Mono<Void> onDispose();

  /**
   * {@link #dispose()}, and wait.
   *
   * @return disposes when subscribed to, completes when it has ended
   */
  default Mono<Void> disposeLater() {
    return Mono.defer(
        () -> {
          dispose();
          return onDispose();
        });
  }

  /**
   * {@link #dispose()}, and block until it has ended. For the main thread of an application, as
   * Reactor Netty's {@code disposeNow}.
   *
   * @param timeout how long it may take, to the millisecond
   * @throws IllegalStateException if it takes longer, or on a thread that must not block, such as
   *     an event loop; it goes on ending all the same
   */
  default void disposeNow(Duration timeout) {
    disposeLater().block(timeout);
  }

  /**
   * {@link #dispose()}, and block until it has ended, as long as that takes: sockets linger first.
   * This is what try-with-resources and containers such as Spring call.
   *
   * @throws IllegalStateException on a thread that must not block, such as an event loop; it goes
   *     on ending all the same
   */
  @Override
  default void close() {
    disposeLater().block();
  }
}
