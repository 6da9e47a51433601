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
import reactor.zmtp.samples.benchmarks.peer.Security;

class TrialTest {

  /** Nothing is measured that long: what the JVM needs to begin is what counts. */
  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Trial trial =
      new Trial(
          Duration.ofMillis(20), Duration.ofMillis(200), List.of(), java(Library.CROWD), true);

  @ParameterizedTest
  @Tag("full")
  @CsvSource({
    "RATE",
    "ROUND_TRIP",
    "SILENCE",
    "REQ_REP",
    "ROUTER",
    "FAN_OUT",
    "TOPICS",
    "CURVE",
    "COLD_START",
    "CONNECTIONS",
    "SCALE_PUB",
    "SCALE_SOCKETS"
  })
  void jeroMqDoesEveryWorkButHandshakes(Work.Kind kind) throws Exception {
    assertMeasures(java(Library.JEROMQ), work(kind));
  }

  @ParameterizedTest
  @Tag("full")
  @CsvSource({
    "OURS, RATE",
    "OURS, ROUND_TRIP",
    "OURS, SILENCE",
    "OURS, HANDSHAKES",
    "OURS, COLD_START",
    "OURS, CONNECTIONS",
    "OURS, SCALE_PULL",
    "OURS, SCALE_ROUTER",
    "OURS, SCALE_PUB",
    "OURS, SCALE_SOCKETS",
    "OURS_THREAD, RATE",
    "OURS_THREAD, ROUND_TRIP",
    "OURS_THREAD, SILENCE",
    "OURS_BOUNDED, RATE",
    "OURS_WITHOUT_CREDIT, RATE"
  })
  void oursDoEveryWork(Library ours, Work.Kind kind) throws Exception {
    assertMeasures(java(ours), work(kind));
  }

  @ParameterizedTest
  @Tag("full")
  @CsvSource({
    "OURS, IPC, RATE",
    "OURS, WS, RATE",
    "OURS, INPROC, RATE",
    "OURS_COLOCATED, INPROC, RATE",
    "OURS_COLOCATED, INPROC, ROUND_TRIP",
    "JEROMQ, INPROC, RATE",
    "SINKS, INPROC, RATE",
    "SINKS, INPROC, ROUND_TRIP"
  })
  void otherTransportsAreMeasuredAsTcpIs(Library library, Transport transport, Work.Kind kind)
      throws Exception {
    assertMeasures(java(library), new Work(kind, transport, Security.NULL, 64, 0));
  }

  @ParameterizedTest
  @Tag("full")
  @EnumSource(
      value = Security.class,
      names = {"PLAIN", "CURVE", "TLS"})
  void oursShakeHandsUnderEachSecurity(Security security) throws Exception {
    assertMeasures(
        java(Library.OURS), new Work(Work.Kind.HANDSHAKES, Transport.TCP, security, 64, 0));
  }

  @ParameterizedTest
  @Tag("full")
  @CsvSource({
    "NETTY, ROUND_TRIP",
    "NETTY, SILENCE",
    "RSOCKET, RATE",
    "RSOCKET, ROUND_TRIP",
    "RSOCKET_CHANNEL, RATE",
    "RSOCKET_CHANNEL, ROUND_TRIP",
    "REACTOR_NETTY, RATE",
    "REACTOR_NETTY, ROUND_TRIP"
  })
  void othersDoWhatNeedsNoZeroMq(Library library, Work.Kind kind) throws Exception {
    assertMeasures(java(library), work(kind));
  }

  @ParameterizedTest
  @Tag("full")
  @EnumSource(Work.Kind.class)
  void libzmqDoesEveryWork(Work.Kind kind, @TempDir Path programs) throws Exception {
    assertMeasures(libzmq(programs), work(kind));
  }

  @ParameterizedTest
  @Tag("full")
  @CsvSource({"IPC, NULL", "INPROC, NULL", "TCP, PLAIN", "TCP, CURVE"})
  void libzmqDoesSoOverEachTransportAndSecurity(
      Transport transport, Security security, @TempDir Path programs) throws Exception {
    assertMeasures(libzmq(programs), new Work(Work.Kind.ROUND_TRIP, transport, security, 64, 0));
  }

  private static Contender java(Library library) {
    return Contender.inJava(library, library.argument(), QUICK_START);
  }

  private static Contender libzmq(Path programs) throws Exception {
    try {
      return LibzmqProgram.compile(programs);
    } catch (LibzmqProgram.Unavailable e) {
      if ("true".equals(System.getenv("CI"))) {
        throw e;
      }
      return abort(e.getMessage());
    }
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
        .hasMessageContaining("it ended before the other side said \"measuring\"")
        .hasMessageContaining("cannot send");
  }

  private static Work work(Work.Kind kind) {
    return new Work(kind, 64, 2);
  }

  private void assertMeasures(Contender contender, Work work) throws Exception {
    assertThat(contender.does(work)).isTrue();
    assertThat(trial.run(contender, work))
        .containsKey(work.kind().metrics().get(0))
        .allSatisfy((metric, value) -> assertThat(value).isPositive());
  }
}
