package reactor.zmtp.samples.stream;

/**
 * The trades of a symbol in one second, a window. As text {@code ACME,1700000000000,12,480}.
 *
 * @param symbol the symbol
 * @param second its begin, in milliseconds since 1970
 * @param trades how many
 * @param quantity of all of them
 */
record TradeCount(String symbol, long second, long trades, long quantity) {

  /** Length of a window in milliseconds. */
  static final long WINDOW = 1000;

  static TradeCount of(Trade trade) {
    return new TradeCount(
        trade.symbol(), trade.time() - trade.time() % WINDOW, 1, trade.quantity());
  }

  TradeCount plus(TradeCount other) {
    return new TradeCount(symbol, second, trades + other.trades, quantity + other.quantity);
  }

  /** Of two results of the same window, the later one: it has the late trades as well. */
  TradeCount later(TradeCount other) {
    return other.trades > trades ? other : this;
  }

  String key() {
    return symbol + "," + second;
  }

  static TradeCount parse(String text) {
    String[] fields = text.split(",", -1);
    return new TradeCount(
        fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[2]), Long.parseLong(fields[3]));
  }

  @Override
  public String toString() {
    return key() + "," + trades + "," + quantity;
  }
}
