package reactor.zmtp.spec;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.test.spec.Level;
import reactor.zmtp.test.spec.ReactorEngine;
import reactor.zmtp.test.spec.SpecResult;
import reactor.zmtp.test.spec.SpecResult.Outcome;
import reactor.zmtp.test.spec.SpecRun;
import reactor.zmtp.test.spec.ZmtpSpec;

/** Every case of the suite against ours. They are run many at once, and then told one by one. */
@Tag("zmtpspec")
class ZmtpSpecTest {

  /** What ours does not do, and why; ZMTPSPEC.md says more. */
  private static final Map<String, String> KNOWN =
      Map.of(
          "GR-04",
          "the padding has the length that a peer of ZMTP 1.0 reads there, as libzmq's has",
          "PS-13",
          "libzmq's SUB says SUBSCRIBE each time but CANCEL once: who counts would never stop",
          "PS-39",
          "the end of the connection ends its subscriptions");

  /** The groups for which transport and mechanism make no difference. */
  private static final List<String> PATTERNS =
      List.of("RR", "RO", "PS", "PP", "PA", "CS", "RD", "SG", "PC");

  private static final SpecRun OURS =
      SpecRun.of(ReactorEngine::new).timeout(Duration.ofSeconds(10)).atOnce(16);

  @TestFactory
  @Timeout(300)
  Stream<DynamicTest> overTcp() {
    return told(OURS, List.of());
  }

  @TestFactory
  @Timeout(300)
  Stream<DynamicTest> overIpc() {
    return told(OURS.transport("ipc"), PATTERNS);
  }

  @TestFactory
  @Timeout(300)
  Stream<DynamicTest> overWebSocket() {
    return told(OURS.transport("ws"), PATTERNS);
  }

  @TestFactory
  @Timeout(300)
  Stream<DynamicTest> underPlain() {
    return told(OURS.mechanism("PLAIN"), PATTERNS);
  }

  @TestFactory
  @Timeout(300)
  Stream<DynamicTest> underCurve() {
    return told(OURS.mechanism("CURVE"), PATTERNS);
  }

  @ParameterizedTest
  @Timeout(300)
  @ValueSource(longs = {1, 2})
  void whateverIsDamagedAnHonestPeerIsServed(long seed) {
    List<SpecResult> failed =
        OURS
            .timeout(Duration.ofMillis(600))
            .atOnce(24)
            .mutated(seed)
            .run(ZmtpSpec.cases(), result -> {})
            .stream()
            .filter(result -> result.outcome() == Outcome.FAILED)
            .toList();

    Assertions.assertEquals(List.of(), failed);
  }

  private static Stream<DynamicTest> told(SpecRun run, List<String> names) {
    return run.run(ZmtpSpec.select(names, Level.IMPL), result -> {}).stream()
        .map(result -> dynamicTest(result.specCase().toString(), () -> tell(result)));
  }

  private static void tell(SpecResult result) {
    Assumptions.assumeTrue(result.outcome() != Outcome.NOT_APPLICABLE, result.sentence());
    Assertions.assertEquals(
        KNOWN.containsKey(result.specCase().id()) ? Outcome.FAILED : Outcome.PASSED,
        result.outcome(),
        () -> result.sentence() + "\n" + String.join("\n", result.transcript()));
  }
}
