package reactor.zmtp;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.zmtp.option.Option;

/**
 * Options of a socket that answers requests.
 *
 * @param <S> the spec
 */
public interface ReplyOptions<S extends SocketSpec<S, ?>> {

  /**
   * Reply when the handler of a request throws something, publishes an error or takes longer than
   * {@link #handlerTimeout}: the peer may do nothing else until it has a reply. Default: a message
   * of one empty frame, which gives a stranger nothing away.
   *
   * <p>Every such error is reported as {@link SocketEvent.HandlerFailed}. One that this function
   * makes no message of goes to Reactor's {@code onErrorDropped} hook, too.
   *
   * @param reply makes the message; called on the event loop, it must not block. If it throws or
   *     returns null, the default is answered
   * @return a new spec
   */
  default S onError(Function<? super Throwable, ? extends ZmqMessage> reply) {
    Objects.requireNonNull(reply, "reply");
    return onError((request, error) -> Mono.justOrEmpty(reply.apply(error)));
  }

  /**
   * Reply when the handler of a request fails, as {@link #onError(Function)} but with the request
   * at hand, and made without blocking: by another service, for one.
   *
   * @param reply makes a publisher of the message, the first of which is the reply; called on the
   *     event loop, it must not block. Once more {@link #handlerTimeout} runs. If it throws or
   *     returns null, or its publisher fails or is empty, the default is answered
   * @return a new spec
   */
  default S onError(
      BiFunction<? super ZmqMessage, ? super Throwable, ? extends Publisher<ZmqMessage>> reply) {
    return SocketSpec.with(this, Option.ON_ERROR, Objects.requireNonNull(reply, "reply"));
  }

  /**
   * Time that the handler of a request may take until its reply is there. Then its publisher is
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
