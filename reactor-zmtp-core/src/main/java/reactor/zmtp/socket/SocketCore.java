package reactor.zmtp.socket;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.zmtp.DisposedException;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqEndpoint.Role;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.connection.Peers;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.NullMechanism;
import reactor.zmtp.mechanism.OwnProperties;
import reactor.zmtp.mechanism.PeerProperties;
import reactor.zmtp.message.Frames;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Marks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.transport.Connector;
import reactor.zmtp.transport.Listener;
import reactor.zmtp.transport.Transport;

/**
 * What all sockets share: endpoints, peers, events, the end. A socket type adds the halves it has,
 * an {@link Outbox} and an {@link Inbox}. Confined to one event loop; the public methods hop onto
 * it.
 */
abstract class SocketCore implements ZmqSocket, Peers, Pipe.Socket {

  private enum State {
    OPEN,
    LINGERING,
    CLOSING,
    GONE
  }

  private final Runtime runtime;
  private final Options options;
  private final SocketType type;
  private final IoLoop loop;
  private final Marks marks;
  private final EventStream events;
  private final Sinks.Empty<Void> gone = Sinks.empty();
  private final List<LiveEndpoint> endpoints = new CopyOnWriteArrayList<>();
  private final Set<Pipe> peers = new LinkedHashSet<>();
  private final @Nullable Outbox outbox;
  private final @Nullable Inbox inbox;

  private State state = State.OPEN;
  private volatile boolean disposed;
  private @Nullable Disposable lingering;
  private long discarded;

  SocketCore(Runtime runtime, Options options, SocketType type, boolean sends, boolean receives) {
    this.runtime = runtime;
    this.options = options;
    this.type = type;
    this.loop = runtime.nextLoop();
    this.marks =
        Marks.ofOptions(
            options.get(Option.SEND_HIGH_WATER_MARK),
            options.get(Option.RECEIVE_HIGH_WATER_MARK),
            options.get(Option.RECEIVE_HIGH_WATER_MARK_BYTES));
    this.events = new EventStream(options.get(Option.ON_EVENT));
    this.outbox = sends ? new Outbox(loop, this::expectedPeers, marks.send(), this::drained) : null;
    this.inbox = receives ? new Inbox(loop, type) : null;
    if (!runtime.add(this)) {
      throw new DisposedException("the context was disposed of; it opens no sockets any more");
    }
  }

  final Outbox outbox() {
    return present(outbox);
  }

  final Inbox inbox() {
    return present(inbox);
  }

  private static <T> T present(@Nullable T half) {
    if (half == null) {
      throw new IllegalStateException("this socket type does not have that half");
    }
    return half;
  }

  /** How many peers there are: for types that want to be asked before one joins. */
  final int peerCount() {
    return peers.size();
  }

  /** Whether one more peer is wanted. */
  boolean wants(PeerProperties peer) {
    return true;
  }

  // Endpoints.

  @Override
  public final SocketType type() {
    return type;
  }

  @Override
  public final Mono<ZmqEndpoint> bind(String endpoint) {
    return onLoop(
        "bind to " + endpoint,
        sink -> {
          Listener listener = new Listener(loop, options, this, endpoint);
          listener
              .open()
              .addListener(
                  (Future<Void> opened) -> {
                    if (opened.isSuccess()) {
                      attach(Role.BOUND, listener, sink);
                    } else {
                      sink.error(opened.cause());
                    }
                  });
        });
  }

  @Override
  public final Mono<ZmqEndpoint> connect(String endpoint) {
    return onLoop(
        "connect to " + endpoint,
        sink -> {
          Connector connector = new Connector(loop, options, this, endpoint, runtime.resolver());
          attach(Role.CONNECTED, connector, sink);
          connector.start();
          roomChanged();
        });
  }

  private void attach(Role role, Transport transport, MonoSink<ZmqEndpoint> sink) {
    LiveEndpoint endpoint = new LiveEndpoint(this, role, transport);
    endpoints.add(endpoint);
    if (isDisposed()) { // disposed of while it was being bound
      detach(endpoint);
      sink.error(disposed("bind to " + transport.requested()));
    } else {
      sink.success(endpoint);
    }
  }

  @Override
  public final Mono<Void> unbind(String endpoint) {
    return remove(Role.BOUND, endpoint);
  }

  @Override
  public final Mono<Void> disconnect(String endpoint) {
    return remove(Role.CONNECTED, endpoint);
  }

  private Mono<Void> remove(Role role, String endpoint) {
    return onLoop(
        "remove " + endpoint,
        sink -> {
          for (LiveEndpoint each : endpoints) {
            if (each.is(role, endpoint)) {
              detach(each).addListener(done -> sink.success());
              return;
            }
          }
          sink.error(
              new InvalidEndpointException(
                  endpoint,
                  "this socket is not "
                      + (role == Role.BOUND ? "bound" : "connected")
                      + " to it; its endpoints are "
                      + endpoints));
        });
  }

  final void remove(LiveEndpoint endpoint) {
    loop.run(() -> detach(endpoint));
  }

  private Future<Void> detach(LiveEndpoint endpoint) {
    Transport transport = endpoint.transport();
    if (!endpoints.remove(endpoint)) {
      return loop.eventLoop().newSucceededFuture(null);
    }
    Future<Void> closed = transport.close();
    closed.addListener(
        done -> {
          events.tell(new SocketEvent.Closed(transport.address()));
          endpoint.gone();
        });
    roomChanged();
    return closed;
  }

