package reactor.zmtp.samples.patterns.clone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.UnroutableException;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqMessage;

/**
 * Server of shared state, of the guide's chapter 5 "Reliable Pub-Sub (Clone Pattern)" and RFC 12
 * (CHP): puts what all clients set into one order, and gives a client that comes late what was
 * before. State is in memory and there is one server: what was set while it was away is lost, and
 * so is what it had.
 */
public final class CloneServer {

  static final String ICANHAZ = "ICANHAZ?";
  static final String KTHXBAI = "KTHXBAI";
  static final String HUGZ = "HUGZ";

  private final RouterSocket snapshots;
  private final XPubSocket updates;
  private final SubSocket collector;
  private final Duration heartbeat;
  private final Map<String, KeyValue> state = new LinkedHashMap<>();
  private long sequence;

  /**
   * A server, to be run once. The sockets stay the caller's.
   *
   * @param snapshots bound for DEALER sockets that ask; {@code mandatory}, so that a snapshot that
   *     is longer than a high-water mark waits instead of being cut
   * @param updates bound for SUB sockets; {@code verbose}, so that each client hears HUGZ as soon
   *     as it has subscribed
   * @param collector bound for PUB sockets of those that set values, and subscribed to them
   * @param heartbeat time between two HUGZ
   */
  public CloneServer(
      RouterSocket snapshots, XPubSocket updates, SubSocket collector, Duration heartbeat) {
    this.snapshots = snapshots;
    this.updates = updates;
    this.collector = collector;
    this.heartbeat = heartbeat;
  }

  /**
   * Runs the server. Snapshots do not wait for updates, which a client leaves in its socket until
   * it has its snapshot.
   *
   * @return runs while it is subscribed to
   */
  public Mono<Void> run() {
    Flux<KeyValue> hugs =
        Flux.merge(Flux.interval(heartbeat).onBackpressureDrop(), newcomers())
            .map(tick -> KeyValue.of(HUGZ, ""));
    Flux<KeyValue> published =
        Flux.merge(collector.receive(KeyValue.CODEC).map(this::numbered), hugs);
    return Flux.merge(
            updates.send(published, KeyValue.CODEC), snapshots.receive().flatMap(this::snapshot))
        .then();
  }

  private synchronized KeyValue numbered(KeyValue set) { // the two sockets may be on two loops
    KeyValue update = set.numbered(++sequence);
    if (update.value().isEmpty()) {
      state.remove(update.key());
    } else {
      state.put(update.key(), update);
    }
    return update;
  }

  /** The state of this moment, however long it takes to send; a client that went needs none. */
  private Mono<Void> snapshot(RoutedMessage wanted) {
    if (wanted.message().size() != 2 || !wanted.message().text().equals(ICANHAZ)) {
      return Mono.empty();
    }
    return snapshots
        .send(
            Flux.fromIterable(state(wanted.message().text(1)))
                .map(each -> wanted.reply(KeyValue.CODEC.encode(each))))
        .onErrorComplete(UnroutableException.class);
  }

  private synchronized List<KeyValue> state(String subtree) {
    List<KeyValue> values = new ArrayList<>();
    for (KeyValue each : state.values()) {
      if (each.key().startsWith(subtree)) {
        values.add(each);
      }
    }
    values.add(new KeyValue(KTHXBAI, sequence, subtree));
    return values;
  }

  private Flux<ZmqMessage> newcomers() {
    return updates.receive().filter(notice -> notice.text().equals("\u0001" + HUGZ));
  }
}
