package reactor.zmtp.samples.quotes;

import java.util.Objects;

/**
 * Somebody wants to buy.
 *
 * @param symbol what
 * @param quantity how much of it
 */
record Order(String symbol, int quantity) {

  Order {
    Objects.requireNonNull(symbol, "symbol");
  }
}
