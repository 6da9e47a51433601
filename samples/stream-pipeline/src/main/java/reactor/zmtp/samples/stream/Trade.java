package reactor.zmtp.samples.stream;

/**
 * A trade, as text {@code ACME,1700000000123,40}.
 *
 * @param symbol what was traded
 * @param time when, in milliseconds since 1970
 * @param quantity how many
 */
record Trade(String symbol, long time, int quantity) {

  static Trade parse(String text) {
    String[] fields = text.split(",", -1);
    try {
      if (fields.length == 3) {
        return new Trade(fields[0], Long.parseLong(fields[1]), Integer.parseInt(fields[2]));
      }
    } catch (NumberFormatException notNumbers) {
      // Told below.
    }
    throw new IllegalArgumentException("a trade is symbol,time,quantity and not " + text);
  }

  @Override
  public String toString() {
    return symbol + "," + time + "," + quantity;
  }
}
