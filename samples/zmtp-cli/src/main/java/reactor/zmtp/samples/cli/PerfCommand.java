package reactor.zmtp.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/**
 * A measurement with the arguments, and in the end the output, of libzmq's program of that name.
 */
abstract class PerfCommand<S extends SocketSpec<S, T>, T extends ZmqSocket>
    extends SingleSocketCommand<S, T> {

  @Parameters(index = "0", paramLabel = "ENDPOINT", description = "Such as tcp://127.0.0.1:5555.")
  String endpoint = "";

  @Parameters(index = "1", paramLabel = "SIZE", description = "Bytes of a message.")
  private int size;

  @Parameters(index = "2", paramLabel = "COUNT", description = "Messages, or round trips.")
  private int count;

  PerfCommand(Console console) {
    super(console);
  }

  final int size() {
    if (size < 0) {
      throw new IllegalArgumentException("the message size must be 0 or more, not " + size);
    }
    return size;
  }

  final int count() {
    if (count < 1) {
      throw new IllegalArgumentException("the count must be 1 or more, not " + count);
    }
    return count;
  }

  /** A message of the size asked for. */
  final ZmqMessage message() {
    return ZmqMessage.wrap(new byte[size()]);
  }

  static void check(ZmqMessage message, int size) {
    if (message.size() != 1 || message.length(0) != size) {
      throw new ZmqException(
          "message of incorrect size received: " + message + " instead of " + size + " bytes");
    }
  }

  /** Prints the lines, away from the event loop. */
  final Mono<Void> report(String format, Object... values) {
    String lines = String.format(Locale.ROOT, format, values);
    return Mono.<Void>fromRunnable(() -> new PrintStream(console.out(), true, UTF_8).print(lines))
        .subscribeOn(Schedulers.boundedElastic());
  }
}
