package reactor.zmtp.connection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.zmtp.loop.IoLoop;

/** Deadline of a peer for introducing itself, over all the steps of that. */
public final class Deadline {

  private final IoLoop loop;
  private final Duration timeout;

  private Runnable late = () -> {};
  private @Nullable Disposable timer;

  /** Does not begin to run yet; zero: none. */
  Deadline(IoLoop loop, Duration timeout) {
    this.loop = loop;
    this.timeout = timeout;
  }

  /**
   * Begins to run, unless it does already. Only the last {@code late} is run when it is too late.
   */
  public void begin(Runnable late) {
    this.late = late;
    if (timer == null && !timeout.isZero()) {
      timer = loop.schedule(timeout, this::late);
    }
  }

  private void late() {
    late.run();
  }

  public void met() {
    if (timer != null) {
      timer.dispose();
    }
  }

  /** In words, for errors. */
  @Override
  public String toString() {
    return timeout.toMillis() + " ms (handshakeTimeout)";
  }
}
