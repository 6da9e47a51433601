package reactor.zmtp.samples.flink;

import reactor.zmtp.ZmqMessage;

/**
 * A trade, as text {@code ACME,1700000000123,40}.
 *
 * @param symbol what was traded
 * @param time when, in milliseconds since 1970
 * @param quantity how many
 */
public record Trade(String symbol, long time, int quantity) {

  private static final String[] SYMBOLS = {"AAPL", "ACME", "AMZN", "GOOG", "MSFT", "NVDA", "TSLA"};
  private static final long FIRST = 1_700_000_000_000L;

  /** Most milliseconds that a trade comes late; but for one of a thousand. */
  static final int DISORDER = 200;

  /** How many milliseconds that one is late. */
  static final int LATE = 3_000;

  /**
   * One of a day's trades, the same each time: ten in a millisecond, out of order, and some late.
   *
   * @param i its number, from 0
   * @return the trade
   */
  static Trade number(long i) {
    int noise = (int) ((i * 0x9E3779B97F4A7C15L) >>> 40);
    int delay = i % 1000 == 999 ? LATE : noise % DISORDER;
    return new Trade(
        SYMBOLS[noise % SYMBOLS.length],
        FIRST + i / 10 - delay,
        1 + (noise / SYMBOLS.length) % 100);
  }

  static Trade parse(String text) {
    String[] fields = text.split(",", -1);
    if (fields.length != 3) {
      throw new IllegalArgumentException("a trade is symbol,time,quantity and not " + text);
    }
    return new Trade(fields[0], Long.parseLong(fields[1]), Integer.parseInt(fields[2]));
  }

  ZmqMessage toMessage() {
    return ZmqMessage.of(symbol + "," + time + "," + quantity);
  }
}
