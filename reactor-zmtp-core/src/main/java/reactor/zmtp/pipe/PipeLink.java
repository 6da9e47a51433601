package reactor.zmtp.pipe;

import reactor.zmtp.message.DefaultMessage;

/** The end that faces the peer: a connection. */
public interface PipeLink {

  /**
   * Whether the channel takes no bytes now; {@link Pipe#unblocked} tells when it does again.
   *
   * @return true while a write is not finished
   */
  boolean isBlocked();

  /**
   * Encodes a message; only while not blocked.
   *
   * @param message the message
   */
  void write(DefaultMessage message);

  /** Gives to the operating system what was encoded. */
  void flush();

  /**
   * Tells the peer what is wanted of it, with the next flush; never refused.
   *
   * @param what which announcement
   * @param subject the topic or the group; not copied, not to be changed
   */
  void announce(Announcement what, byte[] subject);

  /** Tells the peer how much it may send, with the next flush; never refused. */
  void grant(Credit credit);

  /** Goes on reading after {@link Pipe#receive} said to stop. */
  void resumeReading();

  /** Reads no more, for good; what was read is still decoded and passed to the pipe. */
  void stopReading();

  /** Whether something was read and not passed to the pipe. */
  boolean hasUnread();

  /** Gives up what was read and not decoded; nothing is passed to the pipe any more. */
  void discardUnread();

  /** Closes the connection; {@link Pipe#lost} follows. */
  void close();
}
