package reactor.zmtp.samples.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.RoutingId;

/**
 * The partitions, dealt out evenly among the window workers that are there. Without a worker they
 * keep what comes.
 */
final class Partitions {

  private static final int COUNT = 16;

  private static final Comparator<Member> BY_LOAD = Comparator.comparingInt(Member::load);

  private final List<Partition> partitions =
      IntStream.range(0, COUNT).mapToObj(Partition::new).toList();
  private final Map<RoutingId, Member> members = new LinkedHashMap<>();
  private long watermark = Long.MIN_VALUE;

  void add(Trade trade) {
    of(trade.symbol()).add(trade);
  }

  private Partition of(String symbol) {
    return partitions.get(Math.floorMod(symbol.hashCode(), COUNT));
  }

  /** The end of an epoch. */
  void mark(long newWatermark) {
    watermark = newWatermark;
    members.values().forEach(member -> member.mark(watermark));
    partitions.forEach(partition -> partition.forget(watermark));
  }

  /** As {@link Partition#counted}. */
  int counted(WindowCount window) {
    return of(window.count().symbol()).counted(window);
  }

  /** Whether all windows are closed, and all trades in their results. */
  boolean isDone() {
    return watermark == Long.MAX_VALUE
        && partitions.stream().allMatch(partition -> partition.isDone(watermark));
  }

  /** A worker comes: it gets its part of the partitions. */
  Member join(RoutingId id) {
    Member newcomer = new Member(id);
    members.put(id, newcomer);
    for (Partition partition : partitions) {
      if (partition.owner() == null) {
        partition.assign(newcomer, watermark);
      }
    }
    for (Partition partition : partitions) {
      Member owner = partition.owner();
      if (owner != null && owner == mostLoaded() && owner.load() > newcomer.load() + 1) {
        partition.assign(newcomer, watermark);
      }
    }
    return newcomer;
  }

  private Member mostLoaded() {
    return members.values().stream().max(BY_LOAD).orElseThrow();
  }

  /** A worker has gone: the others get its partitions. */
  void leave(RoutingId id) {
    Member gone = members.remove(id);
    if (gone == null) {
      return; // it had never said that it is ready
    }
    gone.leave();
    for (Partition partition : partitions) {
      if (partition.owner() == gone) {
        partition.orphan();
        Member heir = leastLoaded();
        if (heir != null) {
          partition.assign(heir, watermark);
        }
      }
    }
  }

  private @Nullable Member leastLoaded() {
    return members.values().stream().min(BY_LOAD).orElse(null);
  }

  List<Member> members() {
    return new ArrayList<>(members.values());
  }
}
