package reactor.zmtp.samples.integration;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long messages took that carry when they were sent. */
final class Times {

  private final Queue<Long> all = new ConcurrentLinkedQueue<>();

  void add(String sentAt) {
    all.add(System.nanoTime() - Long.parseLong(sentAt.substring(0, sentAt.indexOf(' '))));
  }

  int size() {
    return all.size();
  }

  /** In milliseconds; nothing, if none came. */
  String percentile(int percent) {
    long[] sorted = all.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? "none came"
        : "%.2f ms".formatted(sorted[(sorted.length - 1) * percent / 100] / 1e6);
  }
}
