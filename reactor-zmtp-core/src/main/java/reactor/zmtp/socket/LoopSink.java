package reactor.zmtp.socket;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;
import reactor.zmtp.loop.IoLoop;

/**
 * One subscriber of a {@code Mono} whose work is done on the loop: told once, as a signal. Confined
 * to the loop.
 */
final class LoopSink<T> {

  private final IoLoop loop;
  private final MonoSink<T> sink;
  private volatile boolean cancelled;
  private boolean givenUp;
  private Runnable whenGivenUp = () -> {};

  LoopSink(IoLoop loop, MonoSink<T> sink) {
    this.loop = loop;
    this.sink = sink;
    sink.onCancel(
        () -> {
          cancelled = true;
          loop.execute(this::giveUp);
        });
  }

  private void giveUp() {
    givenUp = true;
    whenGivenUp.run();
  }

  void success() {
    loop.signal(() -> tell(null, null));
  }

  void success(T value) {
    loop.signal(() -> tell(value, null));
  }

  void error(Throwable why) {
    loop.signal(() -> tell(null, why));
  }

  private void tell(@Nullable T value, @Nullable Throwable why) {
    assert loop.isSignalling();
    if (cancelled) {
      return;
    }
    if (why != null) {
      sink.error(why);
    } else if (value != null) {
      sink.success(value);
    } else {
      sink.success();
    }
  }

  /** Runs a task on the loop if the subscriber cancels, or has done so, before it is told. */
  void onCancel(Runnable task) {
    whenGivenUp = task;
    if (givenUp) {
      task.run();
    }
  }

  /** From any thread. */
  boolean isCancelled() {
    return cancelled;
  }

  /** Runs a task on the loop when the subscriber was told, or cancels. */
  void onDispose(Runnable task) {
    sink.onDispose(() -> loop.execute(task));
  }
}
