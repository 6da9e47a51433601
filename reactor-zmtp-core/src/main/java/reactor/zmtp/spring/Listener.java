package reactor.zmtp.spring;

import java.time.Duration;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.DishSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.ReplyingSocket;
import reactor.zmtp.RoutingSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/** The messages of one socket on their way to a method. */
final class Listener {

  private static final Log LOG = LogFactory.getLog(ZmqListener.class);

  private final ZmqSocket socket;
  private final ListenerMethod method;
  private final int concurrency;
  private final Sinks.Empty<Void> stop = Sinks.empty();
  private final Sinks.Empty<Void> end = Sinks.empty();
  private volatile boolean stopping;

  Listener(ZmqSocket socket, ListenerMethod method, int concurrency) {
    this.socket = socket;
    this.method = method;
    this.concurrency = concurrency;
  }

  void start() {
    run()
        .doFinally(how -> end.tryEmitEmpty())
        .subscribe(
            ignored -> {},
            failure -> LOG.error("%s listens to %s no more".formatted(method, socket), failure),
            this::completed);
  }

  private void completed() {
    if (!stopping) {
      LOG.warn("%s has completed, and listens to %s no more".formatted(method, socket));
    }
  }

  /** Takes no more messages, and completes when those that were taken are handled. */
  Mono<Void> stop(Duration patience) {
    stopping = true;
    ReplyingSocket service = replies();
    Mono<Void> drained =
        service != null
            ? service.drain(patience)
            : socket instanceof PullSocket pull
                ? pull.drain(patience)
                : Mono.fromRunnable(stop::tryEmitEmpty);
    return drained.onErrorComplete().then(end.asMono().timeout(patience, Mono.empty()));
  }

  /** The socket as a service: one that routes is none for a method that returns nothing. */
  private @Nullable ReplyingSocket replies() {
    return socket instanceof ReplyingSocket service
            && (method.returnsSomething() || !(socket instanceof RoutingSocket))
        ? service
        : null;
  }

  private Mono<Void> run() {
    ReplyingSocket service = replies();
    if (service != null) {
      return service.reply(
          request -> handle(request, Map.of()),
          concurrency == 0 ? ReplyingSocket.DEFAULT_CONCURRENCY : concurrency);
    }
    if (socket instanceof RoutingSocket routing) {
      return all(
          routing.receive(),
          routed -> handle(routed.message(), Map.of(ZmtpHeaders.ROUTING_ID, routed.peer())));
    }
    if (socket instanceof DishSocket dish) {
      return all(
          dish.receive(),
          grouped -> handle(grouped.message(), Map.of(ZmtpHeaders.GROUP, grouped.group())));
    }
    Flux<ZmqMessage> messages = ((ReceivingSocket) socket).receive();
    return method.isStreaming()
        ? method.handle(messages.takeUntilOther(stop.asMono())).then()
        : all(messages, message -> handle(message, Map.of()));
  }

  private interface Handler<T> {
    Flux<ZmqMessage> handle(T message);
  }

  /** So many at a time: no more are requested. */
  private <T> Mono<Void> all(Flux<T> messages, Handler<? super T> handler) {
    return messages
        .takeUntilOther(stop.asMono())
        .flatMap(message -> harmless(handler.handle(message)), Math.max(1, concurrency))
        .then();
  }

  private Flux<ZmqMessage> handle(ZmqMessage message, Map<String, Object> headers) {
    return Flux.defer(() -> method.handle(message, headers))
        .doOnError(failure -> LOG.warn("%s failed with %s".formatted(method, message), failure));
  }

  /** A message that fails costs itself. */
  private static Publisher<ZmqMessage> harmless(Flux<ZmqMessage> handled) {
    return handled.onErrorComplete().ignoreElements();
  }

  @Override
  public String toString() {
    return method + " of " + socket;
  }
}
