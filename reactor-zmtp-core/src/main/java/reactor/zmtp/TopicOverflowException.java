package reactor.zmtp;

/** Signals a subscriber that was slower than its topic, under {@link TopicOverflow#ERROR}. */
public final class TopicOverflowException extends ZmqException {

  private static final long serialVersionUID = 1L;

  /**
   * A topic and the messages that wait.
   *
   * @param topic the topic that was subscribed to
   * @param waiting how many messages wait
   */
  public TopicOverflowException(String topic, int waiting) {
    super(
        ("the subscriber of topic \"%s\" has not requested the %d messages that wait for it, and"
                + " another came: request more, raise the buffer, or let messages be dropped")
            .formatted(Excerpt.of(topic), waiting));
  }
}
