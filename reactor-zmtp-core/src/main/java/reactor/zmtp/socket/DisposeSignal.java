package reactor.zmtp.socket;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.zmtp.loop.Signals;

/** Signal that {@code onDispose()} returns: none of its subscribers can keep it from the others. */
final class DisposeSignal {

  private final List<MonoSink<Void>> subscribers = new CopyOnWriteArrayList<>();
  private volatile boolean over;
  private volatile @Nullable Throwable error;

  Mono<Void> asMono() {
    return Mono.create(
        sink -> {
          // It is added before over is read, and complete() sets over before it reads the list: one
          // of the two finds it, or both.
          subscribers.add(sink);
          sink.onDispose(() -> subscribers.remove(sink));
          if (over) { // a sink that is completed twice signals once
            signal(sink);
          }
        });
  }

  /** Where the application may be called; later subscribers get it at once. */
  void complete() {
    over = true;
    for (MonoSink<Void> sink : subscribers) {
      try {
        signal(sink);
      } catch (Throwable t) {
        Signals.dropped(t);
      }
    }
  }

  void fail(Throwable why) {
    error = why;
    complete();
  }

  private void signal(MonoSink<Void> sink) {
    Throwable why = error;
    if (why == null) {
      sink.success();
    } else {
      sink.error(why);
    }
  }
}
