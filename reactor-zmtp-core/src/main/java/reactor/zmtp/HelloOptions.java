package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * Options of a socket that introduces itself.
 *
 * @param <S> the spec
 */
public interface HelloOptions<S extends SocketSpec<S, ?>> {

  /**
   * Message that is sent to each new peer before anything else, whoever connected to whom
   * (ZMQ_HELLO_MSG). It counts for the high-water mark of that peer alone, and is lost with its
   * connection. Default: nothing.
   *
   * @param message the message, one frame
   * @return a new spec
   */
  default S helloMessage(ZmqMessage message) {
    SocketSpec.check(message.size() == 1, "helloMessage", message, "a message of one frame");
    return SocketSpec.with(this, Option.HELLO_MESSAGE, message);
  }
}
