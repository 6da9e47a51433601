package reactor.zmtp.samples.quickstart;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Number of times each word occurs. */
final class WordCount {

  private static final Pattern WORD = Pattern.compile("\\p{L}+(?:'\\p{L}+)*");

  private final Map<String, Long> counts = new HashMap<>();

  static WordCount of(String line) {
    WordCount words = new WordCount();
    words.add(line);
    return words;
  }

  void add(String line) {
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      counts.merge(matcher.group().toLowerCase(Locale.ROOT), 1L, Long::sum);
    }
  }

  /** Adds counts that {@link #toString()} has written. */
  void merge(String text) {
    text.lines()
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              long count = Long.parseLong(line, 0, space, 10);
              counts.merge(line.substring(space + 1), count, Long::sum);
            });
  }

  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  int different() {
    return counts.size();
  }

  /** The most frequent words with their counts, the most frequent first. */
  List<Map.Entry<String, Long>> top(int number) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(number)
        .toList();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WordCount that && counts.equals(that.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }

  /** Each word on a line, after its count. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counts.forEach((word, count) -> text.append(count).append(' ').append(word).append('\n'));
    return text.toString();
  }
}
