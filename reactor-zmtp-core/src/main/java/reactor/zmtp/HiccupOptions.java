package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * Options of a socket that notices that its connections are interrupted.
 *
 * @param <S> the spec
 */
public interface HiccupOptions<S extends SocketSpec<S, ?>> {

  /**
   * Message that is received of a peer after its last one, when a connection that this socket had
   * made has ended and this side has not closed it (ZMQ_HICCUP_MSG); the connection is then made
   * again, as the reconnect options say. It counts for the high-water mark as any message of that
   * peer. Default: nothing.
   *
   * @param message the message, one frame
   * @return a new spec
   */
  default S hiccupMessage(ZmqMessage message) {
    SocketSpec.check(message.size() == 1, "hiccupMessage", message, "a message of one frame");
    return SocketSpec.with(this, Option.HICCUP_MESSAGE, message);
  }
}
