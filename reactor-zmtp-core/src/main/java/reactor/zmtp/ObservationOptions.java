package reactor.zmtp;

import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import reactor.zmtp.option.Option;

/**
 * Options of a socket whose messages can be observed, by Micrometer's Observation API: an optional
 * dependency that the application brings, and of which nothing is loaded before {@link
 * #observation} is called.
 *
 * @param <S> the spec
 */
@SuppressWarnings("exports") // an optional module cannot be required of others
public interface ObservationOptions<S extends SocketSpec<S, ?>> {

  /**
   * Observes each message, and takes its trace context along to peers whose spec has this option as
   * well; another peer, libzmq's for one, never sees any of it. A REQ has an observation {@code
   * zmtp.request} for each request, a REP, or a ROUTER that replies, {@code zmtp.handle}, each
   * until the reply is there; what sends has {@code zmtp.send} for each message that was published,
   * what receives {@code zmtp.receive}, while the subscriber is called. The parent of what goes out
   * is the observation of the Reactor context, or of the thread; where there is neither, a message
   * that was received keeps its trace context. Names and key values are those of {@link
   * ZmqObservationConvention}.
   *
   * <p>What handles, or is subscribed to, is called within the observation; the Reactor context of
   * a handler's publisher has it, too. Default: none.
   *
   * @param registry where observations begin; with {@link ObservationRegistry#NOOP} the socket
   *     observes nothing and passes trace context on, as a proxy may
   * @return a new spec
   */
  default S observation(ObservationRegistry registry) {
    return SocketSpec.with(
        this, Option.OBSERVER, SocketObserver.of(Objects.requireNonNull(registry, "registry")));
  }
}
