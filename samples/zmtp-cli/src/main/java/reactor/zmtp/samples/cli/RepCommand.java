package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RepSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** {@code rep}. */
@Command(
    name = "rep",
    description = {
      "Prints requests of REQ and DEALER peers and answers each: with the next line of standard"
          + " input, with --message (several: in turn, again and again), or with --echo.",
      "Ends after --count requests, or when standard input does."
    })
final class RepCommand extends SocketCommand<RepSpec, RepSocket> {

  @Mixin private final SendingOptions sending = new SendingOptions();
  @Mixin private final ReceivingOptions receiving = new ReceivingOptions();

  @Option(names = "--echo", description = "Answer with the request.")
  private boolean echo;

  RepCommand(Console console) {
    super(console);
  }

  @Override
  RepSpec socket(ZmqContext zmq) {
    return withReceiveMarks(withSendMarks(zmq.rep()));
  }

  @Override
  Function<? super RepSocket, Mono<Void>> work() {
    Flux<ZmqMessage> messages = answers(sending);
    return socket -> {
      Answers answers = new Answers();
      Flux<ZmqMessage> requests = echo ? answers.echoed() : answers.answered(messages);
      return Mono.firstWithSignal(print(receiving, requests), socket.reply(answers::to, 1));
    };
  }
}
