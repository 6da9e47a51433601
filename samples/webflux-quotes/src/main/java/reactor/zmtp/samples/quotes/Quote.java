package reactor.zmtp.samples.quotes;

import java.math.BigDecimal;
import java.time.Instant;
import reactor.zmtp.ZmqMessage;

/**
 * A price at a time. As a message it has a frame for each component; the first is the topic.
 *
 * @param symbol what is quoted
 * @param price its price
 * @param time when it was that
 */
record Quote(String symbol, BigDecimal price, Instant time) {

  static Quote of(ZmqMessage message) {
    return new Quote(
        message.text(0), new BigDecimal(message.text(1)), Instant.parse(message.text(2)));
  }

  ZmqMessage toMessage() {
    return ZmqMessage.of(symbol, price.toPlainString(), time.toString());
  }
}
