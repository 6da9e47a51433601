package reactor.zmtp.samples.quickstart;

import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.Loggers;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/**
 * Counts the words of a text: a ventilator hands out its lines, workers count their words, a sink
 * adds them up. All of them are in this process, but talk over TCP.
 *
 * <pre>
 *                    +-> worker 1 -+
 *   text -> PUSH  ---+-> worker 2 -+-->  PULL -> totals
 *        ventilator  +-> worker 3 -+     sink
 *                    +-> worker 4 -+   (slow)
 * </pre>
 */
public final class Quickstart {

  private static final Logger LOG = Logger.getLogger("reactor.zmtp");

  /** How many lines may wait for a worker on either side. */
  private static final int MARK = 20;

  /** A line may be of any length. */
  private static final int ANY = -1;

  private static final Duration SLOW = Duration.ofMillis(2);

  private final ZmqContext zmq = ZmqContext.create();
  private final Text text;
  private final Demand demand = new Demand();
  private final Tally tally = new Tally(demand);
  private final long start = System.nanoTime();

  private Quickstart(Text text) {
    this.text = text;
  }

  /**
   * Runs the sample.
   *
   * @param args the path of a text file, or nothing for the text that comes with it
   */
  public static void main(String[] args) {
    Loggers.useJdkLoggers(); // not to standard output
    LOG.setLevel(Level.WARNING);
    try {
      Text text = args.length == 0 ? Text.alice() : Text.file(args[0]);
      Boolean right = new Quickstart(text).run().block();
      System.exit(Boolean.TRUE.equals(right) ? 0 : 1);
    } catch (RuntimeException failure) {
      Throwable cause = Exceptions.unwrap(failure);
      System.err.println("quickstart: " + (cause instanceof IOException ? cause : failure));
      System.exit(1);
    }
  }

  /** Whether the counts are right. */
  private Mono<Boolean> run() {
    Mono<PushSocket> ventilator =
        zmq.push().sendHighWaterMark(MARK).bind("tcp://127.0.0.1:*").open();
    Mono<PullSocket> sink = zmq.pull().maxMessageSize(ANY).bind("tcp://127.0.0.1:*").open();
    return Mono.zip(ventilator, sink, this::count)
        .flatMap(count -> count)
        .flatMap(this::check)
        .doFinally(end -> zmq.dispose());
  }

  /** Starts everything, and stops it when the sink has all it waits for. */
  private Mono<SocketMetrics> count(PushSocket ventilator, PullSocket sink) {
    String lines = ventilator.address();
    String counts = sink.address();
    Report.start(text, lines, counts);
    return Flux.merge(
            worker("worker 1", Duration.ZERO, lines, counts),
            worker("worker 2", Duration.ZERO, lines, counts),
            worker("worker 3", Duration.ZERO, lines, counts),
            worker("worker 4, slow", SLOW, lines, counts),
            ventilate(ventilator, counts))
        .takeUntilOther(collect(sink))
        .then(ventilator.metrics());
  }

  /** Sends the lines, as fast as the workers take them, and then sends the sink their number. */
  private Mono<Void> ventilate(PushSocket ventilator, String counts) {
    Flux<ZmqMessage> lines = demand.watch(text.lines()).map(ZmqMessage::of);
    Mono<ZmqMessage> end = Mono.fromSupplier(() -> Tally.end(demand.lines()));
    return ventilator.send(lines).then(zmq.push().connect(counts).send(end));
  }

  /**
   * A worker is one expression. It asks for a line when it has handed on the count of an earlier
   * one.
   */
  private Mono<Void> worker(String name, Duration perLine, String lines, String counts) {
    PullSpec in = zmq.pull().receiveHighWaterMark(MARK).maxMessageSize(ANY).connect(lines);
    PushSpec out = zmq.push().sendHighWaterMark(MARK).connect(counts);
    Flux<ZmqMessage> received = in.receive();
    if (!perLine.isZero()) {
      received = received.concatMap(line -> Mono.delay(perLine).thenReturn(line), 1);
    }
    return out.send(received.map(line -> Tally.counted(name, WordCount.of(line.text()))));
  }

  /** Adds up, until there is a count for every line the ventilator says it has sent. */
  private Mono<Void> collect(PullSocket sink) {
    return sink.receive().takeUntil(tally::add).then();
  }

  private Mono<Boolean> check(SocketMetrics ventilator) {
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    return text.lines()
        .collect(WordCount::new, WordCount::add)
        .map(
            expected -> {
              boolean right = tally.words().equals(expected);
              Report.totals(tally, time, right);
              Report.backpressure(tally, demand, ventilator, MARK);
              return right;
            });
  }
}
