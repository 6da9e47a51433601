package reactor.zmtp;

import java.util.Objects;
import java.util.function.Function;
import reactor.zmtp.option.Option;

/**
 * What can be set on a socket that answers requests.
 *
 * @param <S> the spec
 */
public interface RepOptions<S extends SocketSpec<S, ?>> {

  /**
   * What is answered when the handler of a request throws something or publishes an error: the peer
   * may do nothing else until it has a reply. The error is told as {@link
   * SocketEvent.HandlerFailed} and to Reactor's {@code onErrorDropped} hook either way. Default: a
   * message of one empty frame, which tells a stranger nothing.
   *
   * @param reply makes the message; called on the event loop, it must not block. If it throws or
   *     returns null, the default is answered
   * @return a new spec
   */
  default S onError(Function<? super Throwable, ? extends ZmqMessage> reply) {
    return SocketSpec.with(this, Option.ON_ERROR, Objects.requireNonNull(reply, "reply"));
  }
}
