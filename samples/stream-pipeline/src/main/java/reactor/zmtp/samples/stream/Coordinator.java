package reactor.zmtp.samples.stream;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.SynchronousSink;
import reactor.zmtp.PeerNotice;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.UnroutableException;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/**
 * What there is one of: the source, the order of its lines, who has which symbols, and the results.
 * The work is done by parsers and window workers, which come and go.
 *
 * <pre>
 *   lines -> PUSH -> parsers -> PULL -> in order, by symbol -> ROUTER -> window workers -> PULL -> results
 * </pre>
 *
 * <p>All but the reading of lines is on one event loop, and needs no lock.
 */
final class Coordinator implements AutoCloseable {

  /** How many lines are taken from the source at most that are not in a worker's count. */
  static final int IN_FLIGHT = 2_000;

  /** After so many trades the workers tell their counts, long before none may be taken. */
  private static final int EPOCH = IN_FLIGHT / 8;

  /** What waits on either side of each connection. */
  static final int MARK = 50;

  private final ZmqContext zmq = ZmqContext.builder().ioThreads(1).build();
  private final PushSocket lines;
  private final PullSocket trades;
  private final RouterSocket windows;
  private final PullSocket counts;
  private final Consumer<String> lost;

  private final Credit credit = new Credit(IN_FLIGHT);
  private final Resequencer resequencer = new Resequencer();
  private final EventTime time = new EventTime();
  private final Partitions partitions = new Partitions();
  private final Sinks.Empty<Void> done = Sinks.empty();
  private boolean all; // lines are sent
  private int epoch;

  /** Opens the sockets, which takes a moment. */
  Coordinator(Endpoints at, Consumer<String> lost) {
    this.lost = lost;
    Duration beat = Duration.ofSeconds(1); // a worker that hangs is given up after five
    Duration silence = Duration.ofSeconds(5);
    lines =
        zmq.push()
            .sendHighWaterMark(MARK)
            .heartbeatInterval(beat)
            .heartbeatTimeout(silence)
            .bind(at.lines())
            .openNow();
    trades =
        zmq.pull()
            .receiveHighWaterMark(MARK)
            .heartbeatInterval(beat)
            .heartbeatTimeout(silence)
            .bind(at.trades())
            .openNow();
    windows =
        zmq.router()
            .mandatory(true)
            .notify(Set.of(PeerNotice.DISCONNECTED))
            .sendHighWaterMark(MARK)
            .heartbeatInterval(beat)
            .heartbeatTimeout(silence)
            .bind(at.windows())
            .openNow();
    counts = zmq.pull().receiveHighWaterMark(MARK).bind(at.counts()).openNow();
  }

  /** The real ones. */
  Endpoints endpoints() {
    return new Endpoints(lines.address(), trades.address(), windows.address(), counts.address());
  }

  /**
   * Counts the trades of a source, once: the result of each window when it closes, and again when
   * late trades have corrected it.
   */
  Flux<TradeCount> count(Flux<String> source) {
    Mono<Void> work = Mono.when(sendLines(source), resendLines(), takeTrades(), serveMembers());
    return counts
        .receive()
        .handle(this::takeCount)
        .takeUntil(result -> partitions.isDone())
        .takeUntilOther(Mono.firstWithSignal(done.asMono(), work));
  }

  private Mono<Void> sendLines(Flux<String> source) {
    return lines
        .send(credit.gate(source).map(resequencer::number))
        .doOnSuccess(
            sent -> {
              all = true;
              endIfAll();
            });
  }

  /**
   * A parser that has gone may have had any of the lines that have not come back: all of them are
   * sent once more. What then comes twice is dropped.
   */
  private Mono<Void> resendLines() {
    return Flux.merge(lines.events(), trades.events())
        .ofType(SocketEvent.Disconnected.class)
        .concatMap(
            gone ->
                lines.send(
                    Flux.fromIterable(resequencer.outstanding())
                        .filter(resequencer::isOutstanding)))
        .then();
  }

  private Mono<Void> takeTrades() {
    return trades.receive().doOnNext(this::takeTrade).then();
  }

  private void takeTrade(ZmqMessage parsed) {
    resequencer.put(parsed);
    for (ZmqMessage next = resequencer.poll(); next != null; next = resequencer.poll()) {
      if (Frames.isMalformed(next)) {
        lose("line %d: %s".formatted(Frames.number(next) + 1, next.text(2)));
      } else {
        count(Frames.number(next), Trade.parse(next.text(1)));
      }
    }
    endIfAll();
  }

  private void count(long number, Trade trade) {
    if (!time.admits(trade)) {
      lose("line %d: too late for its window: %s".formatted(number + 1, trade));
      return;
    }
    partitions.add(trade);
    if (++epoch == EPOCH) {
      epoch = 0;
      partitions.mark(time.watermark());
    }
  }

  private void lose(String what) {
    lost.accept(what);
    credit.done(1);
  }

  private void endIfAll() {
    if (all && resequencer.isEmpty()) {
      partitions.mark(Long.MAX_VALUE);
      endIfDone();
    }
  }

  private void endIfDone() {
    if (partitions.isDone()) {
      done.tryEmitEmpty();
    }
  }

  private Mono<Void> serveMembers() {
    return windows.receive().flatMap(this::serveMember, Integer.MAX_VALUE).then();
  }

  /** A worker that goes is told by an empty message. What fails then others get. */
  private Publisher<Void> serveMember(RoutedMessage said) {
    if (said.message().equals(Frames.READY)) {
      Member member = partitions.join(said.peer());
      return windows.send(member.messages()).onErrorComplete(UnroutableException.class);
    }
    partitions.leave(said.peer());
    return Mono.empty();
  }

  private void takeCount(ZmqMessage counted, SynchronousSink<TradeCount> results) {
    WindowCount window = Frames.windowCount(counted);
    int more = partitions.counted(window);
    if (more > 0) {
      credit.done(more);
    }
    if (more >= 0 && window.closed()) {
      results.next(window.count());
    }
  }

  /** How things stand, all at one moment. */
  Mono<Status> status() {
    return Mono.zip(lines.metrics(), trades.metrics(), windows.metrics(), counts.metrics())
        .map(
            sockets ->
                new Status(
                    sockets.getT1(),
                    sockets.getT2(),
                    sockets.getT3(),
                    sockets.getT4(),
                    credit.taken(),
                    credit.inFlight(),
                    resequencer.early(),
                    partitions.members().stream().map(Status.Worker::of).toList()));
  }

  @Override
  public void close() {
    zmq.close();
  }
}
