package reactor.zmtp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.netty.tcp.SslProvider;
import reactor.util.context.Context;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.option.Security;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;
import reactor.zmtp.security.GssClient;
import reactor.zmtp.security.GssServer;
import reactor.zmtp.security.ZapAuthenticator;

/**
 * How a socket will be: immutable, every method returns a new spec, and one spec may be used from
 * any thread and opened any number of times. This class has what all socket types share.
 *
 * <p>A method throws {@link IllegalArgumentException} for a value that is out of range. A {@link
 * Duration} is used to the millisecond.
 *
 * @param <S> the spec itself
 * @param <T> the socket it opens
 */
public abstract class SocketSpec<S extends SocketSpec<S, T>, T extends ZmqSocket> {

  private final ZmqContext context;
  private final Options options;
  private final List<Attachment> attachments;

  /** An endpoint the socket will have from the beginning. */
  record Attachment(ZmqEndpoint.Role role, String endpoint) {}

  SocketSpec(ZmqContext context) {
    this.context = context;
    this.options = Options.DEFAULTS;
    this.attachments = List.of();
  }

  SocketSpec(SocketSpec<S, T> from, Options options, List<Attachment> attachments) {
    this.context = from.context;
    this.options = options;
    this.attachments = attachments;
  }

  abstract S copy(Options options, List<Attachment> attachments);

  abstract T create(ZmqContext context, Options options);

  static <S extends SocketSpec<S, ?>, V extends @Nullable Object> S with(
      Object spec, Option<V> option, V value) {
    @SuppressWarnings("unchecked") // the option interfaces are implemented by specs alone
    SocketSpec<S, ?> self = (SocketSpec<S, ?>) spec;
    return self.copy(self.options.with(option, value), self.attachments);
  }

  static <V extends @Nullable Object> V get(Object spec, Option<V> option) {
    return ((SocketSpec<?, ?>) spec).options.get(option);
  }

  final <V extends @Nullable Object> S with(Option<V> option, V value) {
    return copy(options.with(option, value), attachments);
  }

  private S attached(ZmqEndpoint.Role role, String endpoint) {
    List<Attachment> more = new ArrayList<>(attachments);
    more.add(new Attachment(role, Objects.requireNonNull(endpoint, "endpoint")));
    return copy(options, List.copyOf(more));
  }

  /**
   * Opens a socket: one for each subscription.
   *
   * @return the socket, once everything it is to be bound and connected to is accepted; fails,
   *     leaving nothing behind, as {@link ZmqSocket#bind} and {@link ZmqSocket#connect} do, with
   *     {@link DisposedException} if the context is gone, or with {@link IllegalArgumentException}
   *     if an authenticator was given that would never be asked
   */
  public final Mono<T> open() {
    return Mono.defer(
        () -> {
          checkAuthentication();
          T socket = create(context, options);
          Mono<Void> attached = Mono.empty();
          for (Attachment each : attachments) {
            Mono<ZmqEndpoint> next =
                each.role == ZmqEndpoint.Role.BOUND
                    ? socket.bind(each.endpoint)
                    : socket.connect(each.endpoint);
            attached = attached.then(next.then());
          }
          return attached
              .thenReturn(socket)
              .onErrorResume(
                  failure -> socket.disposeLater().onErrorComplete().then(Mono.error(failure)))
              .doOnCancel(socket::dispose);
        });
  }

