package reactor.zmtp.storm;

/** What users throw where they should not, and what their publishers fail with. */
final class Tantrum {

  private static final String WORDS = "a user's own fault";

  private Tantrum() {}

  /** One time in so many throws something: an exception, an error, an error of linkage. */
  static void perhaps(Dice dice, int oneIn) {
    if (dice.oneIn(oneIn)) {
      switch (dice.below(4)) {
        case 0 -> throw new AssertionError(WORDS);
        case 1 -> throw new NoSuchFieldError(WORDS);
        default -> throw error();
      }
    }
  }

  static RuntimeException error() {
    return new IllegalStateException(WORDS);
  }

  /** Whether that, or what caused it or was thrown beside it, is a user's fault. */
  static boolean is(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (WORDS.equals(each.getMessage())) {
        return true;
      }
      for (Throwable beside : each.getSuppressed()) {
        if (is(beside)) {
          return true;
        }
      }
    }
    return false;
  }
}
