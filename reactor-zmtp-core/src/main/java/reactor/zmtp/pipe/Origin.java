package reactor.zmtp.pipe;

/** Who sent a message: it is told when its messages have been written. */
public interface Origin {

  /**
   * Of what the socket itself has to say to one peer: nobody is told, and it goes to no other peer.
   */
  Origin NOBODY = messages -> {};

  /**
   * Some messages, the oldest of this origin in their pipe, have been written to the operating
   * system.
   *
   * @param messages how many
   */
  void written(int messages);
}
