package reactor.zmtp.samples.cli;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.ZmqMessage;

/** Options of a command that sends: lines of standard input, or messages out of its arguments. */
final class SendingOptions {

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description =
          "Send this instead of standard input's lines; may be repeated. As there, TAB separates"
              + " frames.")
  private List<String> texts = List.of();

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "DURATION",
      converter = Durations.Any.class,
      description = "Wait so long between messages.")
  private @Nullable Duration interval;

  /**
   * What is to be sent.
   *
   * @throws IllegalArgumentException if a message of the arguments is not in that format
   */
  Outgoing outgoing(InputStream in, LineFormat format, long maxLength) {
    if (texts.isEmpty()) {
      LineInput input = new LineInput(in, format, maxLength);
      return new Outgoing(paced(input.messages()), input::endWhenIdle);
    }
    return new Outgoing(paced(arguments(format)), () -> {});
  }

  /**
   * What is to be answered: the messages of the arguments again and again.
   *
   * @throws IllegalArgumentException if one of them is not in that format
   */
  Flux<ZmqMessage> answers(InputStream in, LineFormat format, long maxLength) {
    return texts.isEmpty()
        ? outgoing(in, format, maxLength).messages()
        : paced(arguments(format).repeat());
  }

  private Flux<ZmqMessage> arguments(LineFormat format) {
    return Flux.fromIterable(texts.stream().map(text -> format.parse(bytes(text))).toList());
  }

  private static byte[] bytes(String text) {
    if (text.indexOf('\uFFFD') >= 0) { // what Java makes of argument bytes it cannot decode
      throw new IllegalArgumentException(
          "--message has characters that this locale does not; set LC_ALL=C.UTF-8, or use standard"
              + " input");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Flux<ZmqMessage> paced(Flux<ZmqMessage> messages) {
    if (interval == null || interval.isZero()) {
      return messages;
    }
    Mono<Long> pause = Mono.delay(interval);
    return messages
        .index()
        .concatMap(
            next -> next.getT1() == 0 ? Mono.just(next.getT2()) : pause.thenReturn(next.getT2()),
            1);
  }
}
