package reactor.zmtp.test;

import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.test.FaultyLink.Counts;

/** Counters of a link. Changed by the event loop only; read by anyone. */
final class Tally {

  private final Sinks.Many<Counts> changes = Sinks.many().replay().latest();
  private volatile Counts counts = new Counts(0, 0, 0, 0, 0);

  Tally() {
    report(counts);
  }

  void opened() {
    Counts c = counts;
    report(
        new Counts(
            c.connections() + 1, c.open() + 1, c.fromCaller(), c.fromTarget(), c.vanished()));
  }

  void closed() {
    Counts c = counts;
    report(new Counts(c.connections(), c.open() - 1, c.fromCaller(), c.fromTarget(), c.vanished()));
  }

  void passed(FaultyLink.Side from, long bytes) {
    Counts c = counts;
    boolean caller = from == FaultyLink.Side.CALLER;
    report(
        new Counts(
            c.connections(),
            c.open(),
            c.fromCaller() + (caller ? bytes : 0),
            c.fromTarget() + (caller ? 0 : bytes),
            c.vanished()));
  }

  void vanished(long bytes) {
    Counts c = counts;
    report(
        new Counts(
            c.connections(), c.open(), c.fromCaller(), c.fromTarget(), c.vanished() + bytes));
  }

  Counts counts() {
    return counts;
  }

  Mono<Counts> until(Predicate<? super Counts> condition) {
    return changes.asFlux().filter(condition).next();
  }

  private void report(Counts changed) {
    counts = changed;
    changes.emitNext(changed, Sinks.EmitFailureHandler.FAIL_FAST);
  }
}
