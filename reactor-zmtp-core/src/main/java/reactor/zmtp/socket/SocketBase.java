package reactor.zmtp.socket;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DisposedException;
import reactor.zmtp.PeerMetrics;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqEndpoint.Role;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.endpoint.HostedEndpoint;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.LoopClock;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.SendStrategy;
import reactor.zmtp.pipe.Pipe;

/**
 * Base of all sockets: endpoints, peers, events, the end. A socket type adds the halves it has.
 * Confined to one event loop; the public methods hop onto it.
 *
 * @param <T> what it receives
 */
abstract class SocketBase<T> extends PipeOwner<T> implements ZmqSocket, LoopClock {

  private final ZmqResources resources;
  private final IoLoop loop;
  private final SocketLifecycle lifecycle;
  private final Endpoints endpoints;
  private @Nullable Drain draining;

  /** With no strategy the socket does not send, and with no shape it does not receive. */
  SocketBase(
      ZmqResources resources,
      Options options,
      SocketType type,
      @Nullable SendStrategy strategy,
      Inbound.@Nullable Shape<T> shape) {
    this(
        resources,
        options,
        type,
        strategy,
        resources.nextLoop(options),
        Inbound.shaped(type, shape));
  }

  /** The receiving half lives on the loop, too, and is made there. */
  SocketBase(
      ZmqResources resources,
      Options options,
      SocketType type,
      @Nullable SendStrategy strategy,
      IoLoop loop,
      Function<IoLoop, ? extends @Nullable Intake> receiving) {
    super(options, type, strategy, loop, receiving);
    this.resources = resources;
    this.loop = loop;
    this.lifecycle =
        new SocketLifecycle(
            loop, canSend() ? options.get(Option.LINGER) : Duration.ZERO, new Parts());
    this.endpoints = new Endpoints(this, loop, options, resources);
  }

  // Messages, for the socket types that have them.

  /** See {@link reactor.zmtp.ReceivingSocket#receive()}. */
  public final Flux<T> receive() {
    return inbound();
  }

  /** See {@link reactor.zmtp.ReceivingSocket#receive(Duration)}. */
  public final Mono<T> receive(Duration patience) {
    return new TimedReceive<>(inbound(), loop, patience);
  }

  // Endpoints.

  @Override
  public final Mono<ZmqEndpoint> bind(String endpoint) {
    resources.transports().prepare(endpoint);
    return onLoop("bind to " + endpoint, sink -> endpoints.bind(endpoint, sink));
  }

  @Override
  public final Mono<ZmqEndpoint> connect(String endpoint) {
    resources.transports().prepare(endpoint);
    return onLoop("connect to " + endpoint, sink -> endpoints.connect(endpoint, null, sink));
  }

  /** Connects, and settles how the peer there is addressed, whatever it says of itself. */
  final Mono<ZmqEndpoint> connectAs(String endpoint, RoutingId peer) {
    resources.transports().prepare(endpoint);
    return onLoop("connect to " + endpoint, sink -> endpoints.connect(endpoint, peer, sink));
  }

  @Override
  public final Mono<Void> unbind(String endpoint) {
    return onLoop("unbind " + endpoint, sink -> endpoints.remove(Role.BOUND, endpoint, sink));
  }

  @Override
  public final Mono<Void> disconnect(String endpoint) {
    return onLoop(
        "disconnect " + endpoint, sink -> endpoints.remove(Role.CONNECTED, endpoint, sink));
  }

  @Override
  public final List<ZmqEndpoint> endpoints() {
    return endpoints.all();
  }

  final HostedEndpoint hosted() {
    return endpoints.hosted();
  }

  @Override
  final @Nullable String soleAddress() {
    List<ZmqEndpoint> all = endpoints.all();
    return all.size() == 1 ? all.get(0).address() : null;
  }

  @Override
  final int expectedPeers() {
    return endpoints.expectedPeers();
  }

  /** Whether what is for a peer that is not there waits for it. */
  final boolean expects(RoutingId peer) {
    return endpoints.expects(peer);
  }

