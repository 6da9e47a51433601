package reactor.zmtp.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PushPullTest {

  private static final String ANY = "tcp://127.0.0.1:*";

  @Test
  void linesOfStandardInputArriveAsLinesOfStandardOutput() {
    CliRun pull = CliRun.start("pull", "-b", ANY, "-n", "3");
    CliRun.startWith("a\n\nc\td\n", "push", "-c", pull.bound()).done();

    assertThat(pull.done().out()).containsExactly("a", "", "c\td");
  }

  @Test
  void thePusherMayBeTheOneThatBinds() {
    CliRun push = CliRun.startWith("a\nb", "push", "--bind", ANY);
    CliRun pull = CliRun.start("pull", "--connect", push.bound(), "--count", "2");

    assertThat(pull.done().out()).containsExactly("a", "b");
    push.done();
  }

  @Test
  void thePullerMayComeLater() {
    CliRun early = CliRun.start("pull", "-b", ANY, "-n", "1");
    String endpoint = early.bound();
    CliRun.start("push", "-c", endpoint, "-m", "first").done();
    early.done();

    CliRun push = CliRun.start("push", "-v", "-c", endpoint, "-m", "second");
    push.awaitErr("connect retried");
    CliRun late = CliRun.start("pull", "-b", endpoint, "-n", "1");

    assertThat(late.done().out()).containsExactly("second");
    push.done();
  }

  @Test
  void messagesMayBeArguments() {
    CliRun pull = CliRun.start("pull", "-b", ANY, "-n", "3");
    CliRun.startWith("ignored\n", "push", "-c", pull.bound(), "-m", "a", "-m", "", "-m", "b\tc")
        .done();

    assertThat(pull.done().out()).containsExactly("a", "", "b\tc");
  }

  @Test
  void hexadecimalKeepsEmptyAndBinaryFrames() {
    CliRun pull = CliRun.start("pull", "-b", ANY, "-n", "3", "--hex");
    CliRun.startWith("\n\t00ff0a09\t\nDEAD\n", "push", "--hex", "-c", pull.bound()).done();

    assertThat(pull.done().out()).containsExactly("", "\t00ff0a09\t", "dead");
  }

  @Test
  void noMoreAreReceivedThanCounted() {
    CliRun push = CliRun.startWith("a\nb\nc\nd\n", "push", "-b", ANY, "-i", "1ms");
    String endpoint = push.bound();

    assertThat(CliRun.start("pull", "-c", endpoint, "-n", "1").done().out()).containsExactly("a");
  }

  @Test
  void aMessageIsPrintedAtOnce() throws IOException {
    CliRun pull = CliRun.start("pull", "-b", ANY, "-n", "2");
    try (PipedOutputStream input = new PipedOutputStream();
        PrintStream lines = new PrintStream(input, true)) {
      CliRun push = CliRun.startWith(new PipedInputStream(input), "push", "-c", pull.bound());

      lines.println("a");
      assertThat(pull.nextOut()).isEqualTo("a");
      assertThat(push.isRunning()).isTrue();
      lines.println("b");
      assertThat(pull.nextOut()).isEqualTo("b");
    }
    pull.done();
  }

  @Test
  void anIntervalSeparatesMessages() {
    CliRun pull = CliRun.start("pull", "-b", ANY, "-n", "4");
    String endpoint = pull.bound();
    long start = System.nanoTime();
    CliRun.start("push", "-c", endpoint, "-i", "50ms", "-m", "a", "-m", "b", "-m", "c", "-m", "d")
        .done();

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(150_000_000);
    assertThat(pull.done().out()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void severalEndpointsMayBeBoundAndConnected() {
    CliRun pull = CliRun.start("pull", "-b", ANY, "-b", ANY, "-n", "2");
    CliRun.start("push", "-c", pull.bound(), "-m", "a").done();
    CliRun.start("push", "-c", pull.bound(), "-m", "b").done();

    assertThat(pull.done().out()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void manyLinesArriveInOrder() {
    List<String> lines = IntStream.range(0, 200_000).mapToObj(i -> "line " + i).toList();
    CliRun pull = CliRun.start("pull", "-b", ANY, "-n", "200000");
    CliRun.startWith(String.join("\n", lines), "push", "-c", pull.bound()).done();

    assertThat(pull.done().out()).isEqualTo(lines);
  }

  @Test
  void anEmptyInputIsSentAtOnce() {
    assertThat(CliRun.start("push", "-b", ANY).done().err()).hasSize(1);
  }

  @Test
  void allOptionsAreTakenByEveryCommand() {
    String[] options = {
      "--sndhwm",
      "10",
      "--rcvhwm",
      "10",
      "--linger",
      "-1",
      "--identity",
      "me",
      "--max-message-size",
      "1k",
      "--ipv6",
      "--heartbeat",
      "1s",
      "--reconnect-interval",
      "50ms",
      "-v",
      "-t",
      "15s"
    };
    CliRun pull = CliRun.start(with(options, "pull", "-b", ANY, "-n", "1"));
    CliRun push = CliRun.start(with(options, "push", "-c", pull.bound(), "-m", "a")).done();

    assertThat(pull.done().out()).containsExactly("a");
    assertThat(push.err()).anyMatch(line -> line.startsWith("handshake succeeded "));
  }

  private static String[] with(String[] options, String... command) {
    return Stream.of(command, options).flatMap(Stream::of).toArray(String[]::new);
  }
}
