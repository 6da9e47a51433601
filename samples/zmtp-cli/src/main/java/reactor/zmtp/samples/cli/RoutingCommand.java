package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Mono;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingSocket;
import reactor.zmtp.SocketSpec;

/** A command of a socket that addresses its peers: the first frame of a line is the routing id. */
abstract class RoutingCommand<S extends SocketSpec<S, T>, T extends RoutingSocket>
    extends SocketCommand<S, T> {

  @Mixin private final SendingOptions sending = new SendingOptions();
  @Mixin final ReceivingOptions receiving = new ReceivingOptions();

  RoutingCommand(Console console) {
    super(console);
  }

  @Override
  Function<? super T, Mono<Void>> work() {
    return sendAndReceive(
        sending,
        receiving,
        (socket, messages) -> socket.send(messages.map(RoutedMessage::of)),
        socket -> socket.receive().map(RoutedMessage::toMessage));
  }
}
