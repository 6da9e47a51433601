package reactor.zmtp.samples.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark runs, if only for a moment. */
class BenchmarksRunTest {

  private static final String IGNORE_LOCK = "jmh.ignoreLock";

  @BeforeEach
  void letOthersMeasure() {
    System.setProperty(IGNORE_LOCK, "true");
  }

  @AfterEach
  void reset() {
    System.clearProperty(IGNORE_LOCK);
  }

  @ParameterizedTest
  @CsvSource({"Encode, 2", "Decode, 2", "Send, 2", "Deliver, 4", "Receive, 2"})
  void itMeasures(String benchmark, int results) throws RunnerException {
    Collection<RunResult> measured =
        new Runner(
                new OptionsBuilder()
                    .include("\\." + benchmark + "\\.")
                    .param("size", "1024")
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(10))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();

    assertThat(measured).hasSize(results);
    assertThat(measured)
        .allSatisfy(each -> assertThat(each.getPrimaryResult().getScore()).isPositive());
  }
}
