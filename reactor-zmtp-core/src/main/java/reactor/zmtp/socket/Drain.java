package reactor.zmtp.socket;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import reactor.zmtp.loop.IoLoop;

/**
 * Graceful end of what receives: it is over when nothing has come for a while and all that came was
 * dealt with, or when the time is. Confined to the event loop.
 */
final class Drain {

  private static final Duration LOOK = Duration.ofMillis(10);

  /** So many looks without a message: what was on its way has come. */
  private static final int QUIET = 10;

  private final IoLoop loop;
  private final BooleanSupplier idle;
  private final LongSupplier received;
  private final Runnable end;

  private long before = -1;
  private int quiet;
  private boolean over;

  Drain(IoLoop loop, BooleanSupplier idle, LongSupplier received, Runnable end) {
    this.loop = loop;
    this.idle = idle;
    this.received = received;
    this.end = end;
  }

  void begin() {
    look();
  }

  /** At the latest after so long. */
  void within(Duration patience) {
    loop.schedule(patience, this::end);
  }

  private void look() {
    if (over) {
      return;
    }
    long now = received.getAsLong();
    quiet = idle.getAsBoolean() && now == before ? quiet + 1 : 0;
    before = now;
    if (quiet == QUIET) {
      end();
    } else {
      loop.schedule(LOOK, this::look);
    }
  }

  private void end() {
    if (!over) {
      over = true;
      end.run();
    }
  }
}
