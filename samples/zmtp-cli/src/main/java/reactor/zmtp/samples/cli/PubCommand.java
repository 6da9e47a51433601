package reactor.zmtp.samples.cli;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PubSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** {@code pub}. */
@Command(
    name = "pub",
    description = {
      "Sends messages to the SUB and XSUB peers that have subscribed to them.",
      "What is sent before a subscription is there is lost: see --await."
    })
final class PubCommand extends SocketCommand<PubSpec, PubSocket> {

  @Mixin private final SendingOptions sending = new SendingOptions();

  @Option(
      names = "--await",
      paramLabel = "TOPIC",
      description = "Send nothing before there is a subscriber to this topic; may be repeated.")
  private List<String> awaited = List.of();

  PubCommand(Console console) {
    super(console);
  }

  @Override
  PubSpec socket(ZmqContext zmq) {
    return withSendMarks(zmq.pub());
  }

  @Override
  Function<? super PubSocket, Mono<Void>> work() {
    Flux<ZmqMessage> messages = outgoing(sending).messages();
    return socket ->
        Flux.fromIterable(awaited)
            .concatMap(topic -> socket.awaitSubscribers(topic, 1))
            .then(socket.send(messages));
  }
}
