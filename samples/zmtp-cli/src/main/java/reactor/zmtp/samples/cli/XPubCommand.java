package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Mono;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.XPubSpec;
import reactor.zmtp.ZmqContext;

/** {@code xpub}. */
@Command(
    name = "xpub",
    description = {
      "Sends messages to the SUB and XSUB peers that have subscribed to them, and receives the"
          + " subscriptions: byte 1 and the topic, or byte 0 and the topic for the end of one.",
      "Ends after --count received messages, when what standard input holds by then is sent too;"
          + " without --count when the input is sent. With an empty input it only receives."
    })
final class XPubCommand extends SocketCommand<XPubSpec, XPubSocket> {

  @Mixin private final SendingOptions sending = new SendingOptions();
  @Mixin private final ReceivingOptions receiving = new ReceivingOptions();

  XPubCommand(Console console) {
    super(console);
  }

  @Override
  XPubSpec socket(ZmqContext zmq) {
    return withReceiveMarks(withSendMarks(zmq.xpub()));
  }

  @Override
  Function<? super XPubSocket, Mono<Void>> work() {
    return sendAndReceive(sending, receiving);
  }
}
