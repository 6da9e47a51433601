package reactor.zmtp.pipe;

/**
 * How much one side lets the other send, counted from the beginning of the connection. What is
 * granted only grows, so that each grant says all there is to say.
 *
 * @param taken how many of the messages that came are no longer in this side's queue
 * @param messages how many may have been sent in all
 * @param bytes what they may cost in all ({@link reactor.zmtp.message.DefaultMessage#cost}); the
 *     one message that passes it counts as within
 */
public record Credit(long taken, long messages, long bytes) {

  /** No bound. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Of a side that takes whatever comes. */
  public static final Credit UNBOUNDED = new Credit(0, UNLIMITED, UNLIMITED);

  /** Whether there is any bound. */
  public boolean isBounded() {
    return messages != UNLIMITED || bytes != UNLIMITED;
  }
}
