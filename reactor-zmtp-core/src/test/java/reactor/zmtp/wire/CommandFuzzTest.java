package reactor.zmtp.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.fuzz.Allocation;
import reactor.zmtp.fuzz.Check;
import reactor.zmtp.fuzz.Input;

/**
 * Any bytes as a command, and its body as whatever a command may have: metadata, a PING's, a
 * reason. What was read is written and read again.
 */
class CommandFuzzTest {

  private static final List<String> NAMES =
      List.of(
          "READY",
          "ERROR",
          "PING",
          "PONG",
          "SUBSCRIBE",
          "CANCEL",
          "JOIN",
          "LEAVE",
          "HELLO",
          "WELCOME",
          "INITIATE",
          "MESSAGE");

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] bytes) {
    Input input = new Input(bytes);
    int form = input.next(2);
    Command command =
        form == 0 ? decode(input.rest()) : Command.of(NAMES.get(input.next(12)), input.rest());
    if (command == null) {
      return;
    }
    Command again = decode(payload(command));
    Check.that(command.equals(again), "a command comes back");
    Check.that(!command.toString().isEmpty(), "it has a text");
    ping(command);
    reason(command);
    long before = Allocation.soFar();
    Metadata metadata = decodeMetadata(command.body());
    long allocated = Allocation.soFar() - before;
    Allocation.check(
        command.body().length,
        32_768,
        512,
        allocated,
        () -> {
          long start = Allocation.soFar();
          decodeMetadata(command.body());
          return Allocation.soFar() - start;
        });
    if (metadata != null) {
      again(metadata, command.body().length);
    }
  }

  private static @Nullable Command decode(byte[] payload) {
    try {
      return Command.decode(Unpooled.wrappedBuffer(payload));
    } catch (ProtocolException malformed) {
      return null;
    }
  }

  private static byte[] payload(Command command) {
    byte[] frame = Hex.written(command);
    int payload = 1 + command.name().length() + command.body().length;
    return Arrays.copyOfRange(frame, frame.length - payload, frame.length);
  }

  private static void ping(Command command) {
    Ping ping;
    try {
      ping = Ping.decode(command);
    } catch (ProtocolException malformed) {
      Check.that(command.body().length < 2, "a PING is refused only without a time to live");
      return;
    }
    Ping again = Ping.decode(Command.ping(ping.ttlDeciseconds(), ping.context()));
    Check.that(
        again.ttlDeciseconds() == ping.ttlDeciseconds()
            && Arrays.equals(again.context(), ping.context())
            && Arrays.equals(ping.pong().body(), ping.context()),
        "a PING comes back");
  }

  private static void reason(Command command) {
    String reason;
    try {
      reason = ErrorReason.decode(command);
    } catch (ProtocolException malformed) {
      return;
    }
    Check.that(reason.chars().allMatch(c -> c >= ' ' && c <= '~'), "a reason can be logged");
    Check.that(
        ErrorReason.decode(Command.error(reason)).equals(reason.replace(' ', '_')),
        "a reason comes back");
  }

  private static void again(Metadata metadata, int length) {
    byte[] written = metadata.toByteArray();
    Check.that(written.length <= length, "it is not longer than it was");
    Check.that(metadata.equals(decodeMetadata(written)), "metadata comes back");
    for (String name : metadata.names()) {
      Check.that(metadata.get(name) != null && metadata.text(name) != null, "each has a value");
    }
  }

  private static @Nullable Metadata decodeMetadata(byte[] body) {
    try {
      return Metadata.decode(body, 0);
    } catch (ProtocolException invalid) {
      return null;
    }
  }
}
