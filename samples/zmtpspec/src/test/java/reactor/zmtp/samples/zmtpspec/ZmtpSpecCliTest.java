package reactor.zmtp.samples.zmtpspec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ZmqContext;

class ZmtpSpecCliTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int code;

  @Test
  void casesAreListedWithLevelClaimAndReference() {
    assertThat(run("list", "FR-01"))
        .contains("FR-01  MUST    A frame of no octets is an empty message (RFC 37 Framing)");
    assertThat(code).isZero();
  }

  @Test
  void aCaseThatPassesLeavesTheExitCodeZero() {
    assertThat(run("run", "FR-01")).contains("pass  FR-01", "1 passed, 0 failed");
    assertThat(code).isZero();
  }

  @Test
  void aCaseThatFailsShowsWhatWasRightWhatCameAndTheOctets() {
    assertThat(run("run", "PS-13", "--timeout", "500"))
        .contains("FAIL  PS-13", "right: a message", "peer 1 --> engine", "53 55 42 53");
    assertThat(code).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"junit", "json", "html"})
  void reportsHaveOtherForms(String form) {
    assertThat(run("run", "FR-01", "--report", form)).contains("FR-01").doesNotContain("pass  ");
  }

  @Test
  void aSocketThatNobodySteersIsJudgedByTheWireAlone() {
    try (Bound bound = new Bound()) {
      String report = run("--socket", "pull", "--connect", bound.pull.address(), "HB-01", "FR-01");

      assertThat(report).contains("pass  HB-01", "n/a   FR-01", "without an adapter");
    }
  }

  @Test
  void aNameThatNothingHasIsWrongUsage() {
    run("run", "XX-01");

    assertThat(code).isEqualTo(2);
  }

  private String run(String... args) {
    bytes.reset();
    code = ZmtpSpecCli.run(new PrintStream(bytes, true, UTF_8), args);
    return bytes.toString(UTF_8);
  }

  private static final class Bound implements AutoCloseable {
    private final ZmqContext zmq = ZmqContext.create();
    private final PullSocket pull = zmq.pull().bind("tcp://127.0.0.1:*").openNow();

    @Override
    public void close() {
      zmq.disposeLater().block();
    }
  }
}
