package reactor.zmtp.samples.patterns.pubsub;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqMessage;

/**
 * Last value cache, of the guide's chapter 5 "Last Value Caching": a subscriber that comes late has
 * the last value of each of its topics at once, and then what all have. Values are in memory, one
 * for each topic; what was published before the cache came, or between two updates, is not kept.
 */
public final class LastValueCache {

  private static final ZmqMessage NOTHING = ZmqMessage.of("");

  private final SubSocket feed;
  private final XPubSocket cache;
  private final Map<String, ZmqMessage> last = new LinkedHashMap<>();

  /**
   * A cache, to be run once.
   *
   * @param feed subscribed to what is cached: messages whose first frame is their topic; stays the
   *     caller's
   * @param cache bound for subscribers, with {@code manualLastValue}; stays the caller's
   */
  public LastValueCache(SubSocket feed, XPubSocket cache) {
    this.feed = feed;
    this.cache = cache;
  }

  /**
   * Runs the cache. Updates and subscriptions are worked on one after another: a last value is the
   * first that is sent after its subscription, and so goes to that subscriber alone.
   *
   * @return runs while it is subscribed to
   */
  public Mono<Void> run() {
    return cache.send(
        Flux.<Supplier<Publisher<ZmqMessage>>>merge(
                feed.receive().map(update -> () -> remember(update)),
                cache
                    .receive()
                    .filter(LastValueCache::isNotice)
                    .map(notice -> () -> subscription(notice)))
            .concatMap(Supplier::get));
  }

  /** XSUB peers may send other things. */
  private static boolean isNotice(ZmqMessage received) {
    return received.text().startsWith("\1") || received.text().startsWith("\0");
  }

  private Mono<ZmqMessage> remember(ZmqMessage update) {
    last.put(update.text(), update);
    return Mono.just(update);
  }

  private Flux<ZmqMessage> subscription(ZmqMessage notice) {
    String topic = notice.text().substring(1);
    if (notice.text().startsWith("\0")) {
      return cache.unsubscribe(notice, topic).thenMany(Flux.empty());
    }
    return Flux.fromStream(last.values().stream().filter(value -> value.text().startsWith(topic)))
        .defaultIfEmpty(NOTHING) // or the next update would be for this subscriber alone
        .concatMap(value -> cache.subscribe(notice, topic).thenReturn(value));
  }
}
