package reactor.zmtp.hostile.run;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;

/** Counts what the sockets under attack tell, by its kind. */
final class Refusals implements Consumer<SocketEvent> {

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  @Override
  public void accept(SocketEvent event) {
    long count = 1;
    String kind = event.getClass().getSimpleName();
    if (event instanceof AcceptFailed failed) {
      kind += " " + failed.reason();
    } else if (event instanceof HandshakeFailed failed) {
      kind += " " + failed.reason() + rule(failed.cause());
    } else if (event instanceof Disconnected disconnected) {
      kind += " " + disconnected.reason() + rule(disconnected.cause());
    } else if (event instanceof Discarded discarded) {
      kind += " " + discarded.reason();
      count = discarded.count();
    }
    counts.computeIfAbsent(kind, first -> new LongAdder()).add(count);
  }

  private static String rule(@Nullable Throwable cause) {
    return cause instanceof ProtocolException broken ? " " + broken.rule() : "";
  }

  void clear() {
    counts.values().forEach(LongAdder::reset);
  }

  /** What was told at all, sorted. */
  Map<String, Long> counts() {
    Map<String, Long> sorted = new TreeMap<>();
    counts.forEach(
        (kind, count) -> {
          if (count.sum() > 0) {
            sorted.put(kind, count.sum());
          }
        });
    return sorted;
  }
}
