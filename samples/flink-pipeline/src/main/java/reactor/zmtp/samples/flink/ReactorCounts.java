package reactor.zmtp.samples.flink;

import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The counts in one process, with Reactor's operators. */
final class ReactorCounts {

  private ReactorCounts() {}

  /** The counts of all trades, by symbol and second. */
  static Mono<Map<String, TradeCount>> of(Flux<Trade> trades) {
    return trades
        .map(TradeCount::of)
        .collect(TreeMap::new, (counts, one) -> counts.merge(one.key(), one, TradeCount::plus));
  }

  /** The last result of each window. */
  static Mono<Map<String, TradeCount>> lastOf(Flux<TradeCount> results) {
    return results.collect(
        TreeMap::new, (counts, result) -> counts.merge(result.key(), result, TradeCount::later));
  }
}
