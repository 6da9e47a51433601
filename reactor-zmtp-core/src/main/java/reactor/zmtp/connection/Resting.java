package reactor.zmtp.connection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.FrameBox;

/**
 * Has a frame box rest when no frame has come or gone for a while, so that an idle connection holds
 * no key stream. Only a connection with traffic has a timer for it, and that fires once more after
 * the connection's end.
 */
final class Resting {

  /** Long beside the pauses between reads and writes of one flow of messages. */
  static final Duration INTERVAL = Duration.ofSeconds(1);

  private final IoLoop loop;
  private final @Nullable FrameBox box;

  private boolean scheduled;

  Resting(IoLoop loop, @Nullable FrameBox box) {
    this.loop = loop;
    this.box = box;
  }

  /** Some frames came or went. */
  void watch() {
    if (box != null && !scheduled && box.isAhead()) {
      scheduled = true;
      loop.schedule(INTERVAL, () -> rest(box));
    }
  }

  private void rest(FrameBox box) {
    scheduled = false;
    box.rest();
    watch();
  }
}
