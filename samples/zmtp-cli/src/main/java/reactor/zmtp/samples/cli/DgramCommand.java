package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Mono;
import reactor.zmtp.DatagramMessage;
import reactor.zmtp.DgramSocket;
import reactor.zmtp.DgramSpec;
import reactor.zmtp.ZmqContext;

/** {@code dgram}. */
@Command(
    name = "dgram",
    description = {
      "Receives datagrams, and sends them: the first of two frames is the address, such as"
          + " 127.0.0.1:5555.",
      "Ends after --count received messages, when what standard input holds by then is sent too;"
          + " without --count when the input is sent. With an empty input it only receives."
    })
final class DgramCommand extends SocketCommand<DgramSpec, DgramSocket> {

  @Mixin private final SendingOptions sending = new SendingOptions();
  @Mixin private final ReceivingOptions receiving = new ReceivingOptions();

  DgramCommand(Console console) {
    super(console);
  }

  @Override
  DgramSpec socket(ZmqContext zmq) {
    return withReceiveMarks(withSendMarks(zmq.dgram()));
  }

  @Override
  Function<? super DgramSocket, Mono<Void>> work() {
    return sendAndReceive(
        sending,
        receiving,
        (socket, messages) -> socket.send(messages.map(DatagramMessage::of)),
        socket -> socket.receive().map(DatagramMessage::toMessage));
  }
}
