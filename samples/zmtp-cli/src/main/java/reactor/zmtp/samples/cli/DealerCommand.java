package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.DealerSpec;
import reactor.zmtp.ZmqContext;

/** {@code dealer}. */
@Command(
    name = "dealer",
    description = {
      "Sends messages to ROUTER, REP and DEALER peers in turn and receives theirs.",
      "Ends after --count received messages, when what standard input holds by then is sent too;"
          + " without --count when the input is sent. With an empty input it only receives."
    })
final class DealerCommand extends SocketCommand<DealerSpec, DealerSocket> {

  @Mixin private final SendingOptions sending = new SendingOptions();
  @Mixin private final ReceivingOptions receiving = new ReceivingOptions();

  DealerCommand(Console console) {
    super(console);
  }

  @Override
  DealerSpec socket(ZmqContext zmq) {
    return withIdentity(withReceiveMarks(withSendMarks(zmq.dealer())));
  }

  @Override
  Function<? super DealerSocket, Mono<Void>> work() {
    return sendAndReceive(sending, receiving);
  }
}
