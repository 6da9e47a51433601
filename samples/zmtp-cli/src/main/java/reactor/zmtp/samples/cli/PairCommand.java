package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PairSpec;
import reactor.zmtp.ZmqContext;

/** {@code pair}. */
@Command(
    name = "pair",
    description = {
      "Sends messages to one PAIR peer and receives its messages.",
      "Ends after --count received messages, when what standard input holds by then is sent too;"
          + " without --count when the input is sent. With an empty input it only receives."
    })
final class PairCommand extends SocketCommand<PairSpec, PairSocket> {

  @Mixin private final SendingOptions sending = new SendingOptions();
  @Mixin private final ReceivingOptions receiving = new ReceivingOptions();

  PairCommand(Console console) {
    super(console);
  }

  @Override
  PairSpec socket(ZmqContext zmq) {
    return withReceiveMarks(withSendMarks(zmq.pair()));
  }

  @Override
  Function<? super PairSocket, Mono<Void>> work() {
    return sendAndReceive(sending, receiving);
  }
}
