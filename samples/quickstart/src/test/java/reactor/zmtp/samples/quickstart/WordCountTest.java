package reactor.zmtp.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WordCountTest {

  @Test
  void wordsAreRunsOfLettersWhateverTheirCase() {
    WordCount words = WordCount.of("Down, down -- DOWN the well; 4000 miles! Größe größe");

    assertThat(words.top(10))
        .containsExactly(
            Map.entry("down", 3L),
            Map.entry("größe", 2L),
            Map.entry("miles", 1L),
            Map.entry("the", 1L),
            Map.entry("well", 1L));
  }

  @Test
  void anApostropheInsideAWordBelongsToIt() {
    assertThat(WordCount.of("\"'Dinah'll' miss me,'\"").top(10))
        .extracting(Map.Entry::getKey)
        .containsExactly("dinah'll", "me", "miss");
  }

  @Test
  void countsSurviveTheWayThroughAMessage() {
    WordCount merged = WordCount.of("a b");

    merged.merge(WordCount.of("b c b").toString());

    assertThat(merged).isEqualTo(WordCount.of("a b b b c"));
    assertThat(merged.total()).isEqualTo(5);
    assertThat(merged.different()).isEqualTo(3);
  }

  @Test
  void aLineWithoutWordsCountsNothing() {
    WordCount merged = new WordCount();

    merged.merge(WordCount.of(" -- 12").toString());

    assertThat(merged.total()).isZero();
  }
}
