package reactor.zmtp.samples.cli;

import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ReqSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** {@code req}. */
@Command(
    name = "req",
    description = {
      "Asks REP and ROUTER peers, one request after the other, and prints the replies.",
      "Ends when the last reply is there, or after --count replies."
    })
final class ReqCommand extends SocketCommand<ReqSpec, ReqSocket> {

  @Mixin private final SendingOptions sending = new SendingOptions();
  @Mixin private final ReceivingOptions receiving = new ReceivingOptions();

  ReqCommand(Console console) {
    super(console);
  }

  @Override
  ReqSpec socket(ZmqContext zmq) {
    return withIdentity(withSendMarks(zmq.req()));
  }

  @Override
  Function<? super ReqSocket, Mono<Void>> work() {
    Flux<ZmqMessage> requests = outgoing(sending).messages();
    return socket -> print(receiving, socket.request(requests, 1));
  }
}
