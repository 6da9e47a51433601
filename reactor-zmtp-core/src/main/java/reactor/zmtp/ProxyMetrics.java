package reactor.zmtp;

/**
 * Counters of what a {@link ZmqProxy} has passed on since it was started. A message counts as one,
 * however many frames it has.
 *
 * @param toBackend what the frontend received and the backend was given to send
 * @param toFrontend what the backend received and the frontend was given to send
 * @param captured copies that the capture socket was given to send
 * @param notCaptured copies that it had no room for
 */
public record ProxyMetrics(Passed toBackend, Passed toFrontend, long captured, long notCaptured) {

  /**
   * Counters of one way.
   *
   * @param messages whole messages
   * @param bytes the bytes of all their frames, routing ids among them
   */
  public record Passed(long messages, long bytes) {

    /** Nothing. */
    public static final Passed NOTHING = new Passed(0, 0);
  }
}