  @Override
  public final List<ZmqEndpoint> endpoints() {
    return List.copyOf(endpoints);
  }

  /** With immediate(false), connected endpoints whose peer is not there count as peers. */
  private int expectedPeers() {
    if (options.get(Option.IMMEDIATE)) {
      return 0;
    }
    int expected = 0;
    for (LiveEndpoint each : endpoints) {
      if (each.transport() instanceof Connector connector && !connector.isConnected()) {
        expected++;
      }
    }
    return expected;
  }

  private void roomChanged() {
    if (outbox != null) {
      outbox.room();
    }
  }

  // Peers.

  @Override
  public final Mechanism mechanism() {
    return new NullMechanism(OwnProperties.of(type, new byte[0]));
  }

  @Override
  public final @Nullable Pipe join(Pipe.Link link, PeerProperties peer) {
    if (state == State.CLOSING || state == State.GONE || !wants(peer)) {
      return null;
    }
    Pipe pipe = new Pipe(this, link, marks);
    peers.add(pipe);
    if (outbox != null) {
      outbox.add(pipe);
    }
    return pipe;
  }

  @Override
  public final void event(SocketEvent event) {
    events.tell(event);
  }

  @Override
  public final boolean deliver(Frames message) {
    if (inbox == null) {
      discard(1, DiscardReason.NOT_RECEIVABLE);
      return true;
    }
    return inbox.deliver(message);
  }

  @Override
  public final void queued(Pipe pipe) {
    if (inbox != null) {
      inbox.queued(pipe);
    }
  }

  @Override
  public final void room(Pipe pipe) {
    roomChanged();
  }

  @Override
  public final void lost(Pipe pipe, @Nullable Throwable cause) {
    peers.remove(pipe);
    if (outbox != null) {
      outbox.lost(pipe);
    }
  }

  private void discard(long messages, DiscardReason reason) {
    if (messages > 0) {
      discarded += messages;
      events.tell(new SocketEvent.Discarded("", null, messages, reason));
    }
  }

  // Watching.

  @Override
  public final Flux<SocketEvent> events() {
    return events.asFlux();
  }

  @Override
  public final Mono<SocketMetrics> metrics() {
    return Mono.create(sink -> loop.run(() -> sink.success(measure())));
  }

  private SocketMetrics measure() {
    return new SocketMetrics(
        peers.size(),
        outbox == null ? 0 : outbox.sent(),
        inbox == null ? 0 : inbox.received(),
        outbox == null ? 0 : outbox.waiting(),
        outbox == null ? 0 : outbox.mostWaiting(),
        inbox == null ? 0 : inbox.waiting(),
        inbox == null ? 0 : inbox.mostWaiting(),
        discarded);
  }

  // The end.

  @Override
  public final void dispose() {
    disposed = true;
    loop.run(this::linger);
  }

  private void linger() {
    if (state != State.OPEN) {
      return;
    }
    state = State.LINGERING;
    if (inbox != null) {
      inbox.close();
    }
    Duration linger = options.get(Option.LINGER);
    if (outbox == null || linger.isZero()) {
      end();
      return;
    }
    if (!linger.isNegative()) {
      lingering = loop.schedule(linger, this::end);
    }
    outbox.stop();
  }

  /** All that was taken from publishers has been written. */
  private void drained() {
    if (state == State.LINGERING) {
      end();
    }
  }

  private void end() {
    if (state != State.LINGERING) {
      return;
    }
    state = State.CLOSING;
    if (lingering != null) {
      lingering.dispose();
    }
    if (outbox != null) {
      discard(outbox.abandon(), DiscardReason.LINGER);
    }
    List<Future<Void>> closing = new ArrayList<>();
    for (LiveEndpoint each : endpoints) {
      closing.add(detach(each));
    }
    for (Pipe peer : List.copyOf(peers)) {
      peer.close();
    }
    if (inbox != null) {
      discard(inbox.abandon(), DiscardReason.NOT_RECEIVED);
    }
    finishWhen(closing, 0);
  }

  private void finishWhen(List<Future<Void>> closing, int index) {
    if (index < closing.size()) {
      closing.get(index).addListener(done -> finishWhen(closing, index + 1));
      return;
    }
    state = State.GONE;
    runtime.remove(this);
    events.tell(new SocketEvent.Stopped(""));
    events.complete();
    gone.tryEmitEmpty();
  }

  @Override
  public final boolean isDisposed() {
    return disposed;
  }

  @Override
  public final Mono<Void> onDispose() {
    return gone.asMono();
  }

  private DisposedException disposed(String what) {
    return new DisposedException("cannot " + what + ": this " + type + " socket was disposed of");
  }

  private interface Task<T> {
    void run(MonoSink<T> sink);
  }

  /** Does something on the loop for each subscriber; what it throws is the subscriber's. */
  private <T> Mono<T> onLoop(String what, Task<T> task) {
    return Mono.create(
        sink ->
            loop.run(
                () -> {
                  if (isDisposed()) {
                    sink.error(disposed(what));
                    return;
                  }
                  try {
                    task.run(sink);
                  } catch (RuntimeException e) {
                    sink.error(e);
                  }
                }));
  }

  @Override
  public String toString() {
    return type + " socket " + endpoints;
  }
}
