package reactor.zmtp.samples.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;
import reactor.zmtp.ZmqMessage;

/** How much a command that receives receives. */
final class ReceivingOptions {

  private @Nullable Long count;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "COUNT",
      description = "End after so many received messages. Otherwise go on for ever.")
  void setCount(long count) {
    if (count < 1) {
      throw new IllegalArgumentException("--count must be 1 or more, not " + count);
    }
    this.count = count;
  }

  boolean isBounded() {
    return count != null;
  }

  /** So many of the messages, requesting no more of them. */
  Flux<ZmqMessage> bounded(Flux<ZmqMessage> messages) {
    return count == null ? messages : messages.take(count);
  }
}
