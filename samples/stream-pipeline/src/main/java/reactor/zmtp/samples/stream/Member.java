package reactor.zmtp.samples.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.ZmqMessage;

/** A window worker that is connected, the partitions it has, and what waits for it. */
final class Member {

  private record Waiting(int partition, ZmqMessage message) {}

  /** Of no partition. */
  private static final int ALL = -1;

  private final RoutingId id;
  private final Set<Integer> partitions = new TreeSet<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Sinks.Many<Waiting> outbox = Sinks.many().unicast().onBackpressureBuffer(waiting);

  Member(RoutingId id) {
    this.id = id;
  }

  /** What is to be sent to it, until it goes. */
  Flux<RoutedMessage> messages() {
    return outbox.asFlux().map(each -> new RoutedMessage(id, each.message));
  }

  void send(int partition, ZmqMessage message) {
    // Fails when it is going: then others get what is in its partitions.
    outbox.tryEmitNext(new Waiting(partition, message));
  }

  /** One mark after another is as good as the second alone, so that few of them wait. */
  void mark(long watermark) {
    Waiting last = waiting.peekLast();
    if (last != null && last.partition == ALL && Frames.isMark(last.message)) {
      waiting.removeLast();
    }
    send(ALL, Frames.mark(watermark));
  }

  void own(int partition) {
    partitions.add(partition);
  }

  /** A partition is another's; what waits of it is not sent. */
  void drop(int partition) {
    partitions.remove(partition);
    waiting.removeIf(each -> each.partition == partition);
    send(ALL, Frames.drop(partition));
  }

  void leave() {
    waiting.clear();
    outbox.tryEmitComplete();
  }

  RoutingId id() {
    return id;
  }

  int load() {
    return partitions.size();
  }

  int waiting() {
    return waiting.size();
  }
}
