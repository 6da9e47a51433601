package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Mono;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.ZmqContext;

/** {@code push}. */
@Command(
    name = "push",
    description = "Sends messages to PULL peers, each message to one of them in turn.")
final class PushCommand extends SocketCommand<PushSpec, PushSocket> {

  @Mixin private final SendingOptions sending = new SendingOptions();

  PushCommand(Console console) {
    super(console);
  }

  @Override
  PushSpec socket(ZmqContext zmq) {
    return withSendMarks(zmq.push());
  }

  @Override
  Function<? super PushSocket, Mono<Void>> work() {
    return send(sending);
  }
}
