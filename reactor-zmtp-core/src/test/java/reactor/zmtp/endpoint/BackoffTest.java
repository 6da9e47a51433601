package reactor.zmtp.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BackoffTest {

  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
  private static final long LONGEST = Long.MAX_VALUE / 1_000_000;

  /** No jitter: the longest delay there may be. */
  private static final RandomGenerator LONGEST_DELAY =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new AssertionError("a delay is drawn between bounds");
        }

        @Override
        public long nextLong(long origin, long bound) {
          assertThat(origin).isPositive().isLessThan(bound);
          return bound - 1;
        }
      };

  private static Backoff of(long intervalMillis, long maxMillis) {
    return new Backoff(
        Duration.ofMillis(intervalMillis), Duration.ofMillis(maxMillis), LONGEST_DELAY);
  }

  private static List<Long> delays(Backoff backoff, int count) {
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      delays.add(backoff.nextDelay().toMillis());
    }
    return delays;
  }

  @Test
  void theDelayDoublesUpToTheMaximum() {
    assertThat(delays(of(100, 1000), 6)).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
  }

  @Test
  void aMaximumThatIsAPowerIsReachedExactly() {
    assertThat(delays(of(100, 400), 4)).containsExactly(100L, 200L, 400L, 400L);
  }

  @Test
  void itBeginsAnewAfterASuccess() {
    Backoff backoff = of(100, 1000);
    delays(backoff, 5);
    backoff.reset();

    assertThat(delays(backoff, 2)).containsExactly(100L, 200L);
  }

  private static Stream<Arguments> maximaThatDoNotCount() {
    return Stream.of(
        arguments(Duration.ZERO),
        arguments(Duration.ofMillis(-1)),
        arguments(FOREVER.negated()),
        arguments(Duration.ofMillis(99)),
        arguments(Duration.ofMillis(100)));
  }

  @ParameterizedTest
  @MethodSource("maximaThatDoNotCount")
  void withoutAMaximumAboveTheIntervalTheDelayStays(Duration max) {
    Backoff backoff = new Backoff(Duration.ofMillis(100), max, LONGEST_DELAY);

    assertThat(delays(backoff, 3)).containsExactly(100L, 100L, 100L);
  }

  @Test
  void theDelayIsDrawnFromItsUpperHalf() {
    Backoff backoff = new Backoff(Duration.ofMillis(9), Duration.ZERO, new SplittableRandom(42));
    Set<Long> seen = new HashSet<>(delays(backoff, 1000));

    assertThat(seen).containsExactlyInAnyOrder(5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void thousandPeersDoNotComeBackAtOnce() {
    int[] arrivals = new int[10];
    for (int peer = 0; peer < 1000; peer++) {
      Backoff backoff =
          new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(30), new SplittableRandom(peer));
      arrivals[(int) Math.min(9, (backoff.nextDelay().toMillis() - 1000) / 100)]++;
    }

    for (int count : arrivals) {
      assertThat(count).isBetween(50, 150);
    }
  }

  @Test
  void anIntervalOfZeroIsAtOnceAndThenAMillisecond() {
    Backoff backoff = of(0, 10_000);

    assertThat(backoff.mayRetry()).isTrue();
    assertThat(delays(backoff, 5)).containsExactly(0L, 1L, 1L, 1L, 1L);
    backoff.reset();
    assertThat(delays(backoff, 2)).containsExactly(0L, 1L);
  }

  @Test
  void aFractionOfAMillisecondIsNotNothing() {
    Backoff backoff = new Backoff(Duration.ofNanos(1), Duration.ZERO, LONGEST_DELAY);

    assertThat(delays(backoff, 2)).containsExactly(1L, 1L);
  }

  private static Stream<Arguments> negatives() {
    return Stream.of(
        arguments(Duration.ofMillis(-1)),
        arguments(Duration.ofNanos(-1)),
        arguments(Duration.ofSeconds(Long.MIN_VALUE)));
  }

  @ParameterizedTest
  @MethodSource("negatives")
  void aNegativeIntervalIsNever(Duration interval) {
    Backoff backoff = new Backoff(interval, Duration.ofSeconds(10), LONGEST_DELAY);

    assertThat(backoff.mayRetry()).isFalse();
    assertThatThrownBy(backoff::nextDelay).isInstanceOf(IllegalStateException.class);
    backoff.reset();
    assertThat(backoff.mayRetry()).isFalse();
  }

  @Test
  void doublingDoesNotOverflow() {
    Backoff backoff = new Backoff(Duration.ofMillis(1), FOREVER, LONGEST_DELAY);
    List<Long> delays = delays(backoff, 200);

    assertThat(delays).isSorted().allMatch(delay -> delay > 0);
    assertThat(delays.get(199)).isEqualTo(LONGEST);
  }

  @Test
  void theLongestIntervalIsWhatASchedulerCanCount() {
    Backoff backoff = new Backoff(FOREVER, FOREVER, LONGEST_DELAY);

    assertThat(delays(backoff, 3)).containsExactly(LONGEST, LONGEST, LONGEST);
    assertThat(backoff.nextDelay().toNanos()).isPositive();
  }
}
