package reactor.zmtp.storm;

import java.util.List;
import java.util.Random;

/**
 * What one actor decides at random: the same for the same seed, however threads interleave, because
 * no two actors share their dice.
 */
final class Dice {

  private final long seed;
  private final Random random;

  Dice(long seed) {
    this.seed = seed;
    this.random = new Random(mixed(seed));
  }

  /** Neighbouring seeds would begin alike. */
  private static long mixed(long seed) {
    long mixed = (seed ^ (seed >>> 32)) * 0x9E3779B97F4A7C15L;
    return (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
  }

  /** The dice of somebody else. */
  Dice of(String actor) {
    return new Dice(seed * 31 + actor.hashCode());
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** From the first to the last, both included. */
  int between(int first, int last) {
    return first + random.nextInt(last - first + 1);
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  final <T> T one(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
