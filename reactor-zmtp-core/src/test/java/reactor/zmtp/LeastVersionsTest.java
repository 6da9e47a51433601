package reactor.zmtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeastVersionsTest {

  @ParameterizedTest
  @CsvSource({
    "4.2.0.Final, false",
    "4.2.18.Final, false",
    "4.10.0.Final, false",
    "5.0.0.Alpha5, false",
    "4.2.0-SNAPSHOT, false",
    "4.1.128.Final, true",
    "4.1.999.Final, true",
    "3.10.6.Final, true",
    "4.2, false",
    "unspecified, false",
    "'', false",
    "99999999999999999999.0.0, false"
  })
  void versionsAreComparedByTheirNumbers(String version, boolean older) {
    assertThat(LeastVersions.isOlder(version, "4.2.0")).isEqualTo(older);
  }
}
