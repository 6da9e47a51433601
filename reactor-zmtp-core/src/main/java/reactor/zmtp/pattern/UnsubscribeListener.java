package reactor.zmtp.pattern;

import reactor.zmtp.pipe.Pipe;

/** Listens for the topics that end with their peers, in the order these subscribed to them. */
public interface UnsubscribeListener {

  /** A topic, which is the callee's own, has ended; {@code sole} if nobody has it any more. */
  void ended(Pipe pipe, byte[] topic, boolean sole);
}
