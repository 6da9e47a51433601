package reactor.zmtp.samples.stream;

/**
 * Where the coordinator is: it binds them, workers connect to them.
 *
 * @param lines PUSH of the lines, for parsers
 * @param trades PULL of the trades that parsers make
 * @param windows ROUTER of the trades by symbol, for window workers
 * @param counts PULL of the counts that window workers make
 */
record Endpoints(String lines, String trades, String windows, String counts) {

  /** Any ports of this machine that are free. */
  static final Endpoints ANY =
      new Endpoints(
          "tcp://127.0.0.1:*", "tcp://127.0.0.1:*", "tcp://127.0.0.1:*", "tcp://127.0.0.1:*");
}
