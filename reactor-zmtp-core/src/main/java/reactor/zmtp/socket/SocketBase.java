package reactor.zmtp.socket;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DisposedException;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.PeerMetrics;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqEndpoint.Role;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.connection.PeerRegistry;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.OwnProperties;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.IncrementalTask;
import reactor.zmtp.pattern.SendStrategy;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeEvents;
import reactor.zmtp.pipe.PipeLink;

/**
 * What all sockets share: endpoints, peers, events, the end. A socket type adds the halves it has,
 * an {@link Outbound} and an {@link Inbound}. Confined to one event loop; the public methods hop
 * onto it.
 *
 * @param <T> what it receives
 */
abstract class SocketBase<T> implements ZmqSocket, PeerRegistry, PipeEvents {

  private final ZmqResources resources;
  private final Options options;
  private final SocketType type;
  private final IoLoop loop;
  private final HighWaterMarks marks;
  private final SocketMonitor monitor;
  private final SocketLifecycle lifecycle;
  private final AutomaticMessages automaticMessages;
  private final Endpoints endpoints;
  private final IncrementalTasks turns;
  private final Set<Pipe> peers = new LinkedHashSet<>();
  private final int maxPeers;
  private int keptPlaces;

  /** Peers whose connections are gone, and of whom there is something to receive. */
  private int departed;

  private final @Nullable Outbound outbound;
  private final @Nullable Intake intake;

  /**
   * A live socket without endpoints.
   *
   * @param resources what it shares with the others of its context
   * @param options its options
   * @param type its type
   * @param strategy where messages go; null if it does not send
   * @param shape what a message is to the application; null if it does not receive
   */
  SocketBase(
      ZmqResources resources,
      Options options,
      SocketType type,
      @Nullable SendStrategy strategy,
      Inbound.@Nullable Shape<T> shape) {
    this(resources, options, type, strategy, shape, resources.nextLoop());
  }

  private SocketBase(
      ZmqResources resources,
      Options options,
      SocketType type,
      @Nullable SendStrategy strategy,
      Inbound.@Nullable Shape<T> shape,
      IoLoop loop) {
    this(
        resources,
        options,
        type,
        loop,
        strategy,
        shape == null ? null : new Inbound<>(loop, type, shape));
  }

  /**
   * A live socket without endpoints.
   *
   * @param resources what it shares with the others of its context
   * @param options its options
   * @param type its type
   * @param loop where it lives
   * @param strategy where messages go; null if it does not send
   * @param intake what receives; null if it does not
   */
  SocketBase(
      ZmqResources resources,
      Options options,
      SocketType type,
      IoLoop loop,
      @Nullable SendStrategy strategy,
      @Nullable Intake intake) {
    this.resources = resources;
    this.options = options;
    this.type = type;
    this.loop = loop;
    this.marks =
        HighWaterMarks.ofOptions(
            options.get(Option.SEND_HIGH_WATER_MARK),
            options.get(Option.SEND_HIGH_WATER_MARK_BYTES),
            options.get(Option.RECEIVE_HIGH_WATER_MARK),
            options.get(Option.RECEIVE_HIGH_WATER_MARK_BYTES),
            options.get(Option.CONFLATE));
    this.maxPeers = options.get(Option.MAX_PEERS);
    this.automaticMessages = new AutomaticMessages(options);
    this.monitor = new SocketMonitor(loop, options.get(Option.ON_EVENT));
    this.lifecycle =
        new SocketLifecycle(
            loop, strategy == null ? Duration.ZERO : options.get(Option.LINGER), new Parts());
    this.endpoints = new Endpoints(this, loop, options, resources);
    this.turns = new IncrementalTasks(loop);
    this.outbound =
        strategy == null
            ? null
            : new Outbound(
                loop,
                strategy,
                monitor,
                endpoints::expectedPeers,
                marks.send(),
                lifecycle::drained);
    this.intake = intake;
  }

  final boolean canSend() {
    return outbound != null;
  }

  final boolean canReceive() {
    return intake instanceof Inbound;
  }

  final Outbound outbound() {
    return present(outbound);
  }

