package reactor.zmtp.samples.patterns.clone;

import static reactor.zmtp.samples.patterns.clone.CloneServer.HUGZ;
import static reactor.zmtp.samples.patterns.clone.CloneServer.ICANHAZ;
import static reactor.zmtp.samples.patterns.clone.CloneServer.KTHXBAI;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSpec;
import reactor.zmtp.SubSocket;
import reactor.zmtp.SubSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/**
 * Client of the {@link CloneServer}, of the guide's chapter 5 "Reliable Pub-Sub (Clone Pattern)"
 * and RFC 12 (CHP): the state as it was when it came, and then every update in order. One that is
 * too slow for the updates, or that hears no HUGZ, fails; with {@code retry} behind it, it begins
 * with the state anew.
 */
public final class CloneClient {

  private final SubSpec updates;
  private final DealerSpec snapshots;
  private final String subtree;
  private final Duration patience;

  /**
   * A client.
   *
   * @param updates connects to the server's updates
   * @param snapshots connects to the server's snapshots
   * @param subtree the beginning of the keys it wants; empty for all
   * @param patience how long the server may be silent, some of its heartbeats
   */
  public CloneClient(SubSpec updates, DealerSpec snapshots, String subtree, Duration patience) {
    this.updates = updates.subscribe(subtree, HUGZ);
    this.snapshots = snapshots;
    this.subtree = subtree;
    this.patience = patience;
  }

  /**
   * Follows the state. The first thing that is heard proves that the subscription is in force: what
   * was set before is in the snapshot that is asked for then, what is set after it waits in the
   * socket until the snapshot is there.
   *
   * @return the values, each numbered; fails with {@link TimeoutException} when the server is
   *     silent, with {@link IllegalStateException} when updates of the whole tree are missing
   */
  public Flux<KeyValue> follow() {
    return Flux.usingWhen(
        updates.open(),
        sub -> {
          AtomicLong last = new AtomicLong();
          return sub.receive(patience)
              .switchIfEmpty(Mono.error(() -> new TimeoutException("no HUGZ in " + patience)))
              .thenMany(Flux.concat(snapshot(last), updates(sub, last)));
        },
        ZmqSocket::disposeLater);
  }

  private Flux<KeyValue> snapshot(AtomicLong last) {
    return Flux.usingWhen(
        snapshots.open(),
        dealer ->
            dealer
                .send(ZmqMessage.of(ICANHAZ, subtree))
                .thenMany(dealer.receive(KeyValue.CODEC))
                .timeout(patience)
                .takeUntil(each -> isEnd(each, last))
                .filter(each -> !each.key().equals(KTHXBAI)),
        ZmqSocket::disposeLater);
  }

  private static boolean isEnd(KeyValue value, AtomicLong last) {
    if (value.key().equals(KTHXBAI)) {
      last.set(value.sequence());
      return true;
    }
    return false;
  }

  private Flux<KeyValue> updates(SubSocket sub, AtomicLong last) {
    return sub.receive(KeyValue.CODEC)
        .timeout(patience)
        .filter(update -> !update.key().equals(HUGZ) && update.sequence() > last.get())
        .doOnNext(update -> check(update.sequence(), last.getAndSet(update.sequence())));
  }

  /** Of a subtree not every number comes. */
  private void check(long number, long last) {
    if (subtree.isEmpty() && number != last + 1) {
      throw new IllegalStateException(
          "updates %d to %d are missing: retry() asks for the state anew"
              .formatted(last + 1, number - 1));
    }
  }
}
