package reactor.zmtp.samples.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ZmqMessage;

/**
 * Numbers the lines, keeps those that parsers have, and puts what comes back into their order. What
 * is behind it depends on no parser, neither on how fast they are nor on how many have died.
 */
final class Resequencer {

  private final AtomicLong numbers = new AtomicLong();
  private final ConcurrentNavigableMap<Long, ZmqMessage> outstanding =
      new ConcurrentSkipListMap<>();
  private final Map<Long, ZmqMessage> early = new HashMap<>();
  private long next;

  /** The line as it goes to a parser; from any thread, one line after another. */
  ZmqMessage number(String line) {
    long number = numbers.getAndIncrement();
    ZmqMessage message = Frames.line(number, line);
    outstanding.put(number, message);
    return message;
  }

  /** What has not come back; from any thread. */
  List<ZmqMessage> outstanding() {
    return List.copyOf(outstanding.values());
  }

  /** Whether a line has not come back by now; from any thread. */
  boolean isOutstanding(ZmqMessage line) {
    return outstanding.containsKey(Frames.number(line));
  }

  /** Takes what comes back; what comes twice is dropped. */
  void put(ZmqMessage parsed) {
    long number = Frames.number(parsed);
    if (outstanding.remove(number) != null) {
      early.put(number, parsed);
    }
  }

  /** The next in order, or null if that has not come back. */
  @Nullable ZmqMessage poll() {
    ZmqMessage parsed = early.remove(next);
    if (parsed != null) {
      next++;
    }
    return parsed;
  }

  /** How many came before another line did that is before them. */
  int early() {
    return early.size();
  }

  /** Whether all that was numbered was polled. */
  boolean isEmpty() {
    return next == numbers.get();
  }
}
