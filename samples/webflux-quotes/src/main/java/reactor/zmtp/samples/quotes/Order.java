package reactor.zmtp.samples.quotes;

import reactor.zmtp.ZmqMessage;

/**
 * Somebody wants to buy. As a message it has a frame for each component.
 *
 * @param symbol what
 * @param quantity how much of it
 */
record Order(String symbol, int quantity) {

  static Order of(ZmqMessage message) {
    return new Order(message.text(0), Integer.parseInt(message.text(1)));
  }

  ZmqMessage toMessage() {
    return ZmqMessage.of(symbol, Integer.toString(quantity));
  }
}
