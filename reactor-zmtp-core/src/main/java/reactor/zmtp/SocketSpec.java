package reactor.zmtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.connection.CreditFormat;
import reactor.zmtp.connection.TraceFormat;
import reactor.zmtp.loop.Signals;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.option.Security;
import reactor.zmtp.socket.ZmqResources;

/**
 * Options of a socket, and its endpoints: immutable, every method returns a new spec, and one spec
 * may be used from any thread and opened any number of times. This class and what it implements
 * have what all socket types share.
 *
 * <p>A method throws {@link IllegalArgumentException} for a value that is out of range. A {@link
 * Duration} is used to the millisecond.
 *
 * @param <S> the spec itself
 * @param <T> the socket it opens
 */
public abstract class SocketSpec<S extends SocketSpec<S, T>, T extends ZmqSocket>
    implements LimitOptions<S>,
        HeartbeatOptions<S>,
        ReconnectOptions<S>,
        TcpOptions<S>,
        IpcOptions<S>,
        WebSocketOptions<S>,
        SecurityOptions<S> {

  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(45);

  private final State state;
  private final Function<State, S> copy;
  private final BiFunction<ZmqResources, Options, T> socket;
  private final OneShots oneShots = new OneShots();

  /** State that one spec differs in from another of its type. */
  record State(ZmqContext context, Options options, List<Attachment> attachments) {

    /** Everything as it is by default. */
    State(ZmqContext context) {
      this(context, Options.DEFAULTS, List.of());
    }
  }

  /** An endpoint the socket will have from the beginning. */
  record Attachment(ZmqEndpoint.Role role, String endpoint) {}

  /** With the constructors of the spec and of the socket. */
  SocketSpec(State state, Function<State, S> copy, BiFunction<ZmqResources, Options, T> socket) {
    this.state = state;
    this.copy = copy;
    this.socket = socket;
  }

  static <S extends SocketSpec<S, ?>, V extends @Nullable Object> S with(
      Object spec, Option<V> option, V value) {
    @SuppressWarnings("unchecked") // the option interfaces are implemented by specs alone
    SocketSpec<S, ?> self = (SocketSpec<S, ?>) spec;
    return self.with(option, value);
  }

  static <V extends @Nullable Object> V get(Object spec, Option<V> option) {
    return ((SocketSpec<?, ?>) spec).get(option);
  }

  final <V extends @Nullable Object> S with(Option<V> option, V value) {
    return copy.apply(
        new State(state.context, state.options.with(option, value), state.attachments));
  }

  final <V extends @Nullable Object> V get(Option<V> option) {
    return state.options.get(option);
  }

  private S attached(ZmqEndpoint.Role role, String endpoint) {
    state
        .context
        .resources()
        .transports()
        .check(role, Objects.requireNonNull(endpoint, "endpoint"));
    List<Attachment> more = new ArrayList<>(state.attachments);
    more.add(new Attachment(role, endpoint));
    return copy.apply(new State(state.context, state.options, List.copyOf(more)));
  }

  /**
   * Opens a socket: one for each subscription. Cancelled before the socket is delivered, it leaves
   * nothing behind; what had not begun is not carried out. Once delivered the socket is the
   * subscriber's to dispose of: a later cancel, as of {@code flux().next()}, leaves it alone, as
   * Reactor Netty leaves a connection.
   *
   * @return the socket, once everything it is to be bound and connected to is accepted; fails,
   *     leaving nothing behind, as {@link ZmqSocket#bind} and {@link ZmqSocket#connect} do, with
   *     {@link DisposedException} if the context is gone, or with {@link IllegalArgumentException}
   *     if an authenticator was given that would never be asked
   */
  public final Mono<T> open() {
    return open(Mono.empty(), socket -> {});
  }

  /**
   * Opens a socket and waits for it, for 45 s at most, as Reactor Netty's {@code bindNow} does. Not
   * for event loops: it blocks.
   *
   * @return the socket
   * @throws IllegalStateException if it was not there in time, or on a thread that must not block
   * @throws RuntimeException what {@link #open} fails with
   */
  public final T openNow() {
    return openNow(OPEN_TIMEOUT);
  }

  /**
   * Opens a socket and waits for it. Not for event loops: it blocks.
   *
   * @param timeout how long at most; then nothing is left behind
   * @return the socket
   * @throws IllegalStateException if it was not there in time, or on a thread that must not block
   * @throws RuntimeException what {@link #open} fails with
   */
  public final T openNow(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    if (Schedulers.isInNonBlockingThread()) {
      throw new IllegalStateException(
          "openNow() blocks, which is not for the thread %s: open() does not"
              .formatted(Thread.currentThread().getName()));
    }
    OpenNow<T> opened = new OpenNow<>();
    open().subscribe(opened);
    return opened.await(timeout, this);
  }

  /** Opens a socket whose endpoints come after something else. */
  final Mono<T> open(Mono<Void> first, Consumer<? super T> made) {
    return Mono.defer(
        () -> {
          checkAuthentication();
          T opened = socket.apply(state.context.resources(), state.options);
          state.context.resources().add(opened);
          made.accept(opened);
          Mono<Void> attached = first;
          for (Attachment each : state.attachments) {
            Mono<ZmqEndpoint> next =
                each.role == ZmqEndpoint.Role.BOUND
                    ? opened.bind(each.endpoint)
                    : opened.connect(each.endpoint);
            attached = attached.then(next.then());
          }
          return new Opening<>(
              attached
                  .thenReturn(opened)
                  .onErrorResume(
                      failure -> opened.disposeLater().onErrorComplete().then(Mono.error(failure))),
              opened);
        });
  }

  /** Whether the socket is bound to something when it is opened. */
  final boolean binds() {
    return state.attachments.stream().anyMatch(each -> each.role == ZmqEndpoint.Role.BOUND);
  }

  /** Subscriptions that open sockets of their own. */
  final OneShots oneShot() {
    return oneShots;
  }

  /** An authenticator that is never asked would keep nobody out, while its owner believes so. */
  private void checkAuthentication() {
    Security security = get(Option.SECURITY);
    boolean given = get(Option.AUTHENTICATOR) != null;
    if (given && !security.authenticates()) {
      throw new IllegalArgumentException(
          "authenticator: the client of a mechanism asks none, its server authenticates; the"
              + " spec was given "
              + security.getClass().getSimpleName());
    }
    if ((given || security.authenticator() != null)
        && get(Option.ENFORCE_ZAP_DOMAIN)
        && get(Option.ZAP_DOMAIN).isEmpty()) {
      throw new IllegalArgumentException(
          "enforceZapDomain: the authenticator needs a domain, and zapDomain is empty");
    }
  }

  /** For what speaks raw TCP. */
  static void checkUnsecured(String what, Options options) {
    Security security = options.get(Option.SECURITY);
    if (!(security instanceof Security.None) || options.get(Option.AUTHENTICATOR) != null) {
      throw new IllegalArgumentException(
          what
              + " speaks raw TCP, which has no security mechanism; its spec was given "
              + (security instanceof Security.None
                  ? "an authenticator"
                  : security.getClass().getSimpleName()));
    }
  }

  /**
   * Binds the socket to an endpoint when it is opened; may be repeated. See {@link ZmqSocket#bind}.
   *
   * @param endpoint the endpoint
   * @return a new spec
   * @throws InvalidEndpointException if it is malformed; what it names is looked up when the socket
   *     is opened
   */
  public final S bind(String endpoint) {
    return attached(ZmqEndpoint.Role.BOUND, endpoint);
  }

  /**
   * Connects the socket to an endpoint when it is opened; may be repeated. See {@link
   * ZmqSocket#connect}.
   *
   * @param endpoint the endpoint
   * @return a new spec
   * @throws InvalidEndpointException if it is malformed; what it names is looked up when the socket
   *     is opened
   */
  public final S connect(String endpoint) {
    return attached(ZmqEndpoint.Role.CONNECTED, endpoint);
  }

  /**
   * Name of the socket, by which its {@code toString()}, its publishers and its log lines tell it
   * from others. Default: none, its type has to do.
   *
   * @param name the name; empty: none
   * @return a new spec
   */
  public final S name(String name) {
    return with(Option.NAME, Objects.requireNonNull(name, "name"));
  }

  /**
   * Opens the socket on the event loop of another one, as {@code LoopResources} of Reactor Netty
   * colocate: what passes between the two over {@code inproc} then changes no thread, and together
   * they have the time of one core. Default: sockets are spread over the loops in turn.
   *
   * @param socket a socket of the same context; opening fails with a {@link ZmqException} if it is
   *     not, and with a {@link DisposedException} if it is gone
   * @return a new spec
   */
  public final S colocate(ZmqSocket socket) {
    return with(Option.COLOCATE, Objects.requireNonNull(socket, "socket"));
  }

  /**
   * Calls a consumer with each event of the socket, from before its first endpoint. Called on the
   * event loop: it must not block. May be repeated; all are called.
   *
   * @param consumer called with each event
   * @return a new spec
   */
  public final S doOnEvent(Consumer<? super SocketEvent> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    return doOnSocketEvent((socket, event) -> consumer.accept(event));
  }

  /**
   * Calls a consumer with each event of the socket and the socket itself, as {@link #doOnEvent}: so
   * that one consumer of many specs tells by {@link ZmqSocket#name()} and {@link ZmqSocket#type()}
   * whose event it is.
   *
   * @param consumer called with the socket, which may still be opening, and each of its events
   * @return a new spec
   */
  public final S doOnSocketEvent(BiConsumer<? super ZmqSocket, ? super SocketEvent> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    return with(Option.ON_EVENT, get(Option.ON_EVENT).andThen(guarded(consumer)));
  }

  /** A fault of one listener does not keep the event from the others. */
  private static BiConsumer<Object, SocketEvent> guarded(
      BiConsumer<? super ZmqSocket, ? super SocketEvent> consumer) {
    return (socket, event) -> {
      try {
        consumer.accept((ZmqSocket) socket, event);
      } catch (Throwable t) {
        Signals.dropped(t);
      }
    };
  }

  /**
   * Adds a property of the application's own to what peers are sent in the handshake
   * (ZMQ_METADATA): see {@link PeerMetadata#property}. At most 60 properties, which with
   * Socket-Type, Identity, X-ZMTP-Credit and X-ZMTP-Trace are as many as a peer reads. Default:
   * nothing.
   *
   * @param name its name, 1 to 255 letters, digits, {@code - _ . +}, beginning with {@code X-}
   * @param value its value
   * @return a new spec, with this property added or changed
   */
  public final S metadata(String name, String value) {
    check(
        name.matches("[Xx]-[A-Za-z0-9\\-_.+]{1,253}"),
        "metadata",
        name,
        "a name that begins with X- and goes on with 1 to 253 letters, digits, - _ . +");
    check(
        !name.equalsIgnoreCase(CreditFormat.PROPERTY)
            && !name.equalsIgnoreCase(TraceFormat.PROPERTY),
        "metadata",
        name,
        "a name of your own: this one is used for credit, or for trace context");
    Map<String, String> all = new LinkedHashMap<>(get(Option.METADATA));
    all.put(name, Objects.requireNonNull(value, "value"));
    check(all.size() <= 60, "metadata", all.size() + " properties", "at most 60 properties");
    return with(Option.METADATA, Collections.unmodifiableMap(all));
  }

  /**
   * Time that a socket that is disposed of may take to write what it has taken from publishers
   * (ZMQ_LINGER), and then has a peer that grants credit to take what was written. Default: 5 s
   * (libzmq: for ever).
   *
   * @param linger zero: not at all; negative: for ever
   * @return a new spec
   */
  public final S linger(Duration linger) {
    return with(Option.LINGER, Objects.requireNonNull(linger, "linger"));
  }

  /**
   * Oldest version of ZMTP a peer may speak; with each, the newest version that both sides have is
   * spoken. A peer that speaks an older one loses its connection before any message, as does every
   * peer older than 3.0 where a security mechanism is configured, or where the socket's type came
   * after ZMTP 2.0. Default: 3.0 (libzmq: 1.0).
   *
   * <p>Below 3.0 there is no security, and heartbeats are for 3.1 peers alone. With 1.0, the bytes
   * of a stranger such as a port scanner can become a message, and nobody checks that the peer's
   * socket type goes with this one.
   *
   * @param version the version
   * @return a new spec
   */
  public final S minimumProtocol(ProtocolVersion version) {
    return with(Option.MINIMUM_PROTOCOL, Objects.requireNonNull(version, "version"));
  }

  static void check(boolean right, String option, Object value, String range) {
    if (!right) {
      throw new IllegalArgumentException(
          option + " must be " + range + ", not " + Excerpt.of(value));
    }
  }

  static Duration notNegative(String option, Duration value) {
    check(!value.isNegative(), option, value, "zero or more");
    return value;
  }
}
