package reactor.zmtp;

import reactor.core.publisher.Flux;

/** A socket that receives. */
public interface ReceivingSocket extends ZmqSocket {

  /**
   * The messages that come, from all peers in turn. Demand is honoured to the message; what is not
   * requested waits, at most {@code receiveHighWaterMark} messages for each peer, and then in the
   * peer itself: its connection is not read.
   *
   * <p>One subscriber at a time: a second fails with {@link AlreadyReceivingException}. When the
   * subscriber cancels nothing is lost: what waits goes to the next one.
   *
   * @return the messages, on the socket's event loop; completes when the socket is disposed of
   */
  Flux<ZmqMessage> receive();
}
