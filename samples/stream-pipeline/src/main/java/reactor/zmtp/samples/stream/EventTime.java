package reactor.zmtp.samples.stream;

/** How far event time has come: trades may be out of order by so much, and late by more. */
final class EventTime {

  /** Milliseconds by which trades are out of order as a rule. */
  static final long DISORDER = 200;

  /** For how many milliseconds after its end a window takes late trades. */
  static final long LATENESS = 30_000;

  private long watermark = Long.MIN_VALUE;

  /** Moves with a trade; returns whether there is still a window for it. */
  boolean admits(Trade trade) {
    watermark = Math.max(watermark, trade.time() - DISORDER);
    return !isOver(TradeCount.of(trade), watermark);
  }

  /** No trade of before that is expected any more. */
  long watermark() {
    return watermark;
  }

  /** Whether a window has its result, which late trades may still correct. */
  static boolean isClosed(TradeCount window, long watermark) {
    return window.second() + TradeCount.WINDOW <= watermark;
  }

  /** Whether a window takes no late trades either. */
  static boolean isOver(TradeCount window, long watermark) {
    return window.second() + TradeCount.WINDOW + LATENESS <= watermark;
  }
}
