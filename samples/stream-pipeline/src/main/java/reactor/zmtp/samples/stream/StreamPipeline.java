package reactor.zmtp.samples.stream;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.Loggers;
import reactor.zmtp.ZmqContext;

/** Counts trades by symbol and second: in this process, or as one of many. */
public final class StreamPipeline {

  private static final Logger LOG = Logger.getLogger("reactor.zmtp");

  private static final String USAGE =
      """
      usage: stream-pipeline local FILE
             stream-pipeline coordinate FILE [--view] [AT]
             stream-pipeline parse [--pause MILLIS] [AT]
             stream-pipeline window [--pause MILLIS] [AT]
      AT: --lines ENDPOINT --trades ENDPOINT --windows ENDPOINT --counts ENDPOINT
      """;

  private final Options options;
  private final AtomicLong lost = new AtomicLong();

  private StreamPipeline(Options options) {
    this.options = options;
  }

  /**
   * Runs the pipeline, or a part of it. Results go to the standard output, all else to the other.
   *
   * @param args as the usage says
   */
  public static void main(String[] args) {
    Loggers.useJdkLoggers();
    LOG.setLevel(Level.WARNING);
    try {
      new StreamPipeline(Options.parse(args)).run();
    } catch (IllegalArgumentException wrong) {
      System.err.print(wrong.getMessage() + "\n" + USAGE);
      System.exit(2);
    } catch (RuntimeException failure) {
      System.err.println("stream-pipeline: " + Exceptions.unwrap(failure));
      System.exit(1);
    }
  }

  private void run() {
    switch (options.command()) {
      case "local" -> print(LocalPipeline.count(Lines.of(options.file()), this::lose));
      case "coordinate" -> coordinate();
      case "parse" -> work(zmq -> Parser.run(zmq, options.endpoints(), options.pause()));
      case "window" -> work(zmq -> WindowWorker.run(zmq, options.endpoints(), options.pause()));
      default -> throw new IllegalArgumentException("there is no command " + options.command());
    }
  }

  private void coordinate() {
    try (Coordinator coordinator = new Coordinator(options.endpoints(), this::lose)) {
      Disposable view = options.view() ? View.draw(coordinator, System.err).subscribe() : () -> {};
      print(coordinator.count(Lines.of(options.file())).doFinally(end -> view.dispose()));
    }
  }

  private static void work(Function<ZmqContext, Mono<Void>> worker) {
    try (ZmqContext zmq = ZmqContext.create()) {
      worker.apply(zmq).block();
    }
  }

  private void print(Flux<TradeCount> counts) {
    Map<String, TradeCount> results = Objects.requireNonNull(Results.lastOf(counts).block());
    System.out.print(Results.text(results));
    System.out.flush();
    System.err.printf(
        Locale.ROOT,
        "%,d trades in %,d windows, %,d lost%n",
        results.values().stream().mapToLong(TradeCount::trades).sum(),
        results.size(),
        lost.get());
  }

  private void lose(String what) {
    lost.incrementAndGet();
    System.err.println("lost: " + what);
  }
}
