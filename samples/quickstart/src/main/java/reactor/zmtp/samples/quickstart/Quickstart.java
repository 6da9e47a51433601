package reactor.zmtp.samples.quickstart;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/**
 * Counts the words of a text: a ventilator hands out its lines, workers count their words, a sink adds them up. All of them
 * are in this process, but talk over TCP.
 *
 * <pre>
 *                    +-> worker 1 -+
 *   text -> PUSH  ---+-> worker 2 -+-->  PULL -> totals
 *        ventilator  +-> worker 3 -+     sink
 *                    +-> slow     -+
 * </pre>
 */
public final class Quickstart {

  /** How many lines may wait for a worker on either side, and how many bytes of them in the kernel. */
  private static final int MARK = 20;

  private static final int KERNEL_BUFFER = 4096;
  private static final Duration SLOW = Duration.ofMillis(2);

  private final ZmqContext zmq = ZmqContext.create();
  private final Text text;
  private final Demand demand = new Demand();
  private final Tally tally = new Tally(demand);

  private Quickstart(Text text) {
    this.text = text;
  }

  /**
   * Runs the sample.
   *
   * @param args the path of a text file, or nothing for the text that comes with it
   */
  public static void main(String[] args) {
    try {
      Text text = args.length == 0 ? Text.alice() : Text.file(args[0]);
      System.exit(new Quickstart(text).run() ? 0 : 1);
    } catch (RuntimeException failure) {
      Throwable cause = Exceptions.unwrap(failure);
      System.err.println("quickstart: " + (cause instanceof IOException ? cause : failure));
      System.exit(1);
    }
  }

  private boolean run() {
    PushSocket ventilator =
        zmq.push()
            .sendHighWaterMark(MARK)
            .sendBuffer(KERNEL_BUFFER)
            .bind("tcp://127.0.0.1:*")
            .open()
            .block();
    PullSocket sink = zmq.pull().bind("tcp://127.0.0.1:*").open().block();
    String lines = ventilator.endpoints().get(0).address();
    String counts = sink.endpoints().get(0).address();
    Report.start(text, lines, counts);

    long start = System.nanoTime();
    List<Mono<Void>> running = new ArrayList<>();
    for (String worker : List.of("worker 1", "worker 2", "worker 3")) {
      running.add(worker(worker, Duration.ZERO, lines, counts));
    }
    running.add(worker("slow", SLOW, lines, counts));
    running.add(ventilate(ventilator, counts));
    Flux.merge(running).takeUntilOther(collect(sink)).blockLast();
    Duration time = Duration.ofNanos(System.nanoTime() - start);

    WordCount expected = text.lines().collect(WordCount::new, WordCount::add).block();
    boolean right = tally.words().equals(expected);
    Report.totals(tally, time, right);
    Report.backpressure(tally, demand, ventilator.metrics().block(), MARK);
    zmq.disposeLater().block();
    return right;
  }

  /** Sends the lines, as fast as the workers take them, and then tells the sink how many there were. */
  private Mono<Void> ventilate(PushSocket ventilator, String counts) {
    Flux<ZmqMessage> lines = demand.watch(text.lines()).map(ZmqMessage::of);
    Mono<ZmqMessage> end = Mono.fromSupplier(() -> Tally.end(demand.lines()));
    return ventilator.send(lines).then(zmq.push().connect(counts).send(end));
  }

  /** A worker is one expression. It asks for a line when it has handed on the count of an earlier one. */
  private Mono<Void> worker(String name, Duration perLine, String lines, String counts) {
    PullSpec in =
        zmq.pull().receiveHighWaterMark(MARK).receiveBuffer(KERNEL_BUFFER).connect(lines);
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
}
