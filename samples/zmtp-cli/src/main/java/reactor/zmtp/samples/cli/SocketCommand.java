package reactor.zmtp.samples.cli;

import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.ReceiveOptions;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.RoutingIdOptions;
import reactor.zmtp.SendOptions;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/** A command named after its socket type, with endpoints and with messages in lines. */
abstract class SocketCommand<S extends SocketSpec<S, T>, T extends ZmqSocket>
    extends SingleSocketCommand<S, T> {

  private static final long MARK_BYTES = 16 << 20;

  @Mixin private final EndpointOptions endpoints = new EndpointOptions();

  @Option(
      names = "--hex",
      description =
          "Frames are in hexadecimal, in and out: so empty and binary ones survive. Otherwise they"
              + " are text, and their bytes are left as they are.")
  private boolean hex;

  SocketCommand(Console console) {
    super(console);
  }

  /** The socket's spec, but for what all socket types have. */
  abstract S socket(ZmqContext zmq);

  @Override
  final S spec(ZmqContext zmq) {
    return endpoints.attach(socket(zmq), command);
  }

  @Override
  final boolean binds() {
    return endpoints.binds();
  }

  /** The high-water marks of a socket that sends. */
  final <U extends SocketSpec<U, ?> & SendOptions<U>> U withSendMarks(U spec) {
    return options.sending(spec);
  }

  /** The marks of a socket that receives: in bytes too, for a thousand lines may be very long. */
  final <U extends SocketSpec<U, ?> & ReceiveOptions<U>> U withReceiveMarks(U spec) {
    return options.receiving(spec).receiveHighWaterMarkBytes(MARK_BYTES);
  }

  /** The name of a socket that has one. */
  final <U extends SocketSpec<U, ?> & RoutingIdOptions<U>> U withIdentity(U spec) {
    return options.identified(spec);
  }

  /** Sends everything. */
  final Function<SendingSocket, Mono<Void>> send(SendingOptions sending) {
    Outgoing outgoing = outgoing(sending);
    return socket -> socket.send(outgoing.messages());
  }

  /** Prints what comes. */
  final Function<ReceivingSocket, Mono<Void>> receive(ReceivingOptions receiving) {
    return socket -> print(receiving, socket.receive());
  }

  /** Both at once. */
  final <U extends SendingSocket & ReceivingSocket> Function<U, Mono<Void>> sendAndReceive(
      SendingOptions sending, ReceivingOptions receiving) {
    return sendAndReceive(sending, receiving, SendingSocket::send, ReceivingSocket::receive);
  }

  /** Both at once, with a socket that does not send or receive messages as they are. */
  final <U> Function<U, Mono<Void>> sendAndReceive(
      SendingOptions sending,
      ReceivingOptions receiving,
      BiFunction<U, Flux<ZmqMessage>, Mono<Void>> send,
      Function<U, Flux<ZmqMessage>> receive) {
    Outgoing outgoing = outgoing(sending);
    return socket -> {
      Mono<Void> received = print(receiving, receive.apply(socket));
      Duplex duplex = new Duplex(outgoing, messages -> send.apply(socket, messages), received);
      return receiving.isBounded() ? duplex.untilReceived(options.linger) : duplex.untilSent();
    };
  }

  /** What there is to send. */
  final Outgoing outgoing(SendingOptions sending) {
    return sending.outgoing(console.in(), format(), options.maxMessageSize);
  }

  /** The same, without an end if it is in the arguments. */
  final Flux<ZmqMessage> answers(SendingOptions sending) {
    return sending.answers(console.in(), format(), options.maxMessageSize);
  }

  /** Prints messages, as many as there shall be. */
  final Mono<Void> print(ReceivingOptions receiving, Flux<ZmqMessage> messages) {
    return LineOutput.print(receiving.bounded(messages), format(), console.out());
  }

  private LineFormat format() {
    return hex ? LineFormat.HEX : LineFormat.TEXT;
  }
}
