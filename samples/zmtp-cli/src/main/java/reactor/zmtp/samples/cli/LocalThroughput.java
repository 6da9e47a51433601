package reactor.zmtp.samples.cli;

import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.Command;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.ZmqContext;

/** {@code local-thr}. */
@Command(
    name = "local-thr",
    description = "Measures throughput, receiving side: binds, receives, reports. Start it first.")
final class LocalThroughput extends PerfCommand<PullSpec, PullSocket> {

  LocalThroughput(Console console) {
    super(console);
  }

  @Override
  PullSpec spec(ZmqContext zmq) {
    return options.receiving(zmq.pull()).bind(endpoint);
  }

  @Override
  boolean binds() {
    return true;
  }

  @Override
  Function<PullSocket, Mono<Void>> work() {
    int size = size();
    int count = count();
    return socket ->
        Stopwatch.time(socket.receive(), size, count).flatMap(time -> report(time, size, count));
  }

  private Mono<Void> report(Duration time, int size, int count) {
    double micros = Math.max(1, time.toNanos() / 1000.0);
    double throughput = count / micros * 1_000_000;
    return report(
        "message size: %d [B]%n"
            + "message count: %d%n"
            + "mean throughput: %d [msg/s]%n"
            + "mean throughput: %.3f [Mb/s]%n",
        size, count, (long) throughput, throughput * size * 8 / 1_000_000);
  }
}
