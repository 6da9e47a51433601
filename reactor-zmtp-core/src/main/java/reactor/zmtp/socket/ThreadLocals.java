package reactor.zmtp.socket;

import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/** Thread locals that Reactor's automatic context propagation makes of a subscriber's context. */
final class ThreadLocals {

  private ThreadLocals() {}

  /**
   * A publisher of the application's that is subscribed to, requested from and cancelled with the
   * thread locals of a context, if {@code Hooks.enableAutomaticContextPropagation()} was called.
   * The event loop has none of its own, and Reactor sets them where it writes a context.
   */
  static <T> Publisher<? extends T> restored(Context context, Publisher<? extends T> publisher) {
    return context.isEmpty() ? publisher : Flux.from(publisher).contextWrite(Function.identity());
  }
}
