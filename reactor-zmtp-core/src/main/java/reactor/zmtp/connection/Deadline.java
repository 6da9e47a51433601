package reactor.zmtp.connection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.zmtp.loop.IoLoop;

/** How long a peer may take to introduce itself, over all the steps of that. */
final class Deadline {

  private final IoLoop loop;
  private final Duration timeout;

  private Runnable late = () -> {};
  private @Nullable Disposable timer;

  /** A deadline that has not begun to run; zero: none. */
  Deadline(IoLoop loop, Duration timeout) {
    this.loop = loop;
    this.timeout = timeout;
  }

  /** Begins to run, unless it does already. Only who said so last is told that it is too late. */
  void begin(Runnable late) {
    this.late = late;
    if (timer == null && !timeout.isZero()) {
      timer = loop.schedule(timeout, this::late);
    }
  }

  private void late() {
    late.run();
  }

  /** Is over: nobody is late any more. */
  void met() {
    if (timer != null) {
      timer.dispose();
    }
  }

  /** In words, for who is late. */
  @Override
  public String toString() {
    return timeout.toMillis() + " ms (handshakeTimeout)";
  }
}
