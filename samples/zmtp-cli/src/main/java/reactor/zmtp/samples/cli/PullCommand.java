package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.ZmqContext;

/** {@code pull}. */
@Command(
    name = "pull",
    description = "Receives messages from PUSH peers, from all of them in turn.")
final class PullCommand extends SocketCommand<PullSpec, PullSocket> {

  @Mixin private final ReceivingOptions receiving = new ReceivingOptions();

  PullCommand(Console console) {
    super(console);
  }

  @Override
  PullSpec socket(ZmqContext zmq) {
    return withReceiveMarks(zmq.pull());
  }

  @Override
  Function<? super PullSocket, Mono<Void>> work() {
    return receive(receiving);
  }
}
