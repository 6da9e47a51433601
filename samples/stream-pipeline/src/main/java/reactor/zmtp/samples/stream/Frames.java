package reactor.zmtp.samples.stream;

import reactor.zmtp.ZmqMessage;

/** The messages between the processes; all frames are text. */
final class Frames {

  /** A window worker is there: the first message of each connection. */
  static final ZmqMessage READY = ZmqMessage.of("READY");

  /** A trade of a partition: partition, trade. */
  static final String TRADE = "TRADE";

  /** A window so far: to a worker partition, count; from a worker count. */
  static final String OPEN = "OPEN";

  /** The result of a window: count. */
  static final String CLOSED = "CLOSED";

  /** A partition is another's from now on: partition. */
  static final String DROP = "DROP";

  /** The end of an epoch; counts of all windows that have changed are wanted: watermark. */
  static final String MARK = "MARK";

  private Frames() {}

  // To parsers and back.

  static ZmqMessage line(long number, String line) {
    return ZmqMessage.of(Long.toString(number), line);
  }

  /** What a parser makes of a line: its number and the trade, or also why it is none. */
  static ZmqMessage parsed(ZmqMessage line) {
    try {
      return ZmqMessage.of(line.text(0), Trade.parse(line.text(1)).toString());
    } catch (IllegalArgumentException malformed) {
      return ZmqMessage.of(line.text(0), line.text(1), String.valueOf(malformed.getMessage()));
    }
  }

  static boolean isMalformed(ZmqMessage parsed) {
    return parsed.size() == 3;
  }

  static long number(ZmqMessage message) {
    return Long.parseLong(message.text(0));
  }

  // To window workers and back.

  static ZmqMessage trade(int partition, Trade trade) {
    return ZmqMessage.of(TRADE, Integer.toString(partition), trade.toString());
  }

  static ZmqMessage open(int partition, TradeCount count) {
    return ZmqMessage.of(OPEN, Integer.toString(partition), count.toString());
  }

  static ZmqMessage drop(int partition) {
    return ZmqMessage.of(DROP, Integer.toString(partition));
  }

  static ZmqMessage mark(long watermark) {
    return ZmqMessage.of(MARK, Long.toString(watermark));
  }

  static boolean isMark(ZmqMessage message) {
    return message.text(0).equals(MARK);
  }

  static ZmqMessage counted(WindowCount window) {
    return ZmqMessage.of(window.closed() ? CLOSED : OPEN, window.count().toString());
  }

  static WindowCount windowCount(ZmqMessage counted) {
    return new WindowCount(TradeCount.parse(counted.text(1)), counted.text(0).equals(CLOSED));
  }
}