  @SuppressWarnings("unchecked") // made of a shape, by the constructor that takes one
  final Inbound<T> inbound() {
    return (Inbound<T>) present(intake);
  }

  final Mono<T> receiveWithin(Duration patience) {
    return new TimedReceive<>(inbound(), loop, patience);
  }

  private static <H> H present(@Nullable H half) {
    if (half == null) {
      throw new IllegalStateException("this socket type does not have that half");
    }
    return half;
  }

  final IoLoop loop() {
    return loop;
  }

  final Options options() {
    return options;
  }

  /** The peers that are there, in the order they came. Only on the loop. */
  final Set<Pipe> pipes() {
    return peers;
  }

  // What a socket type may add.

  /** Why a peer is not wanted, or null if it is. */
  @Nullable Refusal refusal(PeerMetadata peer) {
    return null;
  }

  /** The refusal of a second peer, for a socket type that has one. */
  final @Nullable Refusal exclusive() {
    return peers.isEmpty() && keptPlaces == 0
        ? null
        : new Refusal(
            HandshakeFailure.EXCLUSIVE, "this " + type + " socket has its one peer already");
  }

  /** Discards a message of several frames, for a socket type that has none of these. */
  final boolean discardMultipart(Pipe pipe, DefaultMessage message) {
    if (message.size() == 1) {
      return false;
    }
    discard(pipe.peer(), 1, DiscardReason.MALFORMED);
    return true;
  }

  /** A peer is there; the first messages to it may be sent. */
  void joined(Pipe pipe) {}

  /** A peer went; what it sent and nobody has requested yet stays. */
  void left(Pipe pipe, @Nullable Throwable cause) {}

  /** Finishes something that may take many steps, some in each turn of the loop. */
  final void inTurns(IncrementalTask work) {
    turns.finish(work);
  }

  /** The socket closes: nothing more is received. */
  void closing() {}

  // Endpoints.

  @Override
  public final SocketType type() {
    return type;
  }

  @Override
  public final Mono<ZmqEndpoint> bind(String endpoint) {
    return onLoop("bind to " + endpoint, sink -> endpoints.bind(endpoint, sink));
  }

  @Override
  public final Mono<ZmqEndpoint> connect(String endpoint) {
    return onLoop("connect to " + endpoint, sink -> endpoints.connect(endpoint, null, sink));
  }

