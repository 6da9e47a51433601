package reactor.zmtp.samples.cli;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reactor.core.publisher.Mono;
import reactor.zmtp.DishSocket;
import reactor.zmtp.DishSpec;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.ZmqContext;

/** {@code dish}. */
@Command(
    name = "dish",
    description =
        "Receives the messages of RADIO peers to some groups: the first frame is the group.")
final class DishCommand extends SocketCommand<DishSpec, DishSocket> {

  @Mixin private final ReceivingOptions receiving = new ReceivingOptions();

  @Option(
      names = "--join",
      paramLabel = "GROUP",
      required = true,
      description = "Receive the messages to this group; may be repeated.")
  private List<String> groups = List.of();

  DishCommand(Console console) {
    super(console);
  }

  @Override
  DishSpec socket(ZmqContext zmq) {
    return withReceiveMarks(zmq.dish()).join(groups.toArray(String[]::new));
  }

  @Override
  Function<? super DishSocket, Mono<Void>> work() {
    return socket -> print(receiving, socket.receive().map(GroupMessage::toMessage));
  }
}
