package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Mono;
import reactor.zmtp.ClientSocket;
import reactor.zmtp.ClientSpec;
import reactor.zmtp.ZmqContext;

/** {@code client}. */
@Command(
    name = "client",
    description = {
      "Sends messages of one frame to SERVER peers in turn and receives theirs.",
      "Ends after --count received messages, when what standard input holds by then is sent too;"
          + " without --count when the input is sent. With an empty input it only receives."
    })
final class ClientCommand extends SocketCommand<ClientSpec, ClientSocket> {

  @Mixin private final SendingOptions sending = new SendingOptions();
  @Mixin private final ReceivingOptions receiving = new ReceivingOptions();

  ClientCommand(Console console) {
    super(console);
  }

  @Override
  ClientSpec socket(ZmqContext zmq) {
    return withReceiveMarks(withSendMarks(zmq.client()));
  }

  @Override
  Function<? super ClientSocket, Mono<Void>> work() {
    return sendAndReceive(sending, receiving);
  }
}
