package reactor.zmtp.pipe;

/** Listens for what becomes of messages that it sent. */
public interface WriteListener {

  /**
   * For what the socket itself has to say to one peer: nobody listens, and it goes to no other
   * peer.
   */
  WriteListener NOBODY = messages -> {};

  /**
   * Some messages, the oldest of this listener in their pipe, have been written to the operating
   * system.
   */
  void written(int messages);

  /** Some messages were dropped: they go to nobody, and are dealt with by that. */
  default void givenUp(int messages) {
    written(messages);
  }
}
