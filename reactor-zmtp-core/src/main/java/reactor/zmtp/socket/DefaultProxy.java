package reactor.zmtp.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DisposedException;
import reactor.zmtp.ProxyMetrics;
import reactor.zmtp.ProxyMetrics.Passed;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqProxy;
import reactor.zmtp.ZmqSocket;

/** Running proxy: one or two directions, their copies, and the end of them all. */
public final class DefaultProxy implements ZmqProxy {

  private final ZmqSocket frontend;
  private final ZmqSocket backend;
  private final @Nullable ZmqSocket capture;
  private final List<ZmqSocket> owned;
  private final List<ProxyCapture> copies = new ArrayList<>();
  private final @Nullable ProxyDirection toBackend;
  private final @Nullable ProxyDirection toFrontend;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final DisposeSignal gone = new DisposeSignal();

  private DefaultProxy(
      ZmqSocket frontend, ZmqSocket backend, @Nullable ZmqSocket capture, List<ZmqSocket> owned) {
    this.frontend = frontend;
    this.backend = backend;
    this.capture = capture;
    this.owned = owned;
    this.toBackend = direction(core(frontend), core(backend));
    this.toFrontend = frontend == backend ? null : direction(core(backend), core(frontend));
    if (toBackend == null && toFrontend == null) {
      throw new IllegalArgumentException(
          "a proxy between "
              + frontend.type()
              + " and "
              + backend.type()
              + " has nothing to do:"
              + " neither sends what the other receives");
    }
    if (capture != null && !sends(core(capture))) {
      throw new IllegalArgumentException(
          "a " + capture.type() + " socket cannot capture; PUB, PUSH, PAIR and DEALER can");
    }
  }

  /**
   * Starts a proxy and gives it once messages pass. The {@code owned} sockets are disposed of with
   * it.
   */
  public static Mono<ZmqProxy> start(
      ZmqSocket frontend, ZmqSocket backend, @Nullable ZmqSocket capture, List<ZmqSocket> owned) {
    return Mono.defer(
        () -> {
          DefaultProxy proxy = new DefaultProxy(frontend, backend, capture, owned);
          return proxy.begin().thenReturn(proxy);
        });
  }

  private static SocketBase<?> core(ZmqSocket socket) {
    if (socket instanceof SocketBase<?> core) {
      return core;
    }
    throw new IllegalArgumentException("not a live socket of this library: " + socket);
  }

  private @Nullable ProxyDirection direction(SocketBase<?> from, SocketBase<?> to) {
    if (!receives(from) || !sends(to)) {
      return null;
    }
    ProxyCapture copy = null;
    if (capture != null) {
      copy = new ProxyCapture();
      copies.add(copy);
    }
    return new ProxyDirection(from, to.type(), copy, this::end);
  }

  private static boolean sends(SocketBase<?> socket) {
    return socket.canSend() && isFree(socket.type());
  }

  private static boolean receives(SocketBase<?> socket) {
    return socket.canReceive() && isFree(socket.type());
  }

  /** Whether it may send and receive at any time: a request and its reply belong together. */
  private static boolean isFree(SocketType type) {
    return type != SocketType.REQ && type != SocketType.REP;
  }

  private Mono<Void> begin() {
    if (capture == null) {
      connect();
      return Mono.empty();
    }
    SocketBase<?> third = core(capture);
    for (ProxyCapture copy : copies) { // an error of the capture's is not the proxy's
      third.outbound().send(copy).subscribe(sent -> {}, failed -> {});
    }
    // The loop gives demand one turn after it was subscribed to: then what comes first is copied.
    return Mono.<Void>create(
            sink -> third.loop().execute(() -> third.loop().execute(sink::success)))
        .then(Mono.fromRunnable(this::connect));
  }

  private void connect() {
    if (toBackend != null) {
      send(core(backend), toBackend);
    }
    if (toFrontend != null) {
      send(core(frontend), toFrontend);
    }
  }

  private void send(SocketBase<?> to, ProxyDirection direction) {
    to.outbound().send(direction).subscribe(sent -> {}, this::end);
  }

  @Override
  public ZmqSocket frontend() {
    return frontend;
  }

  @Override
  public ZmqSocket backend() {
    return backend;
  }

  @Override
  public @Nullable ZmqSocket capture() {
    return capture;
  }

  @Override
  public Mono<Void> pause() {
    return steer("paused", ProxyDirection::pause);
  }

  @Override
  public Mono<Void> resume() {
    return steer("resumed", ProxyDirection::resume);
  }

  private Mono<Void> steer(String what, Function<ProxyDirection, Mono<Void>> how) {
    return Mono.defer(
        () ->
            isDisposed()
                ? Mono.error(new DisposedException("a proxy that has ended cannot be " + what))
                : both(how));
  }

  private Mono<Void> both(Function<ProxyDirection, Mono<Void>> what) {
    return each(toBackend, what).then(each(toFrontend, what));
  }

  private static Mono<Void> each(
      @Nullable ProxyDirection direction, Function<ProxyDirection, Mono<Void>> what) {
    return direction == null ? Mono.empty() : Mono.defer(() -> what.apply(direction));
  }

  @Override
  public Mono<ProxyMetrics> metrics() {
    return Mono.zip(passed(toBackend), passed(toFrontend))
        .map(
            both ->
                new ProxyMetrics(
                    both.getT1(),
                    both.getT2(),
                    copies.stream().mapToLong(ProxyCapture::captured).sum(),
                    copies.stream().mapToLong(ProxyCapture::missed).sum()));
  }

  private static Mono<Passed> passed(@Nullable ProxyDirection direction) {
    return direction == null ? Mono.just(Passed.NOTHING) : direction.passed();
  }

  // The end.

  @Override
  public void dispose() {
    end(null);
  }

  private void end(@Nullable Throwable why) {
    if (!ending.compareAndSet(false, true)) {
      return;
    }
    both(ProxyDirection::stop)
        .then(Mono.defer(() -> Flux.fromIterable(owned).flatMap(ZmqSocket::disposeLater).then()))
        .subscribe(
            stopped -> {},
            gone::fail,
            () -> {
              if (why == null || why instanceof DisposedException) {
                gone.complete();
              } else {
                gone.fail(why);
              }
            });
  }

  @Override
  public boolean isDisposed() {
    return ending.get();
  }

  @Override
  public Mono<Void> onDispose() {
    return gone.asMono();
  }

  @Override
  public String toString() {
    return "proxy between " + frontend + " and " + backend;
  }
}
