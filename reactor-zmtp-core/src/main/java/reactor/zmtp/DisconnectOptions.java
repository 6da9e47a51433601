package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * Options of a socket that notices that peers leave.
 *
 * @param <S> the spec
 */
public interface DisconnectOptions<S extends SocketSpec<S, ?>> {

  /**
   * Message that is received of a peer after its last one, when the connection it had made to a
   * bound endpoint of this socket has ended and this side has not closed it (ZMQ_DISCONNECT_MSG).
   * It counts for the high-water mark as any message of that peer. Default: nothing.
   *
   * @param message the message, one frame
   * @return a new spec
   */
  default S disconnectMessage(ZmqMessage message) {
    SocketSpec.check(message.size() == 1, "disconnectMessage", message, "a message of one frame");
    return SocketSpec.with(this, Option.DISCONNECT_MESSAGE, message);
  }
}
