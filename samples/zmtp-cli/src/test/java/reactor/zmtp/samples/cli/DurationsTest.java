package reactor.zmtp.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "250us,250000",
    "500ms,500000000",
    "5s,5000000000",
    "1.5s,1500000000",
    "0,0",
    "0ms,0"
  })
  void aNumberAndItsUnitAreADuration(String text, long nanos) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofNanos(nanos));
  }

  @ParameterizedTest
  @CsvSource({"2m,120", "1h,3600"})
  void minutesAndHoursAreUnderstood(String text, long seconds) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-5s", "5 s", "5sec", "1e3s", ".5s", "99999999999h"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(TypeConversionException.class);
  }

  @Test
  void aTimeoutOfNothingIsRefused() {
    assertThatThrownBy(() -> new Durations.Positive().convert("0s"))
        .hasMessageContaining("more than 0");
  }

  @Test
  void minusOneIsNegativeWhereItMeansSomething() {
    assertThat(new Durations.OrMinusOne().convert("-1")).isNegative();
    assertThatThrownBy(() -> new Durations.Any().convert("-1"))
        .isInstanceOf(TypeConversionException.class);
  }
}
