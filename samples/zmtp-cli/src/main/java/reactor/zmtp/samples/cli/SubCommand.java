package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Mono;
import reactor.zmtp.SubSocket;
import reactor.zmtp.SubSpec;
import reactor.zmtp.ZmqContext;

/** {@code sub}. */
@Command(
    name = "sub",
    description = "Receives the messages of PUB and XPUB peers that begin with one of the topics.")
final class SubCommand extends SocketCommand<SubSpec, SubSocket> {

  @Mixin private final ReceivingOptions receiving = new ReceivingOptions();
  @Mixin private final SubscriptionOptions subscriptions = new SubscriptionOptions();

  SubCommand(Console console) {
    super(console);
  }

  @Override
  SubSpec socket(ZmqContext zmq) {
    return subscriptions.of(withReceiveMarks(zmq.sub()));
  }

  @Override
  Function<? super SubSocket, Mono<Void>> work() {
    return receive(receiving);
  }
}
