package reactor.zmtp.socket;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.PeerMetrics;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.Traffic;

/**
 * What a socket tells whoever watches it: its events, its figures, and each message that it gave
 * up. Confined to the event loop but for the events' subscribers, and figures.
 */
final class SocketMonitor implements Outbound.Losses {

  /** Messages that were discarded for one reason, and have not been told of. */
  private record Loss(@Nullable PeerMetadata peer, DiscardReason reason) {}

  private final IoLoop loop;
  private final MonitorEvents events;
  private final Map<Loss, Long> untold = new LinkedHashMap<>();
  private final Traffic traffic = new Traffic();
  private long discarded;

  SocketMonitor(IoLoop loop, Consumer<SocketEvent> listener) {
    this.loop = loop;
    this.events = new MonitorEvents(loop, listener);
  }

  // Events.

  Flux<SocketEvent> events() {
    return events.asFlux();
  }

  void tell(SocketEvent event) {
    events.tell(event);
  }

  /** The last event. */
  void stopped() {
    events.tell(new SocketEvent.Stopped(""));
    events.complete();
  }

  // Losses.

  @Override
  public void dropped(Pipe pipe, long messages) {
    discarded(pipe.peer(), messages, DiscardReason.PEER_FULL);
  }

  @Override
  public void lost(Pipe pipe, long messages) {
    discarded(pipe.peer(), messages, DiscardReason.PEER_GONE);
  }

  /** Reports messages that were discarded, if there are any; those of one step together. */
  void discarded(@Nullable PeerMetadata peer, long messages, DiscardReason reason) {
    if (messages > 0) {
      discarded += messages;
      if (untold.isEmpty()) {
        loop.signal(this::tellLosses);
      }
      untold.merge(new Loss(peer, reason), messages, Long::sum);
    }
  }

  private void tellLosses() {
    Map<Loss, Long> losses = new LinkedHashMap<>(untold);
    untold.clear();
    losses.forEach((loss, messages) -> events.deliver(event(loss.peer, messages, loss.reason)));
  }

  private static SocketEvent event(
      @Nullable PeerMetadata peer, long messages, DiscardReason reason) {
    return peer == null
        ? new SocketEvent.Discarded("", null, messages, reason)
        : new SocketEvent.Discarded(peer.endpoint(), peer.address(), messages, reason);
  }

  // Figures.

  Traffic traffic() {
    return traffic;
  }

  /**
   * Of a socket with these peers, and the halves it has: from any thread. The loop alone writes
   * what is read here, in plain fields, so that counting costs it nothing; whoever asks from
   * elsewhere sees what was there a moment ago.
   */
  SocketMetrics metrics(
      Collection<Pipe> peers,
      HighWaterMarks marks,
      @Nullable Outbound outbound,
      @Nullable Intake intake,
      int topics) {
    VarHandle.fullFence(); // who asks in a loop of his own sees news each time
    long inFlight = 0;
    long roundTrip = 0;
    for (Pipe pipe : peers) {
      inFlight += pipe.inFlight();
      roundTrip = Math.max(roundTrip, pipe.roundTripNanos());
    }
    return new SocketMetrics(
        peers.size(),
        outbound == null ? 0 : outbound.sent(),
        intake == null ? 0 : intake.received(),
        traffic.sent(),
        traffic.received(),
        outbound == null ? 0 : outbound.waitingLately(),
        outbound == null ? 0 : outbound.mostWaiting(),
        outbound == null ? 0 : mark(marks.send()),
        intake == null ? 0 : intake.waiting(),
        intake == null ? 0 : intake.mostWaiting(),
        intake == null ? 0 : mark(marks.receive()),
        intake == null ? 0 : intake.demand(),
        topics,
        discarded,
        inFlight,
        Duration.ofNanos(roundTrip));
  }

  private static int mark(int messages) {
    return messages == Integer.MAX_VALUE ? 0 : messages;
  }

  static List<PeerMetrics> metrics(Collection<Pipe> peers) {
    return peers.stream()
        .map(
            pipe ->
                new PeerMetrics(
                    pipe.peer(),
                    pipe.waiting(),
                    pipe.queued(),
                    pipe.traffic().sent(),
                    pipe.traffic().received(),
                    pipe.dropped(),
                    pipe.inFlight(),
                    pipe.sendCredit(),
                    pipe.receiveCredit(),
                    Duration.ofNanos(pipe.roundTripNanos())))
        .toList();
  }
}
