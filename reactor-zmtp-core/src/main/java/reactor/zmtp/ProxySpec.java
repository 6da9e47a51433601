package reactor.zmtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.socket.DefaultProxy;

/**
 * Options of a {@link ZmqProxy}. Immutable; may be used from any thread. Made by {@link
 * ZmqProxy#between(SocketSpec, SocketSpec)}.
 */
public final class ProxySpec {

  /** A socket, or the way to open it. */
  record Side(Mono<? extends ZmqSocket> socket, boolean owned) {

    static Side of(ZmqSocket live) {
      return new Side(Mono.just(Objects.requireNonNull(live, "socket")), false);
    }

    static Side of(SocketSpec<?, ?> spec) {
      return new Side(spec.open(), true);
    }

    Mono<ZmqSocket> open(List<ZmqSocket> opened) {
      return socket
          .<ZmqSocket>map(each -> each)
          .doOnNext(
              each -> {
                if (owned) {
                  opened.add(each);
                }
              });
    }
  }

  private final Side frontend;
  private final Side backend;
  private final @Nullable Side capture;

  ProxySpec(Side frontend, Side backend, @Nullable Side capture) {
    this.frontend = frontend;
    this.backend = backend;
    this.capture = capture;
  }

  /**
   * Gives a copy of every message, whichever way it goes, to a socket that sends: a PUB, PUSH, PAIR
   * or DEALER.
   *
   * <p>It never slows the proxy down, as one that stalls does in libzmq: a copy it has no room for
   * is dropped and counted in {@link ProxyMetrics#notCaptured}. Its room is that of any {@code
   * send}: none without a peer (but PUB takes everything), else its {@code sendHighWaterMark}.
   *
   * @param socket a live socket, which stays the caller's
   * @return a new spec
   */
  public ProxySpec capture(ZmqSocket socket) {
    return new ProxySpec(frontend, backend, Side.of(socket));
  }

  /**
   * The same with a socket that the proxy opens and disposes of.
   *
   * @param socket its spec
   * @return a new spec
   */
  public ProxySpec capture(SocketSpec<?, ?> socket) {
    return new ProxySpec(frontend, backend, Side.of(socket));
  }

  /**
   * Opens the sockets that are not live and starts. A cancel is that of {@link SocketSpec#open}.
   *
   * @return the proxy, once messages pass; fails with what kept a socket from opening, or with
   *     {@link IllegalArgumentException} if neither socket can send what the other receives
   */
  public Mono<ZmqProxy> start() {
    return Mono.defer(
        () -> {
          List<ZmqSocket> opened = new ArrayList<>();
          List<Side> sides =
              capture == null ? List.of(frontend, backend) : List.of(frontend, backend, capture);
          Mono<ZmqProxy> started =
              Flux.fromIterable(sides)
                  .concatMap(side -> side.open(opened))
                  .collectList()
                  .flatMap(
                      sockets ->
                          DefaultProxy.start(
                              sockets.get(0),
                              sockets.get(1),
                              sockets.size() > 2 ? sockets.get(2) : null,
                              List.copyOf(opened)))
                  .onErrorResume(
                      failure ->
                          Flux.fromIterable(opened)
                              .flatMap(ZmqSocket::disposeLater)
                              .then(Mono.error(failure)));
          return new Opening<>(started, () -> opened.forEach(ZmqSocket::dispose));
        });
  }

  /**
   * Starts, and runs until the end: the subscription owns the proxy, and cancelling it terminates
   * it.
   *
   * @return completes or fails as {@link ZmqProxy#onDispose}; fails as {@link #start}
   */
  public Mono<Void> run() {
    return Mono.usingWhen(
        start(),
        ZmqProxy::onDispose,
        ZmqProxy::terminate,
        (proxy, failure) -> proxy.terminate().onErrorComplete(),
        ZmqProxy::terminate);
  }
}
