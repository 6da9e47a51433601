package reactor.zmtp.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerfTest {

  private static final String ANY = "tcp://127.0.0.1:*";

  @Test
  void throughputIsReportedAsLibzmqDoes() {
    CliRun local = CliRun.start("local-thr", ANY, "8", "100000");
    CliRun remote = CliRun.start("remote-thr", local.bound(), "8", "100000").done();

    assertThat(String.join("\n", local.done().out()))
        .matches(
            """
            message size: 8 \\[B]
            message count: 100000
            mean throughput: \\d+ \\[msg/s]
            mean throughput: \\d+\\.\\d{3} \\[Mb/s]""");
    assertThat(remote.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1000"})
  void latencyIsReportedAsLibzmqDoes(String count) {
    CliRun local = CliRun.start("local-lat", ANY, "64", count);
    CliRun remote = CliRun.start("remote-lat", local.bound(), "64", count).done();

    assertThat(String.join("\n", remote.out()))
        .matches(
            "message size: 64 \\[B]\n"
                + "roundtrip count: "
                + count
                + "\naverage latency: \\d+\\.\\d{3} \\[us]");
    assertThat(local.done().out()).isEmpty();
  }

  @Test
  void aMessageOfAnotherSizeIsAFailure() {
    CliRun local = CliRun.start("local-thr", ANY, "8", "2");
    CliRun.start("remote-thr", local.bound(), "9", "1").done();

    assertThat(local.code()).isEqualTo(1);
    assertThat(local.err()).last().asString().contains("message of incorrect size received");
  }
}
