package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reactor.core.publisher.Mono;
import reactor.zmtp.ReceiveOptions;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.SendOptions;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqSocket;

/** A command named after its socket type, with endpoints and with messages in lines. */
abstract class SocketCommand<S extends SocketSpec<S, T>, T extends ZmqSocket>
    extends ZmqCommand<S, T> {

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

  /** The marks of a socket that sends. */
  final <U extends SocketSpec<U, ?> & SendOptions<U>> U withSendMarks(U spec) {
    return options.sending(spec);
  }

  /** The marks of a socket that receives: in bytes too, for a thousand lines may be very long. */
  final <U extends SocketSpec<U, ?> & ReceiveOptions<U>> U withReceiveMarks(U spec) {
    return options.receiving(spec).receiveHighWaterMarkBytes(MARK_BYTES);
  }

  /** Sends everything. */
  final Function<SendingSocket, Mono<Void>> send(SendingOptions sending) {
    Outgoing outgoing = outgoing(sending);
    return socket -> socket.send(outgoing.messages());
  }

  /** Prints what comes. */
  final Function<ReceivingSocket, Mono<Void>> receive(ReceivingOptions receiving) {
    LineFormat format = format();
    return socket -> LineOutput.print(receiving.bounded(socket.receive()), format, console.out());
  }

  /** Both at once. */
  final <U extends SendingSocket & ReceivingSocket> Function<U, Mono<Void>> sendAndReceive(
      SendingOptions sending, ReceivingOptions receiving) {
    Outgoing outgoing = outgoing(sending);
    Function<ReceivingSocket, Mono<Void>> receive = receive(receiving);
    return socket -> {
      Duplex duplex = new Duplex(outgoing, socket, receive.apply(socket));
      return receiving.isBounded() ? duplex.untilReceived(options.linger) : duplex.untilSent();
    };
  }

  private Outgoing outgoing(SendingOptions sending) {
    return sending.outgoing(console.in(), format(), options.maxMessageSize);
  }

  private LineFormat format() {
    return hex ? LineFormat.HEX : LineFormat.TEXT;
  }
}
