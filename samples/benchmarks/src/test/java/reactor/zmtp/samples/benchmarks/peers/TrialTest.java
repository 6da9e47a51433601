package reactor.zmtp.samples.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.zmtp.samples.benchmarks.peer.Library;

class TrialTest {

  private final Trial trial = new Trial(Duration.ofMillis(20), Duration.ofMillis(200), List.of());

  @ParameterizedTest
  @Tag("full")
  @EnumSource(Work.Kind.class)
  void jeroMqDoesEveryWork(Work.Kind kind) throws Exception {
    Contender jeroMq = Contender.inJava(Library.JEROMQ, "JeroMQ", List.of());

    assertMeasures(jeroMq, kind);
  }

  @ParameterizedTest
  @Tag("full")
  @CsvSource({
    "OURS, RATE", "OURS, ROUND_TRIP", "OURS, SILENCE",
    "OURS_THREAD, RATE", "OURS_THREAD, ROUND_TRIP", "OURS_THREAD, SILENCE",
    "OURS_BOUNDED, RATE", "OURS_WITHOUT_CREDIT, RATE"
  })
  void oursDoEveryWork(Library ours, Work.Kind kind) throws Exception {
    assertMeasures(Contender.inJava(ours, "ours", List.of()), kind);
  }

  @ParameterizedTest
  @Tag("full")
  @EnumSource(
      value = Work.Kind.class,
      names = {"ROUND_TRIP", "SILENCE"})
  void nettyDoesWhatNeedsNoZeroMq(Work.Kind kind) throws Exception {
    assertMeasures(Contender.inJava(Library.NETTY, "Netty", List.of()), kind);
  }

  @ParameterizedTest
  @Tag("full")
  @EnumSource(Work.Kind.class)
  void libzmqDoesEveryWork(Work.Kind kind, @TempDir Path programs) throws Exception {
    Contender libzmq;
    try {
      libzmq = LibzmqProgram.compile(programs);
    } catch (LibzmqProgram.Unavailable e) {
      if ("true".equals(System.getenv("CI"))) {
        throw e;
      }
      abort(e.getMessage());
      return;
    }

    assertMeasures(libzmq, kind);
  }

  @Test
  void aProgramThatFailsIsToldWithWhatItSaid() {
    Contender broken =
        new Contender("broken", "", List.of("sh", "-c", "echo no such thing >&2; exit 1"));

    assertThatThrownBy(() -> trial.run(broken, new Work(Work.Kind.RATE, 8, 0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it ended before it said \"endpoint\"")
        .hasMessageContaining("no such thing");
  }

  @Test
  void aSenderThatFailsEndsTheTrialAtOnce() {
    String script =
        "case $0 in receive) echo endpoint nowhere; exec sleep 60;; *) echo cannot send >&2;; esac";
    Contender broken = new Contender("broken", "", List.of("sh", "-c", script));

    assertThatThrownBy(() -> trial.run(broken, new Work(Work.Kind.RATE, 8, 0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it ended before the other side said \"result\"")
        .hasMessageContaining("cannot send");
  }

  private void assertMeasures(Contender contender, Work.Kind kind) throws Exception {
    assertThat(trial.run(contender, new Work(kind, 64, 2)))
        .containsOnlyKeys(kind.metrics())
        .allSatisfy((metric, value) -> assertThat(value).isPositive());
  }
}
