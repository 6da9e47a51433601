package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Mono;
import reactor.zmtp.ScatterSocket;
import reactor.zmtp.ScatterSpec;
import reactor.zmtp.ZmqContext;

/** {@code scatter}. */
@Command(
    name = "scatter",
    description =
        "Sends messages of one frame to GATHER peers, each message to one of them in turn.")
final class ScatterCommand extends SocketCommand<ScatterSpec, ScatterSocket> {

  @Mixin private final SendingOptions sending = new SendingOptions();

  ScatterCommand(Console console) {
    super(console);
  }

  @Override
  ScatterSpec socket(ZmqContext zmq) {
    return withSendMarks(zmq.scatter());
  }

  @Override
  Function<? super ScatterSocket, Mono<Void>> work() {
    return send(sending);
  }
}
