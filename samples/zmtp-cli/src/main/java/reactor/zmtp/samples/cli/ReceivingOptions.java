package reactor.zmtp.samples.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import reactor.core.publisher.Flux;
import reactor.zmtp.ZmqMessage;

/** Options of a command that receives. */
final class ReceivingOptions {

  @Option(
      names = {"-n", "--count"},
      paramLabel = "COUNT",
      converter = Positive.class,
      description = "End after so many received messages. Otherwise go on for ever.")
  private @Nullable Long count;

  boolean isBounded() {
    return count != null;
  }

  /** So many of the messages, requesting no more of them. */
  Flux<ZmqMessage> bounded(Flux<ZmqMessage> messages) {
    return count == null ? messages : messages.take(count);
  }

  /** A number of messages. */
  static final class Positive implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (!text.matches("0*[1-9]\\d{0,17}")) {
        throw new TypeConversionException("'" + text + "' is no number of messages, 1 or more");
      }
      return Long.valueOf(text);
    }
  }
}
