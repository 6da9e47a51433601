package reactor.zmtp.samples.cli;

import java.util.List;
import picocli.CommandLine.Option;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.SubscribeOptions;

/** Options of a command that subscribes. */
final class SubscriptionOptions {

  @Option(
      names = {"-s", "--subscribe"},
      paramLabel = "TOPIC",
      description =
          "Receive the messages that begin with this; may be repeated. Otherwise all of them.")
  private List<String> topics = List.of("");

  <S extends SocketSpec<S, ?> & SubscribeOptions<S>> S of(S spec) {
    return spec.subscribe(topics.toArray(String[]::new));
  }
}
