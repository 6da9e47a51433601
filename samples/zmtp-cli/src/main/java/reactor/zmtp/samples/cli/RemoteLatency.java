package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PairSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** {@code remote-lat}. */
@Command(
    name = "remote-lat",
    description = "Measures latency, asking side: connects, sends, waits for the echo, reports.")
final class RemoteLatency extends PerfCommand<PairSpec, PairSocket> {

  RemoteLatency(Console console) {
    super(console);
  }

  @Override
  PairSpec spec(ZmqContext zmq) {
    return options.receiving(options.sending(zmq.pair())).connect(endpoint);
  }

  @Override
  Function<PairSocket, Mono<Void>> work() {
    int size = size();
    int count = count();
    ZmqMessage first = message();
    return socket -> {
      Flux<ZmqMessage> echoes = socket.receive().doOnNext(message -> check(message, size));
      Mono<Void> sent = socket.send(Flux.just(first).concatWith(echoes.take(count - 1L)));
      return Mono.defer(
          () -> {
            long start = System.nanoTime();
            return sent.then(echoes.next())
                .flatMap(last -> report(System.nanoTime() - start, size, count));
          });
    };
  }

  private Mono<Void> report(long nanos, int size, int count) {
    return report(
        "message size: %d [B]%nroundtrip count: %d%naverage latency: %.3f [us]%n",
        size, count, nanos / 1000.0 / (count * 2.0));
  }
}
