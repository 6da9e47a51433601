package reactor.zmtp.samples.stream;

import reactor.core.publisher.Flux;

/** Trades of a day, the same each time: one in two milliseconds, out of order, and some late. */
final class Trades {

  private static final String[] SYMBOLS = {"AAPL", "ACME", "AMZN", "GOOG", "MSFT", "NVDA", "TSLA"};
  private static final long FIRST = 1_700_000_000_000L;
  private static final int LATE = 3_000;

  private Trades() {}

  static Flux<String> lines(int count) {
    return Flux.range(0, count).map(i -> number(i).toString());
  }

  static Trade number(long i) {
    int noise = (int) ((i * 0x9E3779B97F4A7C15L) >>> 40);
    long delay = i % 1000 == 999 ? LATE : noise % EventTime.DISORDER;
    return new Trade(
        SYMBOLS[noise % SYMBOLS.length], FIRST + 2 * i - delay, 1 + (noise / SYMBOLS.length) % 100);
  }

  /** Writes the file that ships. */
  public static void main(String[] args) {
    lines(10_000).subscribe(System.out::println);
  }
}
