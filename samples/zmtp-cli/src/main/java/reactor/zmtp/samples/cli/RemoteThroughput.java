package reactor.zmtp.samples.cli;

import java.util.Collections;
import java.util.function.Function;
import picocli.CommandLine.Command;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** {@code remote-thr}. */
@Command(name = "remote-thr", description = "Measures throughput, sending side: connects, sends.")
final class RemoteThroughput extends PerfCommand<PushSpec, PushSocket> {

  RemoteThroughput(Console console) {
    super(console);
  }

  @Override
  PushSpec spec(ZmqContext zmq) {
    return options.sending(zmq.push()).connect(endpoint);
  }

  @Override
  Function<PushSocket, Mono<Void>> work() {
    Flux<ZmqMessage> messages = Flux.fromIterable(Collections.nCopies(count(), message()));
    return socket -> socket.send(messages);
  }
}
