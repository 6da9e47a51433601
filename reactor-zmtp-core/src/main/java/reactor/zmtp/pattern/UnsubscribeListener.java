package reactor.zmtp.pattern;

import reactor.zmtp.pipe.Pipe;

/** Is told which topics a peer had that went, in the order it subscribed to them. */
public interface UnsubscribeListener {

  /**
   * The peer had a topic, and has it no more.
   *
   * @param pipe the peer
   * @param topic the topic, the callee's own
   * @param sole whether nobody has it any more
   */
  void ended(Pipe pipe, byte[] topic, boolean sole);
}
