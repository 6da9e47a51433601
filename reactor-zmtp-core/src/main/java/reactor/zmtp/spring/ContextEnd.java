package reactor.zmtp.spring;

import reactor.core.publisher.Mono;
import reactor.zmtp.DisposedException;
import reactor.zmtp.ZmqContext;

/**
 * Ends the context after all that may still send, and just before the event loops that it shares
 * with the web server: sockets linger.
 */
final class ContextEnd extends LifecyclePhase {

  /** Above that of {@code ReactorResourceFactory}, which is 0. */
  static final int PHASE = 1;

  private final ZmqContext context;

  ContextEnd(ZmqContext context) {
    super(PHASE);
    this.context = context;
  }

  @Override
  void begin() {
    if (context.isDisposed()) {
      throw new DisposedException(
          "the ZmqContext has ended, and its sockets do not begin again;"
              + " right is a new application context");
    }
  }

  @Override
  Mono<Void> end() {
    return context.disposeLater();
  }
}
