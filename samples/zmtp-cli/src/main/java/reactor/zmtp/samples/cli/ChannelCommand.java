package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Mono;
import reactor.zmtp.ChannelSocket;
import reactor.zmtp.ChannelSpec;
import reactor.zmtp.ZmqContext;

/** {@code channel}. */
@Command(
    name = "channel",
    description = {
      "Sends messages of one frame to one CHANNEL peer and receives its messages.",
      "Ends after --count received messages, when what standard input holds by then is sent too;"
          + " without --count when the input is sent. With an empty input it only receives."
    })
final class ChannelCommand extends SocketCommand<ChannelSpec, ChannelSocket> {

  @Mixin private final SendingOptions sending = new SendingOptions();
  @Mixin private final ReceivingOptions receiving = new ReceivingOptions();

  ChannelCommand(Console console) {
    super(console);
  }

  @Override
  ChannelSpec socket(ZmqContext zmq) {
    return withReceiveMarks(withSendMarks(zmq.channel()));
  }

  @Override
  Function<? super ChannelSocket, Mono<Void>> work() {
    return sendAndReceive(sending, receiving);
  }
}
