package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Mono;
import reactor.zmtp.XSubSocket;
import reactor.zmtp.XSubSpec;
import reactor.zmtp.ZmqContext;

/** {@code xsub}. */
@Command(
    name = "xsub",
    description = {
      "Receives the messages of PUB and XPUB peers that begin with one of the topics, and sends"
          + " messages upstream: those that begin with byte 1 or 0 subscribe and unsubscribe.",
      "Ends after --count received messages, when what standard input holds by then is sent too;"
          + " without --count when the input is sent. With an empty input it only receives."
    })
final class XSubCommand extends SocketCommand<XSubSpec, XSubSocket> {

  @Mixin private final SendingOptions sending = new SendingOptions();
  @Mixin private final ReceivingOptions receiving = new ReceivingOptions();
  @Mixin private final SubscriptionOptions subscriptions = new SubscriptionOptions();

  XSubCommand(Console console) {
    super(console);
  }

  @Override
  XSubSpec socket(ZmqContext zmq) {
    return subscriptions.of(withReceiveMarks(withSendMarks(zmq.xsub())));
  }

  @Override
  Function<? super XSubSocket, Mono<Void>> work() {
    return sendAndReceive(sending, receiving);
  }
}