  // A graceful end.

  /** See {@link reactor.zmtp.PullSocket#drain} and {@link reactor.zmtp.ReplyingSocket#drain}. */
  public final Mono<Void> drain(Duration patience) {
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience must be zero or more, not " + patience);
    }
    return this.<Void>onLoop(
            "drain",
            sink -> {
              drainNow(patience);
              sink.success();
            })
        .then(onDispose());
  }

  private void drainNow(Duration patience) {
    Drain drain = draining;
    if (drain == null) {
      drain = new Drain(loop, this::isIdle, this::received, this::dispose);
      draining = drain;
      pipes().forEach(Pipe::drain);
      drain.begin();
    }
    drain.within(patience);
  }

  @Override
  final boolean isDraining() {
    return draining != null;
  }

  @Override
  public final Mono<Void> elapsed(Duration delay) {
    return Mono.create(
        sink ->
            loop.run(() -> sink.onDispose(loop.schedule(delay, () -> loop.signal(sink::success)))));
  }

  // Watching.

  @Override
  public final Flux<SocketEvent> events() {
    return monitor().events();
  }

  @Override
  public final Mono<SocketMetrics> metrics() {
    return answer("metrics()", this::figures);
  }

  @Override
  public final SocketMetrics snapshot() {
    return figures();
  }

  @Override
  public final Mono<List<PeerMetrics>> peers() {
    return answer("peers()", () -> SocketMonitor.metrics(pipes()));
  }

  // The end.

  private final class Parts implements SocketLifecycle.Parts {

    @Override
    public void refuse() {
      refuseMore();
    }

    @Override
    public void stop() {
      SocketBase.this.stop();
    }

    @Override
    public void abandon() {
      abandonSends();
    }

    @Override
    public Future<Void> close() {
      Future<Void> closed = endpoints.close();
      closePipes();
      discardReceived();
      return closed;
    }

    @Override
    public void gone() {
      discardUnsent();
      if (loop.isEnded()) {
        endpoints.loopEnded();
        loop.endTimers();
        discardReceived();
      }
      resources.remove(SocketBase.this);
      monitor().stopped();
    }
  }

  @Override
  final boolean isClosing() {
    return lifecycle.isClosing();
  }

  @Override
  final void drained() {
    lifecycle.drained();
  }

  @Override
  public final void dispose() {
    lifecycle.dispose();
  }

  final void loopEnded() {
    lifecycle.loopEnded();
  }

  @Override
  public final boolean isDisposed() {
    return lifecycle.isDisposed();
  }

  @Override
  public final Mono<Void> onDispose() {
    return lifecycle.onDispose();
  }

  private DisposedException disposed(String what) {
    return new DisposedException("cannot " + what + ": this " + described() + " was disposed of");
  }

  interface Task<R> {
    void run(LoopSink<R> sink);
  }

  /**
   * Does something on the loop for each subscriber that has not cancelled by then; what it throws
   * is the subscriber's.
   */
  final <R> Mono<R> onLoop(String what, Task<R> task) {
    return LoopSink.mono(loop, () -> what + " by " + this, sink -> run(what, task, sink));
  }

  private <R> void run(String what, Task<R> task, LoopSink<R> sink) {
    if (sink.isCancelled()) {
      return;
    }
    if (isDisposed()) {
      sink.error(disposed(what));
      return;
    }
    if (loop.isEnding()) {
      sink.error(
          new DisposedException("cannot " + what + ": the event loop of this socket has ended"));
      return;
    }
    try {
      task.run(sink);
    } catch (Throwable t) { // an Error, too: whoever waits must get a signal
      sink.error(t);
    }
  }

  /** Gives each subscriber the state of things, also when the socket is gone. */
  private <R> Mono<R> answer(String what, Supplier<R> question) {
    return LoopSink.mono(loop, () -> what + " of " + this, sink -> sink.success(question.get()));
  }

  @Override
  public String toString() {
    return described() + " " + endpoints;
  }
}
