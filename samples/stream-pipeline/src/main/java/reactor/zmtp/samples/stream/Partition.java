package reactor.zmtp.samples.stream;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Some of the symbols, all of whose windows one worker has. Of each window it keeps the count that
 * a worker told last, and the trades that are not in it: enough for another worker to go on.
 *
 * <p>The trades of a window are in one order for ever. So a count says by its number of trades
 * which they are, whichever worker it comes from: it is the acknowledgement.
 */
final class Partition {

  private static final class Log {

    private TradeCount counted;
    private boolean closed;
    private final Queue<Trade> uncounted = new ArrayDeque<>();

    Log(TradeCount nothing) {
      counted = nothing;
    }

    boolean isDone(long watermark) {
      return uncounted.isEmpty() && closed && EventTime.isClosed(counted, watermark);
    }
  }

  private final int number;
  private final Map<String, Log> logs = new LinkedHashMap<>();
  private @Nullable Member owner;

  Partition(int number) {
    this.number = number;
  }

  @Nullable Member owner() {
    return owner;
  }

  void add(Trade trade) {
    TradeCount one = TradeCount.of(trade);
    logs.computeIfAbsent(
            one.key(), key -> new Log(new TradeCount(one.symbol(), one.second(), 0, 0)))
        .uncounted
        .add(trade);
    if (owner != null) {
      owner.send(number, Frames.trade(number, trade));
    }
  }

  /** Gives it to a worker, as far as it is counted, and what is not. */
  void assign(Member worker, long watermark) {
    if (owner != null) {
      owner.drop(number);
    }
    owner = worker;
    worker.own(number);
    for (Log log : logs.values()) {
      if (log.counted.trades() > 0) {
        worker.send(number, Frames.open(number, log.counted));
      }
      for (Trade trade : log.uncounted) {
        worker.send(number, Frames.trade(number, trade));
      }
    }
    worker.send(number, Frames.mark(watermark));
  }

  /** Its worker has gone. */
  void orphan() {
    owner = null;
  }

  /**
   * Takes a count, of its worker or of one before.
   *
   * @return how many trades were not counted before; -1 if it says nothing new
   */
  int counted(WindowCount window) {
    TradeCount count = window.count();
    Log log = logs.get(count.key());
    if (log == null || count.trades() < log.counted.trades()) {
      return -1;
    }
    int more = Math.toIntExact(count.trades() - log.counted.trades());
    if (more > log.uncounted.size()) {
      throw new IllegalStateException(
          "a worker has counted %s, and there were %d trades"
              .formatted(count, log.counted.trades() + log.uncounted.size()));
    }
    if (more == 0 && (log.closed || !window.closed())) {
      return -1;
    }
    for (int i = 0; i < more; i++) {
      log.uncounted.remove();
    }
    log.counted = count;
    log.closed = window.closed();
    return more;
  }

  /** Forgets windows that are over. */
  void forget(long watermark) {
    logs.values()
        .removeIf(log -> log.isDone(watermark) && EventTime.isOver(log.counted, watermark));
  }

  boolean isDone(long watermark) {
    return logs.values().stream().allMatch(log -> log.isDone(watermark));
  }
}
