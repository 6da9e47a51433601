package reactor.zmtp.samples.quotes;

import java.math.BigDecimal;

/**
 * A price. As a message it is a frame of JSON behind that of its topic, the symbol.
 *
 * @param symbol what is quoted
 * @param price its price
 */
record Quote(String symbol, BigDecimal price) {}
