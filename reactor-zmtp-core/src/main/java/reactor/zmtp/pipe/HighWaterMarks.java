package reactor.zmtp.pipe;

/**
 * The high-water marks of a pipe. Those in bytes count what a message costs: {@link
 * reactor.zmtp.message.DefaultMessage#cost}.
 *
 * @param send how many messages may be taken and not yet written
 * @param sendBytes how many bytes may be; the one message that passes the mark counts as within
 * @param receive how many messages may be decoded and not yet requested
 * @param receiveBytes how many bytes may be; the one message that passes the mark counts as within
 * @param conflate whether only the newest message is kept, in either direction
 * @param granted whether peers are told of those for what is received
 */
public record HighWaterMarks(
    int send, long sendBytes, int receive, long receiveBytes, boolean conflate, boolean granted) {

  /** Beyond is no bound: credit is announced in at most 18 digits. */
  private static final long MOST_BYTES = 999_999_999_999_999_999L;

  /**
   * Marks without conflation, and without a bound of the bytes to send.
   *
   * @param send messages
   * @param receive messages
   * @param receiveBytes bytes
   */
  public HighWaterMarks(int send, int receive, long receiveBytes) {
    this(send, Long.MAX_VALUE, receive, receiveBytes, false, false);
  }

  /**
   * Marks as options tell them, where 0 is no bound. With {@code conflate} one message is all that
   * waits, and no other mark stops anything.
   *
   * @param send messages, or 0
   * @param sendBytes bytes, or 0
   * @param receive messages, or 0
   * @param receiveBytes bytes, or 0
   * @param conflate whether only the newest is kept
   * @param granted whether peers are told
   * @return the marks
   */
  public static HighWaterMarks ofOptions(
      int send, long sendBytes, int receive, long receiveBytes, boolean conflate, boolean granted) {
    return new HighWaterMarks(
        send == 0 ? Integer.MAX_VALUE : send,
        sendBytes == 0 || conflate ? Long.MAX_VALUE : sendBytes,
        receive == 0 || conflate ? Integer.MAX_VALUE : receive,
        receiveBytes == 0 || receiveBytes > MOST_BYTES || conflate ? Long.MAX_VALUE : receiveBytes,
        conflate,
        granted && !conflate);
  }

  /** The credit a peer begins with. */
  public Credit firstCredit() {
    return granted
        ? new Credit(0, receive == Integer.MAX_VALUE ? Credit.UNLIMITED : receive, receiveBytes)
        : Credit.UNBOUNDED;
  }
}
