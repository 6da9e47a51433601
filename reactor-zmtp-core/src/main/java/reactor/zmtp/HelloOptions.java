package reactor.zmtp;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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

  /**
   * Message that is sent to each new peer before anything else, made for it when it comes, and when
   * it comes again: where a subscriber of a log has got to, for one. Takes the place of {@link
   * #helloMessage}. Default: nothing.
   *
   * @param hello makes the message, of any number of frames; called on the event loop, it must not
   *     block. If it throws or returns null the peer is sent none, and what was thrown is reported
   *     as dropped ({@code Hooks.onErrorDropped})
   * @return a new spec
   */
  default S hello(Function<? super PeerMetadata, ? extends @Nullable ZmqMessage> hello) {
    return SocketSpec.with(this, Option.HELLO, Objects.requireNonNull(hello, "hello"));
  }
}
