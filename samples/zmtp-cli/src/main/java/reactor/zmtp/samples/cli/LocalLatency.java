package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RepSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** {@code local-lat}. */
@Command(
    name = "local-lat",
    description = "Measures latency, echoing side: binds, sends back what comes. Start it first.")
final class LocalLatency extends PerfCommand<RepSpec, RepSocket> {

  LocalLatency(Console console) {
    super(console);
  }

  @Override
  RepSpec spec(ZmqContext zmq) {
    return options.receiving(options.sending(zmq.rep())).bind(endpoint);
  }

  @Override
  boolean binds() {
    return true;
  }

  @Override
  Function<RepSocket, Mono<Void>> work() {
    int size = size();
    int count = count();
    return socket -> {
      Answers answers = new Answers();
      Flux<ZmqMessage> requests =
          answers.echoed().take(count).doOnNext(message -> check(message, size));
      // on another thread: on this one the last answer is still to be sent
      Mono<Void> served = requests.then().publishOn(Schedulers.boundedElastic());
      return Mono.firstWithSignal(served, socket.reply(answers::to, 1));
    };
  }
}
