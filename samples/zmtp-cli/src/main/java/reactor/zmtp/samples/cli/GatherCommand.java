package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Mono;
import reactor.zmtp.GatherSocket;
import reactor.zmtp.GatherSpec;
import reactor.zmtp.ZmqContext;

/** {@code gather}. */
@Command(name = "gather", description = "Receives messages of one frame from SCATTER peers.")
final class GatherCommand extends SocketCommand<GatherSpec, GatherSocket> {

  @Mixin private final ReceivingOptions receiving = new ReceivingOptions();

  GatherCommand(Console console) {
    super(console);
  }

  @Override
  GatherSpec socket(ZmqContext zmq) {
    return withReceiveMarks(zmq.gather());
  }

  @Override
  Function<? super GatherSocket, Mono<Void>> work() {
    return receive(receiving);
  }
}
