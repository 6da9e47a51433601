package reactor.zmtp.samples.cli;

import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqSocket;

/** A command that opens one socket, lets it do its work, closes it. */
abstract class SingleSocketCommand<S extends SocketSpec<S, T>, T extends ZmqSocket>
    extends ZmqCommand {

  SingleSocketCommand(Console console) {
    super(console);
  }

  /** How the socket will be, but for {@link #options}. */
  abstract S spec(ZmqContext zmq);

  /** Whether the socket has an endpoint that it binds. */
  boolean binds() {
    return false;
  }

  /**
   * What the command does once its socket is open; the end of that is the end of the command.
   *
   * @throws IllegalArgumentException if the options do not make sense
   */
  abstract Function<? super T, Mono<Void>> work();

  @Override
  final Mono<Void> run(ZmqContext zmq, Consumer<SocketEvent> events) {
    S spec = options.apply(spec(zmq), binds()).doOnEvent(events);
    return Mono.usingWhen(spec.open(), work(), ZmqSocket::disposeLater);
  }
}
