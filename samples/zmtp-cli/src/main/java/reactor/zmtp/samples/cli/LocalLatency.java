package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PairSpec;
import reactor.zmtp.ZmqContext;

/** {@code local-lat}. */
@Command(
    name = "local-lat",
    description = "Measures latency, echoing side: binds, sends back what comes. Start it first.")
final class LocalLatency extends PerfCommand<PairSpec, PairSocket> {

  LocalLatency(Console console) {
    super(console);
  }

  @Override
  PairSpec spec(ZmqContext zmq) {
    return options.receiving(options.sending(zmq.pair())).bind(endpoint);
  }

  @Override
  Function<PairSocket, Mono<Void>> work() {
    int size = size();
    int count = count();
    return socket ->
        socket.send(socket.receive().take(count).doOnNext(message -> check(message, size)));
  }
}
