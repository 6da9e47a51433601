package reactor.zmtp.pipe;

/** Who sent a message: it is told what became of it. */
public interface WriteListener {

  /**
   * Of what the socket itself has to say to one peer: nobody is told, and it goes to no other peer.
   */
  WriteListener NOBODY = messages -> {};

  /**
   * Some messages, the oldest of this origin in their pipe, have been written to the operating
   * system.
   *
   * @param messages how many
   */
  void written(int messages);

  /**
   * Some messages were given up: they go to nobody, and are dealt with by that.
   *
   * @param messages how many
   */
  default void givenUp(int messages) {
    written(messages);
  }
}
