package reactor.zmtp.spring;

import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/** A phase of the application's life that takes its time to end. */
abstract class LifecyclePhase implements SmartLifecycle {

  private final int phase;
  private volatile boolean running;

  LifecyclePhase(int phase) {
    this.phase = phase;
  }

  abstract void begin();

  /** Ends when subscribed to. */
  abstract Mono<Void> end();

  @Override
  public final void start() {
    begin();
    running = true;
  }

  @Override
  public final void stop(Runnable whenDone) {
    end()
        .doFinally(
            how -> {
              running = false;
              whenDone.run();
            })
        .subscribe();
  }

  @Override
  public final void stop() {
    stop(() -> {});
  }

  @Override
  public final boolean isRunning() {
    return running;
  }

  /** Sockets that have ended do not begin again. */
  @Override
  public final boolean isPauseable() {
    return false;
  }

  @Override
  public final int getPhase() {
    return phase;
  }
}
