package reactor.zmtp.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {

  private final Tally tally = new Tally(new Demand());

  @Test
  void itIsOverWhenTheLastLineIsCounted() {
    assertThat(tally.add(Tally.counted("one", WordCount.of("a b")))).isFalse();
    assertThat(tally.add(Tally.end(2))).isFalse();
    assertThat(tally.add(Tally.counted("two", WordCount.of("b")))).isTrue();

    assertThat(tally.words()).isEqualTo(WordCount.of("a b b"));
    assertThat(tally.linesByWorker()).isEqualTo(Map.of("one", 1L, "two", 1L));
  }

  @Test
  void itIsOverWhenTheEndIsTheLastToCome() {
    assertThat(tally.add(Tally.counted("one", WordCount.of("")))).isFalse();
    assertThat(tally.add(Tally.end(1))).isTrue();
  }

  @Test
  void aTextWithoutLinesIsOverAtOnce() {
    assertThat(tally.add(Tally.end(0))).isTrue();
  }
}