  /** Connects, and settles how the peer there is addressed, whatever it says of itself. */
  final Mono<ZmqEndpoint> connectAs(String endpoint, RoutingId peer) {
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

  /** An endpoint came or went. */
  final void endpointsChanged() {
    roomChanged();
  }

  private void roomChanged() {
    if (outbound != null) {
      outbound.room();
    }
  }

  // Peers.

  @Override
  public final Mechanism mechanism(boolean accepts) {
    return Mechanisms.of(
        options,
        OwnProperties.of(type, options.get(Option.ROUTING_ID), options.get(Option.METADATA)),
        accepts);
  }

  @Override
  public final boolean isFull() {
    return peers.size() + departed + keptPlaces >= maxPeers;
  }

  @Override
  public final void keepPlace() {
    keptPlaces++;
  }

  @Override
  public final void freePlace() {
    keptPlaces--;
  }

  /** Whom the application connected to is never one too many, lest strangers take his place. */
  @Override
  public final @Nullable Refusal refuse(PeerMetadata peer, boolean accepted) {
    if (lifecycle.isClosing()) {
      return new Refusal(HandshakeFailure.CLOSED, "this " + type + " socket is being closed");
    }
    Refusal refusal = refusal(peer);
    return refusal == null && accepted && isFull()
        ? new Refusal(
            HandshakeFailure.TOO_MANY_PEERS,
            "this %s socket has %d peers already (maxPeers)"
                .formatted(type, peers.size() + departed))
        : refusal;
  }

  @Override
  public final Pipe join(PipeLink link, PeerMetadata peer, boolean accepted) {
    Pipe pipe = new Pipe(this, link, peer, marks);
    automaticMessages.addTo(pipe, accepted);
    peers.add(pipe);
    if (outbound != null) {
      outbound.add(pipe);
    }
    return pipe;
  }

  @Override
  public final void started(Pipe pipe) {
    joined(pipe);
  }

  /** Whether what is for a peer that is not there waits for it. */
  final boolean expects(RoutingId peer) {
    return endpoints.expects(peer);
  }

  @Override
  public final void event(SocketEvent event) {
    monitor.tell(event);
  }

  @Override
  public final boolean deliver(Pipe pipe, DefaultMessage message) {
    if (intake == null) {
      discard(pipe.peer(), 1, DiscardReason.NOT_RECEIVABLE);
      return true;
    }
    return intake.deliver(pipe, message);
  }

  @Override
  public final void queued(Pipe pipe) {
    if (intake != null) {
      intake.queued(pipe);
    }
  }

  @Override
  public final void unflushed(Pipe pipe) {
    if (outbound != null) {
      outbound.unflushed(pipe);
    } else {
      loop.execute(pipe::flush);
    }
  }

  @Override
  public final void room(Pipe pipe) {
    roomChanged();
  }

  @Override
  public final void lost(Pipe pipe, @Nullable Throwable cause) {
    peers.remove(pipe);
    departed++;
    left(pipe, cause);
    if (outbound != null) {
      outbound.lost(pipe);
    }
  }

  @Override
  public final void emptied(Pipe pipe) {
    departed--;
  }

  @Override
  public final void dropping(Pipe pipe) {
    if (outbound != null) {
      outbound.dropping(pipe);
    }
  }

  /** Tells that messages were given up. */
  final void discard(@Nullable PeerMetadata peer, long messages, DiscardReason reason) {
    monitor.discarded(peer, messages, reason);
  }

  // Watching.

  @Override
  public final Flux<SocketEvent> events() {
    return monitor.events();
  }

  @Override
  public final Mono<SocketMetrics> metrics() {
    return answer(() -> monitor.metrics(peers.size(), outbound, intake));
  }

  @Override
  public final Mono<List<PeerMetrics>> peers() {
    return answer(() -> SocketMonitor.metrics(peers));
  }

  // The end.

  private final class Parts implements SocketLifecycle.Parts {

    @Override
    public void refuse() {
      if (intake != null) {
        intake.refuse();
      }
      if (outbound != null) {
        outbound.refuse();
      }
    }

    @Override
    public void stop() {
      closing();
      if (intake != null) {
        intake.close();
      }
      if (outbound != null) {
        outbound.stop();
      }
    }

    @Override
    public void abandon() {
      turns.stop();
      if (outbound != null) {
        discard(null, outbound.abandon(), DiscardReason.LINGER);
      }
    }

    @Override
    public Future<Void> close() {
      Future<Void> closed = endpoints.close();
      List.copyOf(peers).forEach(Pipe::close);
      discardReceived();
      return closed;
    }

    private void discardReceived() {
      if (intake != null) {
        discard(null, intake.abandon(), DiscardReason.NOT_RECEIVED);
      }
    }

    @Override
    public void gone() {
      if (loop.isEnded()) {
        endpoints.loopEnded();
        loop.endTimers();
        discardReceived();
      }
      resources.remove(SocketBase.this);
      monitor.stopped();
    }
  }

  @Override
  public final void dispose() {
    lifecycle.dispose();
  }

  /** The event loop has ended before the socket. */
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
    return new DisposedException("cannot " + what + ": this " + type + " socket was disposed of");
  }

  /** What is done on the loop for a subscriber. */
  interface Task<R> {
    void run(LoopSink<R> sink);
  }

  /**
   * Does something on the loop for each subscriber that has not given it up by then; what it throws
   * is the subscriber's.
   */
  final <R> Mono<R> onLoop(String what, Task<R> task) {
    return LoopSink.mono(loop, sink -> run(what, task, sink));
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
    } catch (Throwable t) { // an Error, too: whoever waits must be told
      sink.error(t);
    }
  }

  /** Tells each subscriber how things stand, also when the socket is gone. */
  private <R> Mono<R> answer(Supplier<R> question) {
    return LoopSink.mono(loop, sink -> sink.success(question.get()));
  }

  @Override
  public String toString() {
    return type + " socket " + endpoints;
  }
}
