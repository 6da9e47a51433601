package reactor.zmtp;

import java.time.Duration;
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
   * What is answered when the handler of a request throws something, publishes an error or takes
   * longer than {@link #handlerTimeout}: the peer may do nothing else until it has a reply.
   * Default: a message of one empty frame, which tells a stranger nothing.
   *
   * <p>Every such error is told as {@link SocketEvent.HandlerFailed}. One that this function makes
   * no message of is told to Reactor's {@code onErrorDropped} hook, too.
   *
   * @param reply makes the message; called on the event loop, it must not block. If it throws or
   *     returns null, the default is answered
   * @return a new spec
   */
  default S onError(Function<? super Throwable, ? extends ZmqMessage> reply) {
    return SocketSpec.with(this, Option.ON_ERROR, Objects.requireNonNull(reply, "reply"));
  }

  /**
   * How long the handler of a request may take until its reply is there. Then its publisher is
   * cancelled, and the request fails with {@link HandlerTimeoutException}, which {@link #onError}
   * answers like any other error. One that never ends keeps its peer waiting, and its place among
   * those that are served at the same time. libzmq has no such option. Default: 0.
   *
   * @param timeout from the call of the handler; zero: for ever
   * @return a new spec
   */
  default S handlerTimeout(Duration timeout) {
    return SocketSpec.with(
        this, Option.HANDLER_TIMEOUT, SocketSpec.notNegative("handlerTimeout", timeout));
  }
}
