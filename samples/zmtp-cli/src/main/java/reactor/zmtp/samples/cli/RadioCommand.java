package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.RadioSpec;
import reactor.zmtp.ZmqContext;

/** {@code radio}. */
@Command(
    name = "radio",
    description =
        "Sends messages of two frames to DISH peers: the first frame is the group it goes to.")
final class RadioCommand extends SocketCommand<RadioSpec, RadioSocket> {

  @Mixin private final SendingOptions sending = new SendingOptions();

  RadioCommand(Console console) {
    super(console);
  }

  @Override
  RadioSpec socket(ZmqContext zmq) {
    return withSendMarks(zmq.radio());
  }

  @Override
  Function<? super RadioSocket, Mono<Void>> work() {
    Flux<GroupMessage> messages = outgoing(sending).messages().map(GroupMessage::of);
    return socket -> socket.send(messages);
  }
}
