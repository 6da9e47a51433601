package reactor.zmtp.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import org.junit.jupiter.api.Test;

class PairTest {

  private static final String ANY = "tcp://127.0.0.1:*";

  @Test
  void messagesGoBothWays() {
    CliRun one = CliRun.startWith("a\nb\nc\n", "pair", "-b", ANY, "-n", "2");
    CliRun other = CliRun.startWith("x\ny\n", "pair", "-c", one.bound(), "-n", "3");

    assertThat(one.done().out()).containsExactly("x", "y");
    assertThat(other.done().out()).containsExactly("a", "b", "c");
  }

  @Test
  void withoutACountItEndsWhenItsInputIsSent() {
    CliRun receiver = CliRun.start("pair", "-b", ANY, "-n", "1");
    CliRun.startWith("a\n", "pair", "-c", receiver.bound()).done();

    assertThat(receiver.done().out()).containsExactly("a");
  }

  @Test
  void withAnEmptyInputItReceives() {
    CliRun receiver = CliRun.start("pair", "-b", ANY, "-t", "15s");
    CliRun.startWith("a\n", "pair", "-c", receiver.bound()).done();

    assertThat(receiver.nextOut()).isEqualTo("a");
    assertThat(receiver.isRunning()).isTrue();
  }

  @Test
  void anInputThatGoesOnDoesNotKeepItAfterTheCount() throws IOException {
    try (PipedOutputStream open = new PipedOutputStream()) {
      CliRun receiver = CliRun.startWith(new PipedInputStream(open), "pair", "-b", ANY, "-n", "1");
      CliRun.start("pair", "-c", receiver.bound(), "-m", "a").done();

      assertThat(receiver.done().out()).containsExactly("a");
    }
  }
}
