package reactor.zmtp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Subscriptions to one spec that own their sockets. If it binds, each waits for the sockets of
 * those before it that were cancelled, as by a time-out before a retry: they may still have the
 * port.
 */
final class OneShots {

  /** Sockets that are not gone, and whether their subscriptions were cancelled. */
  private final Map<ZmqSocket, AtomicBoolean> sockets = new ConcurrentHashMap<>();

  <T extends ZmqSocket, R> Flux<R> flux(
      SocketSpec<?, T> spec, Function<? super T, ? extends Publisher<? extends R>> use) {
    return Flux.defer(
        () -> {
          AtomicBoolean cancelled = new AtomicBoolean();
          return Flux.<R, T>usingWhen(open(spec, cancelled), use, ZmqSocket::disposeLater)
              .doOnCancel(() -> cancelled.set(true));
        });
  }

  <T extends ZmqSocket, R> Mono<R> mono(
      SocketSpec<?, T> spec, Function<? super T, ? extends Mono<? extends R>> use) {
    return Mono.defer(
        () -> {
          AtomicBoolean cancelled = new AtomicBoolean();
          return Mono.<R, T>usingWhen(open(spec, cancelled), use, ZmqSocket::disposeLater)
              .doOnCancel(() -> cancelled.set(true));
        });
  }

  private <T extends ZmqSocket> Mono<T> open(SocketSpec<?, T> spec, AtomicBoolean cancelled) {
    return spec.binds()
        ? spec.open(cancelledAreGone(), socket -> add(socket, cancelled))
        : spec.open();
  }

  private void add(ZmqSocket socket, AtomicBoolean cancelled) {
    sockets.put(socket, cancelled);
    socket
        .onDispose()
        .subscribe(none -> {}, failure -> sockets.remove(socket), () -> sockets.remove(socket));
  }

  private Mono<Void> cancelledAreGone() {
    return Mono.when(
        sockets.entrySet().stream()
            .filter(entry -> entry.getValue().get())
            .map(entry -> entry.getKey().onDispose().onErrorComplete())
            .toList());
  }
}
