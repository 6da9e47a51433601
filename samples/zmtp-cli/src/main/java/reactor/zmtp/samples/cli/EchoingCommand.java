package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.UnroutableException;
import reactor.zmtp.ZmqMessage;

/** A command that may also send everything back to where it came from. */
abstract class EchoingCommand<S extends SocketSpec<S, T>, T extends RoutingSocket>
    extends RoutingCommand<S, T> {

  @Option(
      names = "--echo",
      description = "Send back what comes, instead of sending what standard input holds.")
  private boolean echo;

  EchoingCommand(Console console) {
    super(console);
  }

  @Override
  final Function<? super T, Mono<Void>> work() {
    return echo ? socket -> print(receiving, echo(socket)) : super.work();
  }

  private static Flux<ZmqMessage> echo(RoutingSocket socket) {
    return socket.receive().concatMap(message -> echo(socket, message), 1);
  }

  /** The message, once it is sent back, or its peer is gone. */
  private static Mono<ZmqMessage> echo(RoutingSocket socket, RoutedMessage message) {
    return socket
        .send(message)
        .onErrorComplete(UnroutableException.class)
        .thenReturn(message.toMessage());
  }
}
