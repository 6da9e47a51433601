package reactor.zmtp.samples.stream;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a pipeline comes to, as text that can be compared. */
final class Results {

  private Results() {}

  /** The last result of each window, in the order of symbols and time. */
  static Mono<Map<String, TradeCount>> lastOf(Flux<TradeCount> results) {
    return results.collect(
        TreeMap::new, (counts, result) -> counts.merge(result.key(), result, TradeCount::later));
  }

  /** A line for each. */
  static String text(Map<String, TradeCount> results) {
    return results.values().stream().map(each -> each + "\n").collect(Collectors.joining());
  }
}
