package reactor.zmtp.samples.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PeersCommandTest {

  private final StringWriter errors = new StringWriter();

  @Test
  void itWritesTheTableThePlotAndTheFigures(@TempDir Path out) {
    int code =
        run(
            "--only",
            "jeromq",
            "--works",
            "rate",
            "--sizes",
            "8",
            "--rounds",
            "2",
            "--warm-up",
            "0.02",
            "--seconds",
            "0.1",
            "--out",
            out.toString());

    assertThat(code).isZero();
    assertThat(out.resolve("peers.md"))
        .content()
        .containsPattern("PUSH → PULL, 8 B \\| [0-9]")
        .containsPattern("JeroMQ [0-9]");
    assertThat(out.resolve("peers.svg")).content().startsWith("<svg");
    assertThat(out.resolve("peers.csv")).content().hasLineCount(3);
  }

  @Test
  void aContenderThatDoesNotExistIsRefused() {
    assertThat(run("--only", "nanomsg")).isEqualTo(2);
    assertThat(errors.toString()).contains("--only nanomsg: no such contender");
  }

  @Test
  void ioUringIsRefusedWithoutItsLibrary() {
    assertThat(run("--only", "ours-io-uring")).isEqualTo(2);
    assertThat(errors.toString()).contains("--only ours-io-uring: it needs --io-uring");
  }

  @Test
  void aWorkThatDoesNotExistIsRefused() {
    assertThat(run("--works", "throughput")).isEqualTo(2);
    assertThat(errors.toString()).contains("--works throughput: no such work");
  }

  @Test
  void aSizeThatCannotBeCountedIsRefused() {
    assertThat(run("--sizes", "0")).isEqualTo(2);
    assertThat(errors.toString()).contains("--sizes 0");
  }

  private int run(String... args) {
    return new CommandLine(new PeersCommand()).setErr(new PrintWriter(errors, true)).execute(args);
  }
}
