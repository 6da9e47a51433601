package reactor.zmtp.loop;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** The clock of an event loop, for what must start no thread of its own to wait. */
public interface LoopClock {

  /** Completes so long after its subscription. */
  Mono<Void> elapsed(Duration delay);
}
