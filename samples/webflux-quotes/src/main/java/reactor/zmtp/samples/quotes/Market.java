package reactor.zmtp.samples.quotes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Prices that walk at random. */
final class Market {

  private static final double STEP = 0.0015;
  private static final BigDecimal LEAST = new BigDecimal("0.01");

  private final Random random;
  private final Map<String, BigDecimal> prices = new ConcurrentHashMap<>();
  private final List<String> symbols;

  Market(Random random) {
    this.random = random;
    prices.put("AAPL", new BigDecimal("187.20"));
    prices.put("AMZN", new BigDecimal("153.42"));
    prices.put("GOOG", new BigDecimal("140.93"));
    prices.put("MSFT", new BigDecimal("374.58"));
    prices.put("NVDA", new BigDecimal("495.22"));
    prices.put("TSLA", new BigDecimal("248.48"));
    symbols = prices.keySet().stream().sorted().toList();
  }

  /** One price takes a step. */
  Quote step() {
    String symbol = symbols.get(random.nextInt(symbols.size()));
    BigDecimal factor = BigDecimal.valueOf(1 + STEP * random.nextGaussian());
    BigDecimal last = prices.getOrDefault(symbol, LEAST);
    BigDecimal price = last.multiply(factor).setScale(2, RoundingMode.HALF_UP).max(LEAST);
    prices.put(symbol, price);
    return new Quote(symbol, price);
  }

  /** Sells at the price of the moment. */
  Confirmation fill(Order order) {
    BigDecimal price = prices.get(order.symbol());
    if (price == null) {
      return new Confirmation("rejected", "nobody trades " + order.symbol() + " here");
    }
    if (order.quantity() < 1) {
      return new Confirmation("rejected", "the quantity must be 1 or more");
    }
    return new Confirmation("filled", price.toPlainString());
  }
}
