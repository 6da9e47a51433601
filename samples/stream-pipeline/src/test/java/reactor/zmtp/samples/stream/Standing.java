package reactor.zmtp.samples.stream;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;

/** Waits until a coordinator stands as it is to. */
final class Standing {

  private Standing() {}

  static Status await(Coordinator coordinator, Predicate<Status> wanted) {
    return Objects.requireNonNull(
        Flux.interval(Duration.ofMillis(20))
            .onBackpressureDrop()
            .concatMap(tick -> coordinator.status(), 1)
            .filter(wanted)
            .blockFirst(Duration.ofSeconds(30)));
  }

  /** Whether nothing more is taken from the source. */
  static boolean isStill(Status status) {
    return status.inFlight() == Coordinator.IN_FLIGHT;
  }

  /** How many messages wait for the one window worker that is there. */
  static int waiting(Status status) {
    return status.workers().size() == 1 ? status.workers().get(0).waiting() : 0;
  }
}
