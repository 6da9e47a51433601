package reactor.zmtp.samples.stream;

/**
 * The count of a window so far.
 *
 * @param count of the first {@code count.trades()} trades of the window
 * @param closed whether the watermark has passed the window, so that this is its result
 */
record WindowCount(TradeCount count, boolean closed) {}