  /** An authenticator that is never asked would keep nobody out, while its owner believes so. */
  private void checkAuthentication() {
    Security security = options.get(Option.SECURITY);
    boolean given = options.get(Option.AUTHENTICATOR) != null;
    if (given && !security.judges()) {
      throw new IllegalArgumentException(
          "authenticator: the client of a mechanism asks none, it is its server that judges; the"
              + " spec was given "
              + security.getClass().getSimpleName());
    }
    if ((given || security.authenticator() != null)
        && options.get(Option.ENFORCE_ZAP_DOMAIN)
        && options.get(Option.ZAP_DOMAIN).isEmpty()) {
      throw new IllegalArgumentException(
          "enforceZapDomain: the authenticator has to be told a domain, and zapDomain is empty");
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
   */
  public final S connect(String endpoint) {
    return attached(ZmqEndpoint.Role.CONNECTED, endpoint);
  }

  /**
   * Tells what happens to the socket, from before its first endpoint. Called on the event loop: it
   * must not block. May be repeated; all are told.
   *
   * @param consumer is told each event
   * @return a new spec
   */
  public final S doOnEvent(Consumer<? super SocketEvent> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    return with(Option.ON_EVENT, options.get(Option.ON_EVENT).andThen(guarded(consumer)));
  }

  /** A listener's fault is nobody else's: the others are told all the same. */
  private static Consumer<SocketEvent> guarded(Consumer<? super SocketEvent> consumer) {
    return event -> {
      try {
        consumer.accept(event);
      } catch (RuntimeException e) {
        Operators.onErrorDropped(e, Context.empty());
      }
    };
  }

  /**
   * Something of the application's own that peers are told (ZMQ_METADATA): see {@link
   * PeerMetadata#property}. Default: nothing.
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
    Map<String, String> all = new LinkedHashMap<>(options.get(Option.METADATA));
    all.put(name, Objects.requireNonNull(value, "value"));
    return with(Option.METADATA, Collections.unmodifiableMap(all));
  }

  /**
   * How long a socket that is disposed of may take to write what it has taken from publishers
   * (ZMQ_LINGER). Default: 5 s (libzmq: for ever).
   *
   * @param linger zero: not at all; negative: for ever
   * @return a new spec
   */
  public final S linger(Duration linger) {
    return with(Option.LINGER, Objects.requireNonNull(linger, "linger"));
  }

  /**
   * The oldest version of ZMTP a peer may speak; with each, the newest version that both sides have
   * is spoken. A peer that speaks an older one loses its connection before any message, as does
   * every peer older than 3.0 where a security mechanism is configured, or where the socket's type
   * came after ZMTP 2.0. Default: 3.0 (libzmq: 1.0).
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

  /**
   * The largest message that is received, all its frames counted; a peer that sends a larger one
   * loses its connection (ZMQ_MAXMSGSIZE, which counts each frame for itself). Default: 64 MiB
   * (libzmq: no limit).
   *
   * @param bytes 1 or more; -1: no limit but the 2 GiB of an array for each frame
   * @return a new spec
   */
  public final S maxMessageSize(long bytes) {
    check(bytes == -1 || bytes > 0, "maxMessageSize", bytes, "1 byte or more, or -1 for no limit");
    return with(Option.MAX_MESSAGE_SIZE, bytes == -1 ? Long.MAX_VALUE : bytes);
  }

  /**
   * The most frames a received message may have; a peer that sends more loses its connection.
   * Default: 65536 (libzmq: no limit).
   *
   * @param frames 1 or more
   * @return a new spec
   */
  public final S maxFrames(int frames) {
    check(frames > 0, "maxFrames", frames, "1 or more");
    return with(Option.MAX_FRAMES, frames);
  }

  /**
   * How long a peer may take to introduce itself before its connection is closed
   * (ZMQ_HANDSHAKE_IVL). Default: 30 s.
   *
   * @param timeout positive; zero: for ever
   * @return a new spec
   */
  public final S handshakeTimeout(Duration timeout) {
    return with(Option.HANDSHAKE_TIMEOUT, notNegative("handshakeTimeout", timeout));
  }

  /**
   * How many connections to one bound endpoint may be introducing themselves at a time; more are
   * closed at once. When there are so many, the oldest from the address with the most of them gives
   * way to one whose address would have less than half as many: who never speaks keeps nobody out
   * but those of his own address. An IPv6 address counts as its network of 64 bits. Default: 1024
   * (libzmq: no limit).
   *
   * @param connections 1 or more
   * @return a new spec
   */
  public final S maxHandshakes(int connections) {
    check(connections > 0, "maxHandshakes", connections, "1 or more");
    return with(Option.MAX_HANDSHAKES, connections);
  }

  /**
   * How many peers the socket may have at a time; more that come are closed at once, or, if they
   * were in their handshake when the last place was taken, at the end of it. Peers that the socket
   * connected to take places too, but are never refused: strangers cannot fill up the place of one
   * that the application chose. Default: 65536 (libzmq: no limit).
   *
   * @param peers 1 or more
   * @return a new spec
   */
  public final S maxPeers(int peers) {
    check(peers > 0, "maxPeers", peers, "1 or more");
    return with(Option.MAX_PEERS, peers);
  }

  /**
   * How many connections a second one bound endpoint takes from one remote address, and how many at
   * once from one that was quiet for a second; more are closed at once. An IPv6 address counts as
   * its network of 64 bits. Default: 0, no limit (libzmq has none): behind a load balancer, a
   * sidecar or a NAT all peers have one address, and a rate that stops an attacker there stops all
   * of them; what a connection may cost is limited in any case by {@code handshakeTimeout}, {@code
   * maxHandshakes} and {@code maxPeers}. Where peers have addresses of their own, set it to a few
   * times what one of them needs.
   *
   * @param perSecond 1 or more; 0: no limit
   * @return a new spec
   */
  public final S maxConnectionRate(int perSecond) {
    check(perSecond >= 0, "maxConnectionRate", perSecond, "0 or more");
    return with(Option.MAX_CONNECTION_RATE, perSecond);
  }

  /**
   * How often a peer is asked for a sign of life, if it speaks ZMTP 3.1 (ZMQ_HEARTBEAT_IVL).
   * Default: 10 s (libzmq: never).
   *
   * @param interval positive; zero: never
   * @return a new spec
   */
  public final S heartbeatInterval(Duration interval) {
    return with(Option.HEARTBEAT_INTERVAL, notNegative("heartbeatInterval", interval));
  }

  /**
   * How long a peer that was asked for a sign of life may stay silent before its connection is
   * closed (ZMQ_HEARTBEAT_TIMEOUT). Any bytes count. Suspended while nothing is read because nobody
   * asks for messages. Default: 30 s.
   *
   * @param timeout positive; zero: as long as the interval
   * @return a new spec
   */
  public final S heartbeatTimeout(Duration timeout) {
    return with(Option.HEARTBEAT_TIMEOUT, notNegative("heartbeatTimeout", timeout));
  }

  /**
   * How long a peer should wait for a sign of life of this side before it closes the connection
   * (ZMQ_HEARTBEAT_TTL). Default: 0.
   *
   * @param ttl at most 65.5 s, sent in tenths of a second; zero: the peer need not care
   * @return a new spec
   */
  public final S heartbeatTtl(Duration ttl) {
    notNegative("heartbeatTtl", ttl);
    check(
        ttl.toMillis() <= 65_500,
        "heartbeatTtl",
        ttl,
        "at most 65.5 s, since libzmq misreads more");
    return with(Option.HEARTBEAT_TTL, ttl);
  }

  /**
   * How long to wait before the first attempt to connect again (ZMQ_RECONNECT_IVL). Default: 100
   * ms.
   *
   * @param interval zero: at once; negative: never connect again
   * @return a new spec
   */
  public final S reconnectInterval(Duration interval) {
    return with(Option.RECONNECT_INTERVAL, Objects.requireNonNull(interval, "interval"));
  }

  /**
   * The longest wait between attempts: the wait doubles up to it, with jitter, until a handshake
   * succeeds (ZMQ_RECONNECT_IVL_MAX). Default: 10 s (libzmq: no doubling).
   *
   * @param interval at most {@code reconnectInterval}, such as zero: no doubling
   * @return a new spec
   */
  public final S reconnectIntervalMax(Duration interval) {
    return with(Option.RECONNECT_INTERVAL_MAX, notNegative("reconnectIntervalMax", interval));
  }

  /**
   * After which failures not to connect again (ZMQ_RECONNECT_STOP). Default: none.
   *
   * @param failures the failures
   * @return a new spec
   */
  public final S reconnectStop(ReconnectStop... failures) {
    return with(Option.RECONNECT_STOP, Set.of(failures));
  }

  /**
   * How long one attempt to connect to one address may take (ZMQ_CONNECT_TIMEOUT). Default: 30 s
   * (libzmq: the operating system's).
   *
   * @param timeout positive; zero: the operating system's
   * @return a new spec
   */
  public final S connectTimeout(Duration timeout) {
    return with(Option.CONNECT_TIMEOUT, notNegative("connectTimeout", timeout));
  }

  /**
   * Whether IPv6 is used beside IPv4 (ZMQ_IPV6): names resolve to both kinds of addresses, {@code
   * *} accepts both. Default: false.
   *
   * @param enabled whether it is
   * @return a new spec
   */
  public final S ipv6(boolean enabled) {
    return with(Option.IPV6, enabled);
  }

  /**
   * Whether small messages leave at once (TCP_NODELAY; libzmq always does). Default: true.
   *
   * @param enabled whether they do
   * @return a new spec
   */
  public final S tcpNoDelay(boolean enabled) {
    return with(Option.TCP_NO_DELAY, enabled);
  }

  /**
   * Whether the operating system probes idle connections (ZMQ_TCP_KEEPALIVE). Default: the
   * operating system's.
   *
   * @param enabled whether it does
   * @return a new spec
   */
  public final S tcpKeepAlive(boolean enabled) {
    return with(Option.TCP_KEEP_ALIVE, enabled);
  }

  /**
   * How long a connection is idle before it is probed (ZMQ_TCP_KEEPALIVE_IDLE). Default: the
   * operating system's.
   *
   * @param idle 1 s or more, used to the second
   * @return a new spec
   */
  public final S tcpKeepAliveIdle(Duration idle) {
    check(idle.toSeconds() > 0, "tcpKeepAliveIdle", idle, "1 s or more");
    return with(Option.TCP_KEEP_ALIVE_IDLE, idle);
  }

  /**
   * How many probes in a row may stay unanswered (ZMQ_TCP_KEEPALIVE_CNT). Default: the operating
   * system's.
   *
   * @param probes 1 or more
   * @return a new spec
   */
  public final S tcpKeepAliveCount(int probes) {
    check(probes > 0, "tcpKeepAliveCount", probes, "1 or more");
    return with(Option.TCP_KEEP_ALIVE_COUNT, probes);
  }

  /**
   * The time between probes (ZMQ_TCP_KEEPALIVE_INTVL). Default: the operating system's.
   *
   * @param interval 1 s or more, used to the second
   * @return a new spec
   */
  public final S tcpKeepAliveInterval(Duration interval) {
    check(interval.toSeconds() > 0, "tcpKeepAliveInterval", interval, "1 s or more");
    return with(Option.TCP_KEEP_ALIVE_INTERVAL, interval);
  }

  /**
   * The size of the kernel's send buffer (ZMQ_SNDBUF). Default: the operating system's.
   *
   * @param bytes 1 or more
   * @return a new spec
   */
  public final S sendBuffer(int bytes) {
    check(bytes > 0, "sendBuffer", bytes, "1 byte or more");
    return with(Option.SEND_BUFFER, bytes);
  }

  /**
   * The size of the kernel's receive buffer (ZMQ_RCVBUF). Default: the operating system's.
   *
   * @param bytes 1 or more
   * @return a new spec
   */
  public final S receiveBuffer(int bytes) {
    check(bytes > 0, "receiveBuffer", bytes, "1 byte or more");
    return with(Option.RECEIVE_BUFFER, bytes);
  }

  /**
   * How many connections may wait in the kernel to be accepted (ZMQ_BACKLOG). Default: 4096, of
   * which the operating system may allow less (libzmq: 100).
   *
   * @param connections 1 or more
   * @return a new spec
   */
  public final S backlog(int connections) {
    check(connections > 0, "backlog", connections, "1 or more");
    return with(Option.BACKLOG, connections);
  }

  /**
   * The type-of-service byte of what is sent (ZMQ_TOS). Default: the operating system's.
   *
   * @param tos 0 to 255
   * @return a new spec
   */
  public final S typeOfService(int tos) {
    check(tos >= 0 && tos <= 255, "typeOfService", tos, "0 to 255");
    return with(Option.TYPE_OF_SERVICE, tos);
  }

  /**
   * The network interface all traffic goes through (ZMQ_BINDTODEVICE). Linux with the native
   * transport only: elsewhere binding and connecting fail. Default: none.
   *
   * @param device its name
   * @return a new spec
   */
  public final S bindToDevice(String device) {
    return with(Option.BIND_TO_DEVICE, Objects.requireNonNull(device, "device"));
  }

  /**
   * Accepts connections only from some networks (ZMQ_TCP_ACCEPT_FILTER); adds to those already
   * named. Default: from everywhere.
   *
   * @param cidrs addresses or networks such as {@code 192.168.0.0/16} or {@code ::1}
   * @return a new spec
   */
  public final S acceptFilter(String... cidrs) {
    List<String> all = new ArrayList<>(options.get(Option.ACCEPT_FILTERS));
    all.addAll(List.of(cidrs));
    return with(Option.ACCEPT_FILTERS, List.copyOf(all));
  }

  /**
   * Security PLAIN (RFC 24), as its client: this side tells a user name and a password, unencrypted
   * (ZMQ_PLAIN_USERNAME, ZMQ_PLAIN_PASSWORD). Which side binds makes no difference. Of this and the
   * other methods that choose a mechanism the last one counts. Default: no security.
   *
   * @param username at most 255 bytes of UTF-8
   * @param password at most 255 bytes of UTF-8
   * @return a new spec
   */
  public final S plain(String username, String password) {
    checkPlain("user name", username);
    checkPlain("password", password);
    return with(Option.SECURITY, new Security.PlainClient(username, password));
  }

  private static void checkPlain(String what, String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length > 255) { // and the text is not told
      throw new IllegalArgumentException(
          "plain must be given a %s of at most 255 bytes of UTF-8, not %d".formatted(what, length));
    }
  }

  /**
   * Security PLAIN (RFC 24), as its server: peers tell a user name and a password, which are judged
   * (ZMQ_PLAIN_SERVER).
   *
   * @param authenticator judges peers, on the event loop, where it must not block
   * @return a new spec
   */
  public final S plainServer(ZapAuthenticator authenticator) {
    return with(
        Option.SECURITY,
        new Security.PlainServer(Objects.requireNonNull(authenticator, "authenticator")));
  }

  /**
   * Security CURVE (RFC 26), as its client: everything is encrypted, this side is known by its
   * public key, and only the server that has the secret key of {@code server} is talked to
   * (ZMQ_CURVE_PUBLICKEY, ZMQ_CURVE_SECRETKEY, ZMQ_CURVE_SERVERKEY).
   *
   * @param own this side's keys
   * @param server the server's public key
   * @return a new spec
   */
  public final S curve(CurveKeyPair own, CurvePublicKey server) {
    return with(
        Option.SECURITY,
        new Security.CurveClient(
            Objects.requireNonNull(own, "own"), Objects.requireNonNull(server, "server")));
  }

  /**
   * Security CURVE (RFC 26), as its server, for whoever knows the server's public key: encryption,
   * but nobody is kept out and nobody is known (ZMQ_CURVE_SERVER without ZAP).
   *
   * @param own this side's keys (ZMQ_CURVE_SECRETKEY)
   * @return a new spec
   */
  public final S curveServer(CurveKeyPair own) {
    return with(
        Option.SECURITY, new Security.CurveServer(Objects.requireNonNull(own, "own"), null));
  }

  /**
   * Security CURVE (RFC 26), as its server: everything is encrypted, and peers are judged by their
   * public keys (ZMQ_CURVE_SERVER).
   *
   * @param own this side's keys (ZMQ_CURVE_SECRETKEY)
   * @param authenticator judges peers, on the event loop, where it must not block
   * @return a new spec
   */
  public final S curveServer(CurveKeyPair own, ZapAuthenticator authenticator) {
    return with(
        Option.SECURITY,
        new Security.CurveServer(
            Objects.requireNonNull(own, "own"),
            Objects.requireNonNull(authenticator, "authenticator")));
  }

  /**
   * Security GSSAPI (RFC 38) with Kerberos, as its client: this side proves who it is with a
   * ticket, and that the server is the one that was asked for; everything is encrypted
   * (ZMQ_GSSAPI_SERVICE_PRINCIPAL, ZMQ_GSSAPI_PRINCIPAL, ZMQ_GSSAPI_PLAINTEXT). It needs the JDK's
   * module {@code java.security.jgss}, which may talk to the KDC and read files: it does so on
   * threads of {@code Schedulers.boundedElastic()}, and the {@code handshakeTimeout} runs.
   *
   * @param client whom it wants to talk to, and who it is
   * @return a new spec
   */
  public final S gssapi(GssClient client) {
    return with(
        Option.SECURITY, new Security.GssapiClient(Objects.requireNonNull(client, "client")));
  }

  /**
   * Security GSSAPI (RFC 38) with Kerberos, as its server, for whoever has a ticket for it; the
   * user id of a peer is its principal (ZMQ_GSSAPI_SERVER without ZAP).
   *
   * @param server who it is
   * @return a new spec
   */
  public final S gssapiServer(GssServer server) {
    return with(
        Option.SECURITY, new Security.GssapiServer(Objects.requireNonNull(server, "server"), null));
  }

  /**
   * Security GSSAPI (RFC 38) with Kerberos, as its server: everything is encrypted, and peers are
   * judged by their principals (ZMQ_GSSAPI_SERVER, ZMQ_GSSAPI_PRINCIPAL, ZMQ_GSSAPI_PLAINTEXT). See
   * {@link #gssapi}.
   *
   * @param server who it is
   * @param authenticator judges peers, on the event loop, where it must not block
   * @return a new spec
   */
  public final S gssapiServer(GssServer server, ZapAuthenticator authenticator) {
    return with(
        Option.SECURITY,
        new Security.GssapiServer(
            Objects.requireNonNull(server, "server"),
            Objects.requireNonNull(authenticator, "authenticator")));
  }

  /**
   * TLS on tcp, under everything else: the handshake of TLS comes before the greeting of ZMTP,
   * within {@code handshakeTimeout} and counted by {@code maxHandshakes}; all mechanisms work over
   * it. Other ZeroMQ implementations do not speak it. Default: none.
   *
   * <p>A provider with a server's {@code SslContext} is for binding, one with a client's is for
   * connecting; a socket that does both takes one of each, in two calls. With one of them the
   * socket does nothing without TLS: the other kind of endpoint is refused with {@link
   * InvalidEndpointException}.
   *
   * <p>Certificates are checked as the provider says: by default a client checks that the server's
   * is trusted and for the host of the endpoint, and a server asks for none. The subject of a
   * certificate that the peer has shown is its {@link PeerMetadata#userId}, unless the mechanism's
   * authenticator names another. A failure is told as {@link SocketEvent.HandshakeFailure#TLS}.
   * Certificates are checked on the event loop: a {@code TrustManager} must not block.
   *
   * @param provider what TLS is done with; it adds to one for the other side
   * @return a new spec
   */
  public final S tls(SslProvider provider) {
    return with(
        Option.TLS, options.get(Option.TLS).with(Objects.requireNonNull(provider, "provider")));
  }

  /**
   * Judges every peer, whatever the mechanism (ZAP, RFC 27; libzmq: a handler at
   * inproc://zeromq.zap.01). Without a mechanism (NULL) it knows the peer's address alone. Where
   * the mechanism was given an authenticator of its own, the peer must be let in by both, and the
   * answer of the mechanism's counts. It is not for the client of a mechanism: such a spec does not
   * open. Default: none.
   *
   * <p>As with a mechanism, peers older than ZMTP 3.0 are refused then.
   *
   * @param authenticator judges peers, on the event loop, where it must not block
   * @return a new spec
   */
  public final S authenticator(ZapAuthenticator authenticator) {
    return with(Option.AUTHENTICATOR, Objects.requireNonNull(authenticator, "authenticator"));
  }

  /**
   * What the authenticator is told this socket belongs to (ZMQ_ZAP_DOMAIN). A domain without an
   * authenticator keeps nobody out but peers older than ZMTP 3.0, as in libzmq; see {@link
   * #enforceZapDomain}. Default: empty.
   *
   * @param domain the name of a realm, at most 255 bytes of UTF-8
   * @return a new spec
   */
  public final S zapDomain(String domain) {
    int length = domain.getBytes(StandardCharsets.UTF_8).length;
    check(length <= 255, "zapDomain", domain, "at most 255 bytes of UTF-8");
    return with(Option.ZAP_DOMAIN, domain);
  }

  /**
   * Whether a domain stands for authentication (ZMQ_ZAP_ENFORCE_DOMAIN). Then a socket with a
   * domain and no authenticator lets nobody in, and one with an authenticator and no domain does
   * not open: RFC 27 wants it to be told one. libzmq does not ask the authenticator in that case.
   * Default: false.
   *
   * @param enforced whether it does
   * @return a new spec
   */
  public final S enforceZapDomain(boolean enforced) {
    return with(Option.ENFORCE_ZAP_DOMAIN, enforced);
  }

  static void check(boolean right, String option, Object value, String range) {
    if (!right) {
      throw new IllegalArgumentException(option + " must be " + range + ", not " + value);
    }
  }

  private static Duration notNegative(String option, Duration value) {
    check(!value.isNegative(), option, value, "zero or more");
    return value;
  }
}
