package reactor.zmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.micrometer.observation.ObservationRegistry;
import io.netty.handler.ssl.SslContextBuilder;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.SslProvider;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.option.Proxy;
import reactor.zmtp.option.Security;
import reactor.zmtp.option.Tls;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.GssClient;
import reactor.zmtp.security.GssName;
import reactor.zmtp.security.GssServer;
import reactor.zmtp.security.ZapAuthenticator;

/** Every method of a spec sets its option, to what it was given, and refuses what is no value. */
class SpecOptionsTest {

  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration NEGATIVE = Duration.ofNanos(-1);

  /** Every option has its method in one of these. */
  private static final List<Class<?>> SPECS =
      List.of(
          SocketSpec.class,
          LimitOptions.class,
          HeartbeatOptions.class,
          ReconnectOptions.class,
          TcpOptions.class,
          IpcOptions.class,
          WebSocketOptions.class,
          SecurityOptions.class,
          SendOptions.class,
          ReceiveOptions.class,
          RoutingIdOptions.class,
          ConflateOptions.class,
          CreditOptions.class,
          FanOutOptions.class,
          RadioSpec.class,
          DishSpec.class,
          HelloOptions.class,
          DisconnectOptions.class,
          HiccupOptions.class,
          ReqSpec.class,
          ReplyOptions.class,
          ProbeOptions.class,
          RouterSpec.class,
          StreamSpec.class,
          TopicOptions.class,
          PubOptions.class,
          XPubSpec.class,
          InvertMatchingOptions.class,
          OnlyFirstSubscribeOptions.class,
          XSubSpec.class,
          SubscribeOptions.class,
          ObservationOptions.class);

  /** A spec with every option there is, whose options can be looked at. */
  private static final class ProbeSpec extends SocketSpec<ProbeSpec, ZmqSocket>
      implements SendOptions<ProbeSpec>,
          ReceiveOptions<ProbeSpec>,
          ReplyOptions<ProbeSpec>,
          RoutingIdOptions<ProbeSpec>,
          ConflateOptions<ProbeSpec>,
          CreditOptions<ProbeSpec>,
          FanOutOptions<ProbeSpec>,
          HelloOptions<ProbeSpec>,
          DisconnectOptions<ProbeSpec>,
          HiccupOptions<ProbeSpec>,
          ProbeOptions<ProbeSpec>,
          TopicOptions<ProbeSpec>,
          PubOptions<ProbeSpec>,
          InvertMatchingOptions<ProbeSpec>,
          OnlyFirstSubscribeOptions<ProbeSpec>,
          SubscribeOptions<ProbeSpec>,
          ObservationOptions<ProbeSpec> {

    ProbeSpec(State state) {
      super(state, ProbeSpec::new, (resources, options) -> unopened());
    }

    private static ZmqSocket unopened() {
      throw new UnsupportedOperationException();
    }
  }

  private static final ZmqContext ZMQ = ZmqContext.create();
  private static final ProbeSpec SPEC = new ProbeSpec(new SocketSpec.State(ZMQ));
  private static final ReqSpec REQ = ZMQ.req();
  private static final RepSpec REP = ZMQ.rep();
  private static final RouterSpec ROUTER = ZMQ.router();
  private static final XPubSpec XPUB = ZMQ.xpub();
  private static final XSubSpec XSUB = ZMQ.xsub();
  private static final StreamSpec STREAM = ZMQ.stream();
  private static final RadioSpec RADIO = ZMQ.radio();
  private static final DishSpec DISH = ZMQ.dish();

  private record Case(
      Option<?> option,
      String value,
      @Nullable Object expected,
      SocketSpec<?, ?> before,
      SocketSpec<?, ?> after) {

    @Override
    public String toString() {
      return option + "(" + value + ")";
    }
  }

  static List<Case> right() {
    List<Case> all = new ArrayList<>();
    for (Duration linger : durations(NEGATIVE, Duration.ZERO, MILLI)) {
      all.add(of(Option.LINGER, linger, s -> s.linger(linger)));
    }
    all.add(of(Option.NAME, "orders", s -> s.name("orders")));
    ZmqMessage hi = ZmqMessage.of("hi");
    all.add(of(Option.HELLO_MESSAGE, hi, s -> s.helloMessage(hi)));
    Function<PeerMetadata, ZmqMessage> hello = peer -> hi;
    all.add(of(Option.HELLO, hello, s -> s.hello(hello)));
    all.add(of(Option.DISCONNECT_MESSAGE, hi, s -> s.disconnectMessage(hi)));
    all.add(of(Option.HICCUP_MESSAGE, hi, s -> s.hiccupMessage(hi)));
    all.add(of(Option.GROUPS, Set.of("a", ""), DISH, s -> s.join("a").join("", "a")));
    all.add(of(Option.MAX_GROUPS, 1, RADIO, s -> s.maxGroups(1)));
    all.add(of(Option.MULTICAST_HOPS, 255, RADIO, s -> s.multicastHops(255)));
    all.add(of(Option.MULTICAST_LOOP, false, RADIO, s -> s.multicastLoop(false)));
    all.add(of(Option.NO_DROP, true, s -> s.noDrop(true)));
    all.add(of(Option.INVERT_MATCHING, true, s -> s.invertMatching(true)));
    all.add(of(Option.MAX_SUBSCRIPTIONS, 1, s -> s.maxSubscriptions(1)));
    all.add(of(Option.MAX_TOPIC_LENGTH, 0, s -> s.maxTopicLength(0)));
    all.add(of(Option.MAX_SUBSCRIPTION_BYTES, 1L, s -> s.maxSubscriptionBytes(1)));
    ZmqMessage welcome = ZmqMessage.of("welcome");
    all.add(of(Option.WELCOME_MESSAGE, welcome, XPUB, s -> s.welcomeMessage(welcome)));
    all.add(of(Option.VERBOSE, true, XPUB, s -> s.verbose(true)));
    all.add(of(Option.VERBOSER, true, XPUB, s -> s.verboser(true)));
    all.add(of(Option.MANUAL, true, XPUB, s -> s.manual(true)));
    all.add(of(Option.MANUAL_LAST_VALUE, true, XPUB, s -> s.manualLastValue(true)));
    all.add(of(Option.ONLY_FIRST_SUBSCRIBE, true, s -> s.onlyFirstSubscribe(true)));
    all.add(of(Option.VERBOSE_UNSUBSCRIBE, true, XSUB, s -> s.verboseUnsubscribe(true)));
    all.add(
        of(
            Option.SUBSCRIBE,
            new byte[][] {{'a'}, {'b'}, {0, -1}},
            s -> s.subscribe("a", "b").subscribe(new byte[] {0, -1})));
    all.add(of(Option.CONFLATE, true, s -> s.conflate(true)));
    all.add(of(Option.CORRELATE, true, REQ, s -> s.correlate(true)));
    all.add(of(Option.RELAXED, true, REQ, s -> s.relaxed(true)));
    all.add(of(Option.RESEND, true, REQ, s -> s.resend(true)));
    BiFunction<ZmqMessage, Throwable, Mono<ZmqMessage>> sorry =
        (request, error) -> Mono.just(request);
    ObservationRegistry registry = ObservationRegistry.create();
    all.add(
        of(Option.OBSERVER, new SocketObserver.Observers(registry), s -> s.observation(registry)));
    all.add(of(Option.ON_ERROR, sorry, REP, s -> s.onError(sorry)));
    all.add(of(Option.ROUTING_ID, new byte[] {'m', 'e'}, s -> s.routingId(RoutingId.of("me"))));
    all.add(of(Option.MANDATORY, true, ROUTER, s -> s.mandatory(true)));
    all.add(of(Option.HANDOVER, true, ROUTER, s -> s.handover(true)));
    Set<PeerNotice> going = Set.of(PeerNotice.DISCONNECTED);
    all.add(of(Option.NOTIFY, going, ROUTER, s -> s.notify(going)));
    all.add(of(Option.STREAM_NOTIFY, false, STREAM, s -> s.notify(false)));
    all.add(of(Option.RAW, true, ROUTER, s -> s.raw(true)));
    all.add(of(Option.PROBE_ROUTER, true, s -> s.probeRouter(true)));
    all.add(of(Option.METADATA, Map.of("X-Zone", "eu"), s -> s.metadata("X-Zone", "eu")));
    all.add(of(Option.IMMEDIATE, false, s -> s.immediate(false)));
    for (int mark : new int[] {0, 1, Integer.MAX_VALUE}) {
      all.add(of(Option.SEND_HIGH_WATER_MARK, mark, s -> s.sendHighWaterMark(mark)));
      all.add(of(Option.RECEIVE_HIGH_WATER_MARK, mark, s -> s.receiveHighWaterMark(mark)));
    }
    all.add(of(Option.MAX_IN_FLIGHT_BYTES, 0L, s -> s.maxInFlightBytes(0)));
    all.add(of(Option.MAX_IN_FLIGHT_BYTES, 65_536L, s -> s.maxInFlightBytes(65_536)));
    all.add(of(Option.CREDIT, false, s -> s.credit(false)));
    for (long bytes : new long[] {0, 1, Long.MAX_VALUE}) {
      all.add(of(Option.SEND_HIGH_WATER_MARK_BYTES, bytes, s -> s.sendHighWaterMarkBytes(bytes)));
      all.add(
          of(Option.RECEIVE_HIGH_WATER_MARK_BYTES, bytes, s -> s.receiveHighWaterMarkBytes(bytes)));
    }
    for (ProtocolVersion version : ProtocolVersion.values()) {
      all.add(of(Option.MINIMUM_PROTOCOL, version, s -> s.minimumProtocol(version)));
    }
    all.add(of(Option.MAX_MESSAGE_SIZE, 1L, s -> s.maxMessageSize(1)));
    all.add(new Case(Option.MAX_MESSAGE_SIZE, "-1", Long.MAX_VALUE, SPEC, SPEC.maxMessageSize(-1)));
    all.add(of(Option.MAX_FRAMES, 1, s -> s.maxFrames(1)));
    all.add(of(Option.MAX_HANDSHAKES, 1, s -> s.maxHandshakes(1)));
    all.add(of(Option.MAX_PEERS, 1, s -> s.maxPeers(1)));
    all.add(of(Option.MAX_CONNECTION_RATE, 1, s -> s.maxConnectionRate(1)));
    for (Duration time : durations(Duration.ZERO, MILLI, Duration.ofDays(1_000_000))) {
      all.add(of(Option.HANDSHAKE_TIMEOUT, time, s -> s.handshakeTimeout(time)));
      all.add(of(Option.HANDLER_TIMEOUT, time, REP, s -> s.handlerTimeout(time)));
      all.add(of(Option.HEARTBEAT_INTERVAL, time, s -> s.heartbeatInterval(time)));
      all.add(of(Option.HEARTBEAT_TIMEOUT, time, s -> s.heartbeatTimeout(time)));
      all.add(of(Option.RECONNECT_INTERVAL_MAX, time, s -> s.reconnectIntervalMax(time)));
      all.add(of(Option.CONNECT_TIMEOUT, time, s -> s.connectTimeout(time)));
    }
    for (Duration ttl : durations(Duration.ZERO, MILLI, Duration.ofMillis(65_500))) {
      all.add(of(Option.HEARTBEAT_TTL, ttl, s -> s.heartbeatTtl(ttl)));
    }
    for (Duration interval : durations(NEGATIVE, Duration.ZERO, MILLI)) {
      all.add(of(Option.RECONNECT_INTERVAL, interval, s -> s.reconnectInterval(interval)));
    }
    all.add(new Case(Option.RECONNECT_STOP, "", Set.of(), SPEC, SPEC.reconnectStop()));
    all.add(
        of(
            Option.RECONNECT_STOP,
            Set.of(ReconnectStop.values()),
            s -> s.reconnectStop(ReconnectStop.values())));
    all.add(
        of(Option.PROXY, Proxy.socks("proxy", 1080, null, null), s -> s.socksProxy("proxy", 1080)));
    all.add(
        of(
            Option.PROXY,
            Proxy.socks("::1", 65535, "ann", "secret"),
            s -> s.socksProxy("::1", 65535, "ann", "secret")));
    all.add(
        of(Option.PROXY, Proxy.http("proxy", 8080, null, null), s -> s.httpProxy("proxy", 8080)));
    all.add(
        of(
            Option.PROXY,
            Proxy.http("::1", 3128, "ann", ""),
            s -> s.httpProxy("::1", 3128, "ann", "")));
    all.add(of(Option.IPV6, true, s -> s.ipv6(true)));
    all.add(of(Option.TCP_NO_DELAY, false, s -> s.tcpNoDelay(false)));
    all.add(of(Option.TCP_KEEP_ALIVE, true, s -> s.tcpKeepAlive(true)));
    all.add(of(Option.TCP_KEEP_ALIVE, false, s -> s.tcpKeepAlive(false)));
    Duration second = Duration.ofSeconds(1);
    all.add(of(Option.TCP_KEEP_ALIVE_IDLE, second, s -> s.tcpKeepAliveIdle(second)));
    all.add(of(Option.TCP_KEEP_ALIVE_INTERVAL, second, s -> s.tcpKeepAliveInterval(second)));
    all.add(of(Option.TCP_KEEP_ALIVE_COUNT, 1, s -> s.tcpKeepAliveCount(1)));
    all.add(of(Option.SEND_BUFFER, 1, s -> s.sendBuffer(1)));
    all.add(of(Option.RECEIVE_BUFFER, 1, s -> s.receiveBuffer(1)));
    all.add(of(Option.BACKLOG, 1, s -> s.backlog(1)));
    all.add(of(Option.TYPE_OF_SERVICE, 0, s -> s.typeOfService(0)));
    all.add(of(Option.TYPE_OF_SERVICE, 255, s -> s.typeOfService(255)));
    all.add(of(Option.BIND_TO_DEVICE, "lo", s -> s.bindToDevice("lo")));
    all.add(
        of(
            Option.ACCEPT_FILTERS,
            List.of("::1", "10.0.0.0/8"),
            s -> s.acceptFilter("::1", "10.0.0.0/8")));
    all.add(
        of(
            Option.WEB_SOCKET_ORIGIN,
            List.of("https://example.com", "http://localhost:8080", "*"),
            s -> s.webSocketOrigin("https://example.com", "http://localhost:8080", "*")));
    addIpc(all);
    addSecurity(all);
    addTls(all);
    return all;
  }

  private static void addIpc(List<Case> all) {
    all.add(
        of(
            Option.IPC_PERMISSIONS,
            PosixFilePermissions.fromString("rw-rw----"),
            s -> s.ipcPermissions("rw-rw----")));
    all.add(of(Option.IPC_OWNER, "ann", s -> s.ipcOwner("ann")));
    all.add(of(Option.IPC_GROUP, "staff", s -> s.ipcGroup("staff")));
    all.add(of(Option.ACCEPT_UID, List.of(0L, 1000L), s -> s.acceptUid(0, 1000)));
    all.add(of(Option.ACCEPT_GID, List.of(100L), s -> s.acceptGid(100)));
    all.add(of(Option.ACCEPT_PID, List.of(1L, 4711L), s -> s.acceptPid(1).acceptPid(4711)));
  }

  private static void addSecurity(List<Case> all) {
    CurveKeyPair keys = CurveKeyPair.generate();
    ZapAuthenticator anyKey = ZapAuthenticator.anyKey();
    all.add(of(Option.ZAP_DOMAIN, "realm", s -> s.zapDomain("realm")));
    all.add(of(Option.ENFORCE_ZAP_DOMAIN, true, s -> s.enforceZapDomain(true)));
    all.add(of(Option.AUTHENTICATOR, anyKey, s -> s.authenticator(anyKey)));
    all.add(of(Option.SECURITY, new Security.PlainClient("u", "p"), s -> s.plain("u", "p")));
    all.add(of(Option.SECURITY, new Security.PlainServer(anyKey), s -> s.plainServer(anyKey)));
    all.add(
        of(
            Option.SECURITY,
            new Security.CurveClient(keys, keys.publicKey()),
            s -> s.curve(keys, keys.publicKey())));
    all.add(of(Option.SECURITY, new Security.CurveServer(keys, null), s -> s.curveServer(keys)));
    all.add(
        of(
            Option.SECURITY,
            new Security.CurveServer(keys, anyKey),
            s -> s.curveServer(keys, anyKey)));
    GssClient client = GssClient.of(GssName.hostBased("zmq@localhost"));
    all.add(of(Option.SECURITY, new Security.GssapiClient(client), s -> s.gssapi(client)));
    GssServer server = GssServer.create();
    all.add(
        of(Option.SECURITY, new Security.GssapiServer(server, null), s -> s.gssapiServer(server)));
    all.add(
        of(
            Option.SECURITY,
            new Security.GssapiServer(server, anyKey),
            s -> s.gssapiServer(server, anyKey)));
  }

  private static void addTls(List<Case> all) {
    SslProvider client = tls(SslContextBuilder.forClient());
    SslProvider server = tls(SslContextBuilder.forServer(nobody()));
    all.add(of(Option.TLS, new Tls(null, client), s -> s.tls(client)));
    all.add(of(Option.TLS, new Tls(server, null), s -> s.tls(server)));
    all.add(of(Option.TLS, new Tls(server, client), s -> s.tls(client).tls(server)));
  }

  private static SslProvider tls(SslContextBuilder builder) {
    try {
      return SslProvider.builder().sslContext(builder.build()).build();
    } catch (SSLException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyManagerFactory nobody() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(null, null);
      return keys;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static List<Arguments> wrong() {
    List<Arguments> all = new ArrayList<>();
    RoutingId generated = RoutingId.of(new byte[] {0, 1});
    refuse(all, Option.ROUTING_ID, generated, s -> s.routingId(generated));
    refuse(all, Option.METADATA, "Zone", s -> s.metadata("Zone", "eu"));
    refuse(all, Option.METADATA, "x-zmtp-credit", s -> s.metadata("x-zmtp-credit", "1"));
    refuse(all, Option.MAX_IN_FLIGHT_BYTES, -1, s -> s.maxInFlightBytes(-1));
    refuse(all, Option.MAX_IN_FLIGHT_BYTES, 4095, s -> s.maxInFlightBytes(4095));
    refuse(all, Option.METADATA, "X-", s -> s.metadata("X-", "eu"));
    refuse(all, Option.METADATA, "x-zmtp-trace", s -> s.metadata("x-zmtp-trace", "1"));
    refuse(all, Option.METADATA, "61 properties", s -> metadata(s, 61));
    refuse(all, Option.SEND_HIGH_WATER_MARK, -1, s -> s.sendHighWaterMark(-1));
    refuse(all, Option.SEND_HIGH_WATER_MARK_BYTES, -1, s -> s.sendHighWaterMarkBytes(-1));
    refuse(all, Option.RECEIVE_HIGH_WATER_MARK, -1, s -> s.receiveHighWaterMark(-1));
    refuse(all, Option.RECEIVE_HIGH_WATER_MARK_BYTES, -1, s -> s.receiveHighWaterMarkBytes(-1));
    ZmqMessage two = ZmqMessage.of("two", "frames");
    refuse(all, Option.HELLO_MESSAGE, two, s -> s.helloMessage(two));
    refuse(all, Option.DISCONNECT_MESSAGE, two, s -> s.disconnectMessage(two));
    refuse(all, Option.HICCUP_MESSAGE, two, s -> s.hiccupMessage(two));
    refuse(all, Option.MULTICAST_HOPS, 0, RADIO, s -> s.multicastHops(0));
    refuse(all, Option.MULTICAST_HOPS, 256, RADIO, s -> s.multicastHops(256));
    refuse(all, Option.MAX_GROUPS, 0, RADIO, s -> s.maxGroups(0));
    refuse(all, Option.MAX_SUBSCRIPTIONS, 0, s -> s.maxSubscriptions(0));
    refuse(all, Option.MAX_TOPIC_LENGTH, -1, s -> s.maxTopicLength(-1));
    refuse(all, Option.MAX_SUBSCRIPTION_BYTES, 0, s -> s.maxSubscriptionBytes(0));
    refuse(all, Option.MAX_MESSAGE_SIZE, 0, s -> s.maxMessageSize(0));
    refuse(all, Option.MAX_MESSAGE_SIZE, -2, s -> s.maxMessageSize(-2));
    refuse(all, Option.MAX_FRAMES, 0, s -> s.maxFrames(0));
    refuse(all, Option.MAX_HANDSHAKES, 0, s -> s.maxHandshakes(0));
    refuse(all, Option.MAX_PEERS, 0, s -> s.maxPeers(0));
    refuse(all, Option.MAX_CONNECTION_RATE, -1, s -> s.maxConnectionRate(-1));
    refuse(all, Option.HANDSHAKE_TIMEOUT, NEGATIVE, s -> s.handshakeTimeout(NEGATIVE));
    refuse(all, Option.HANDLER_TIMEOUT, NEGATIVE, REP, s -> s.handlerTimeout(NEGATIVE));
    refuse(all, Option.HEARTBEAT_INTERVAL, NEGATIVE, s -> s.heartbeatInterval(NEGATIVE));
    refuse(all, Option.HEARTBEAT_TIMEOUT, NEGATIVE, s -> s.heartbeatTimeout(NEGATIVE));
    refuse(all, Option.HEARTBEAT_TTL, NEGATIVE, s -> s.heartbeatTtl(NEGATIVE));
    Duration tooLong = Duration.ofMillis(65_600);
    refuse(all, Option.HEARTBEAT_TTL, tooLong, s -> s.heartbeatTtl(tooLong));
    refuse(all, Option.RECONNECT_INTERVAL_MAX, NEGATIVE, s -> s.reconnectIntervalMax(NEGATIVE));
    refuse(all, Option.CONNECT_TIMEOUT, NEGATIVE, s -> s.connectTimeout(NEGATIVE));
    Duration tooShort = Duration.ofMillis(999);
    refuse(all, Option.TCP_KEEP_ALIVE_IDLE, tooShort, s -> s.tcpKeepAliveIdle(tooShort));
    refuse(all, Option.TCP_KEEP_ALIVE_INTERVAL, tooShort, s -> s.tcpKeepAliveInterval(tooShort));
    refuse(all, Option.TCP_KEEP_ALIVE_COUNT, 0, s -> s.tcpKeepAliveCount(0));
    refuse(all, Option.SEND_BUFFER, 0, s -> s.sendBuffer(0));
    refuse(all, Option.RECEIVE_BUFFER, 0, s -> s.receiveBuffer(0));
    refuse(all, Option.BACKLOG, 0, s -> s.backlog(0));
    refuse(all, Option.ACCEPT_UID, -1, s -> s.acceptUid(-1));
    refuse(all, Option.ACCEPT_PID, 0, s -> s.acceptPid(0));
    refuse(
        all,
        Option.WEB_SOCKET_ORIGIN,
        "https://example.com/",
        s -> s.webSocketOrigin("https://example.com/"));
    refuse(all, Option.WEB_SOCKET_ORIGIN, "example.com", s -> s.webSocketOrigin("example.com"));
    refuse(all, "socksProxy", 0, s -> s.socksProxy("proxy", 0));
    refuse(all, "socksProxy", 65536, s -> s.socksProxy("proxy", 65536));
    refuse(all, "socksProxy", " ", s -> s.socksProxy(" ", 1080));
    refuse(all, "socksProxy", "ann", s -> s.socksProxy("proxy", 1080, "ann", null));
    refuse(all, "socksProxy", "ann", s -> s.socksProxy("proxy", 1080, "ann", "x".repeat(256)));
    refuse(all, "httpProxy", 0, s -> s.httpProxy("proxy", 0));
    refuse(all, "httpProxy", " ", s -> s.httpProxy(" ", 8080));
    refuse(all, "httpProxy", "ann", s -> s.httpProxy("proxy", 8080, "ann", null));
    refuse(all, "httpProxy", "a:b", s -> s.httpProxy("proxy", 8080, "a:b", "secret"));
    refuse(all, Option.TYPE_OF_SERVICE, -1, s -> s.typeOfService(-1));
    refuse(all, Option.TYPE_OF_SERVICE, 256, s -> s.typeOfService(256));
    String tooLongName = "\u00e9".repeat(128);
    refuse(all, Option.ZAP_DOMAIN, tooLongName, s -> s.zapDomain(tooLongName));
    return all;
  }

  @ParameterizedTest
  @MethodSource("right")
  void itSetsItsOption(Case right) {
    assertThat((Object) right.after.get(right.option)).isEqualTo(right.expected);
  }

  @ParameterizedTest
  @MethodSource("right")
  void itSetsNoOtherOption(Case right) {
    for (Option<?> other : options()) {
      if (other != right.option) {
        assertThat((Object) right.after.get(other))
            .as("%s", other)
            .isEqualTo(Options.DEFAULTS.get(other));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("right")
  void itLeavesTheSpecItWasAskedOnAsItWas(Case right) {
    assertThat(right.after).isNotSameAs(right.before);
    assertThat((Object) right.before.get(right.option))
        .isEqualTo(Options.DEFAULTS.get(right.option));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void itRefusesWhatIsOutOfRangeAndSaysWhatWouldBeRight(
      Object option, Object value, ThrowingCallable set) {
    assertThatIllegalArgumentException()
        .isThrownBy(set)
        .withMessageStartingWith(option + " must be ")
        .withMessageEndingWith(", not " + value);
  }

  @Test
  @SuppressWarnings({"NullAway", "DataFlowIssue"})
  void itRefusesNull() {
    List<ThrowingCallable> all =
        List.of(
            () -> SPEC.name(null),
            () -> SPEC.linger(null),
            () -> SPEC.routingId(null),
            () -> DISH.join((String) null),
            () -> SPEC.helloMessage(null),
            () -> SPEC.hello(null),
            () -> SPEC.disconnectMessage(null),
            () -> SPEC.hiccupMessage(null),
            () -> REP.onError((Function<Throwable, ZmqMessage>) null),
            () -> REP.onError((BiFunction<ZmqMessage, Throwable, Mono<ZmqMessage>>) null),
            () -> XPUB.welcomeMessage(null),
            () -> SPEC.subscribe((byte[]) null),
            () -> SPEC.subscribe((String) null),
            () -> SPEC.metadata("X-Zone", null),
            () -> ROUTER.notify((Set<PeerNotice>) null),
            () -> SPEC.minimumProtocol(null),
            () -> SPEC.handshakeTimeout(null),
            () -> REP.handlerTimeout(null),
            () -> SPEC.heartbeatInterval(null),
            () -> SPEC.heartbeatTimeout(null),
            () -> SPEC.heartbeatTtl(null),
            () -> SPEC.reconnectInterval(null),
            () -> SPEC.reconnectIntervalMax(null),
            () -> SPEC.connectTimeout(null),
            () -> SPEC.tcpKeepAliveIdle(null),
            () -> SPEC.tcpKeepAliveInterval(null),
            () -> SPEC.bindToDevice(null),
            () -> SPEC.acceptFilter((String) null),
            () -> SPEC.ipcPermissions(null),
            () -> SPEC.socksProxy(null, 1080),
            () -> SPEC.httpProxy(null, 8080),
            () -> SPEC.ipcOwner(null),
            () -> SPEC.webSocketOrigin((String) null),
            () -> SPEC.ipcGroup(null),
            () -> SPEC.reconnectStop((ReconnectStop) null),
            () -> SPEC.colocate(null),
            () -> SPEC.doOnEvent(null),
            () -> SPEC.doOnSocketEvent(null),
            () -> SPEC.observation(null),
            () -> SPEC.plain(null, ""),
            () -> SPEC.plain("", null),
            () -> SPEC.plainServer(null),
            () -> SPEC.curve(null, CurveKeyPair.generate().publicKey()),
            () -> SPEC.curve(CurveKeyPair.generate(), null),
            () -> SPEC.curveServer(null),
            () -> SPEC.curveServer(CurveKeyPair.generate(), null),
            () -> SPEC.gssapi(null),
            () -> SPEC.gssapiServer(null),
            () -> SPEC.gssapiServer(GssServer.create(), null),
            () -> SPEC.zapDomain(null),
            () -> SPEC.tls(null),
            () -> SPEC.authenticator(null),
            () -> SPEC.bind(null),
            () -> SPEC.connect(null));

    for (ThrowingCallable set : all) {
      assertThatNullPointerException().isThrownBy(set);
    }
  }

  @Test
  void whatIsTooLongForPlainIsRefusedAndNotTold() {
    String tooLong = "\u00e9".repeat(128);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPEC.plain(tooLong, ""))
        .withMessageContaining("user name of at most 255 bytes")
        .withMessageNotContaining(tooLong);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPEC.plain("", tooLong))
        .withMessageContaining("password of at most 255 bytes")
        .withMessageNotContaining(tooLong);
  }

  @Test
  void ofSeveralMechanismsTheLastCounts() {
    assertThat(
            SPEC.plain("user", "password")
                .curveServer(CurveKeyPair.generate())
                .get(Option.SECURITY))
        .isInstanceOf(Security.CurveServer.class);
  }

  @Test
  void anAuthenticatorThatWouldNeverBeAskedDoesNotOpen() {
    CurveKeyPair keys = CurveKeyPair.generate();
    ProbeSpec judging = SPEC.authenticator(ZapAuthenticator.anyKey());

    for (ProbeSpec client :
        List.of(judging.plain("user", "password"), judging.curve(keys, keys.publicKey()))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> client.open().block())
          .withMessageContaining("its server authenticates");
    }
  }

  @Test
  void anAuthenticatorWithoutADomainDoesNotOpenWhereDomainsAreEnforced() {
    CurveKeyPair keys = CurveKeyPair.generate();
    ZapAuthenticator anyKey = ZapAuthenticator.anyKey();
    ProbeSpec enforcing = SPEC.enforceZapDomain(true);

    for (ProbeSpec judging :
        List.of(
            enforcing.authenticator(anyKey),
            enforcing.plainServer(anyKey),
            enforcing.curveServer(keys, anyKey))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> judging.open().block())
          .withMessageContaining("zapDomain is empty");
    }
  }

  @Test
  void secretsAreNotInWhatIsPrinted() {
    CurveKeyPair keys = CurveKeyPair.generate();

    assertThat(new Security.PlainClient("user", "secret").toString()).doesNotContain("secret");
    assertThat(new Security.CurveClient(keys, keys.publicKey()).toString())
        .doesNotContain(keys.secretKeyZ85());
  }

  @Test
  void webSocketOriginsAddUp() {
    assertThat(
            SPEC.webSocketOrigin("http://a")
                .webSocketOrigin("http://b")
                .get(Option.WEB_SOCKET_ORIGIN))
        .containsExactly("http://a", "http://b");
  }

  @Test
  void acceptFiltersAddUp() {
    assertThat(SPEC.acceptFilter("10.0.0.0/8").acceptFilter("::1").get(Option.ACCEPT_FILTERS))
        .containsExactly("10.0.0.0/8", "::1");
  }

  @Test
  void whoeverIsToBeToldOfEventsIsTold() {
    List<String> told = new ArrayList<>();

    SPEC.doOnEvent(event -> told.add("first"))
        .doOnSocketEvent((socket, event) -> told.add("second of " + socket.name()))
        .get(Option.ON_EVENT)
        .accept(ZMQ.pull().name("orders").openNow(), new SocketEvent.Stopped(""));

    assertThat(told).containsExactly("first", "second of orders");
  }

  @Test
  void theDefaultsAreThoseThatTheDocumentationTells() {
    assertThat(Options.DEFAULTS.get(Option.LINGER)).isEqualTo(Duration.ofSeconds(5));
    assertThat(Options.DEFAULTS.get(Option.IMMEDIATE)).isTrue();
    assertThat(Options.DEFAULTS.get(Option.MANDATORY)).isFalse();
    assertThat(Options.DEFAULTS.get(Option.HANDOVER)).isFalse();
    assertThat(Options.DEFAULTS.get(Option.NOTIFY)).isEmpty();
    assertThat(Options.DEFAULTS.get(Option.STREAM_NOTIFY)).isTrue();
    assertThat(Options.DEFAULTS.get(Option.RAW)).isFalse();
    assertThat(Options.DEFAULTS.get(Option.PROBE_ROUTER)).isFalse();
    assertThat(Options.DEFAULTS.get(Option.SEND_HIGH_WATER_MARK)).isEqualTo(1000);
    assertThat(Options.DEFAULTS.get(Option.SEND_HIGH_WATER_MARK_BYTES)).isZero();
    assertThat(Options.DEFAULTS.get(Option.RECEIVE_HIGH_WATER_MARK)).isEqualTo(1000);
    assertThat(Options.DEFAULTS.get(Option.RECEIVE_HIGH_WATER_MARK_BYTES)).isZero();
    assertThat(Options.DEFAULTS.get(Option.MINIMUM_PROTOCOL)).isEqualTo(ProtocolVersion.ZMTP_3_0);
    assertThat(Options.DEFAULTS.get(Option.MAX_MESSAGE_SIZE)).isEqualTo(64 * 1024 * 1024);
    assertThat(Options.DEFAULTS.get(Option.MAX_FRAMES)).isEqualTo(65_536);
    assertThat(Options.DEFAULTS.get(Option.HANDSHAKE_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
    assertThat(Options.DEFAULTS.get(Option.MAX_HANDSHAKES)).isEqualTo(1024);
    assertThat(Options.DEFAULTS.get(Option.MAX_PEERS)).isEqualTo(65_536);
    assertThat(Options.DEFAULTS.get(Option.MAX_CONNECTION_RATE)).isZero();
    assertThat(Options.DEFAULTS.get(Option.MAX_SUBSCRIPTIONS)).isEqualTo(100_000);
    assertThat(Options.DEFAULTS.get(Option.MAX_TOPIC_LENGTH)).isEqualTo(4096);
    assertThat(Options.DEFAULTS.get(Option.MAX_SUBSCRIPTION_BYTES)).isEqualTo(64 * 1024 * 1024);
    assertThat(Options.DEFAULTS.get(Option.HEARTBEAT_INTERVAL)).isEqualTo(Duration.ofSeconds(10));
    assertThat(Options.DEFAULTS.get(Option.HEARTBEAT_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
    assertThat(Options.DEFAULTS.get(Option.HEARTBEAT_TTL)).isZero();
    assertThat(Options.DEFAULTS.get(Option.RECONNECT_INTERVAL)).isEqualTo(Duration.ofMillis(100));
    assertThat(Options.DEFAULTS.get(Option.RECONNECT_INTERVAL_MAX))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(Options.DEFAULTS.get(Option.RECONNECT_STOP)).isEmpty();
    assertThat(Options.DEFAULTS.get(Option.CONNECT_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
    assertThat(Options.DEFAULTS.get(Option.MULTICAST_HOPS)).isEqualTo(1);
    assertThat(Options.DEFAULTS.get(Option.MULTICAST_LOOP)).isTrue();
    assertThat(Options.DEFAULTS.get(Option.MAX_GROUPS)).isEqualTo(10_000);
    assertThat(Options.DEFAULTS.get(Option.CORRELATE)).isFalse();
    assertThat(Options.DEFAULTS.get(Option.RELAXED)).isFalse();
    assertThat(Options.DEFAULTS.get(Option.RESEND)).isFalse();
    assertThat(Options.DEFAULTS.get(Option.ON_ERROR)).isNull();
    assertThat(Options.DEFAULTS.get(Option.OBSERVER)).isNull();
    assertThat(Options.DEFAULTS.get(Option.COLOCATE)).isNull();
    assertThat(Options.DEFAULTS.get(Option.HANDLER_TIMEOUT)).isZero();
    assertThat(Options.DEFAULTS.get(Option.IPV6)).isFalse();
    assertThat(Options.DEFAULTS.get(Option.TCP_NO_DELAY)).isTrue();
    assertThat(Options.DEFAULTS.get(Option.BACKLOG)).isEqualTo(4096);
    assertThat(Options.DEFAULTS.get(Option.ACCEPT_FILTERS)).isEmpty();
    assertThat(Options.DEFAULTS.get(Option.WEB_SOCKET_ORIGIN)).isEmpty();
    assertThat(Options.DEFAULTS.get(Option.IPC_PERMISSIONS))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Options.DEFAULTS.get(Option.ACCEPT_UID)).isEmpty();
    assertThat(Options.DEFAULTS.get(Option.AUTHENTICATOR)).isNull();
    assertThat(Options.DEFAULTS.get(Option.ZAP_DOMAIN)).isEmpty();
    assertThat(Options.DEFAULTS.get(Option.ENFORCE_ZAP_DOMAIN)).isFalse();
    assertThat(Options.DEFAULTS.get(Option.SECURITY)).isInstanceOf(Security.None.class);
    assertThat(Options.DEFAULTS.get(Option.TLS).isUsed()).isFalse();
  }

  @Test
  void noOptionIsLeftOutHere() {
    Set<Object> tested = right().stream().map(Case::option).collect(Collectors.toSet());
    tested.add(Option.ON_EVENT);
    tested.add(Option.COLOCATE); // with another socket, which inproc's tests have

    assertThat(tested).containsExactlyInAnyOrderElementsOf(options());
  }

  @Test
  void everyOptionHasItsMethodAndEveryMethodItsOption() {
    Set<String> methods = new TreeSet<>();
    for (Class<?> type : SPECS) {
      for (Method method : type.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
          methods.add(method.getName());
        }
      }
    }
    methods.removeAll(Set.of("open", "openNow", "bind", "connect", "request", "receive"));
    methods.remove("doOnSocketEvent"); // the option is that of doOnEvent
    if (methods.removeAll(Set.of("socksProxy", "httpProxy"))) {
      methods.add(Option.PROXY.toString());
    }
    if (methods.removeAll(
        Set.of("plain", "plainServer", "curve", "curveServer", "gssapi", "gssapiServer"))) {
      methods.add(Option.SECURITY.toString());
    }
    Set<String> names =
        options().stream()
            .map(option -> option == Option.ACCEPT_FILTERS ? "acceptFilter" : option.toString())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(methods).isEqualTo(names);
  }

  private static List<Option<?>> options() {
    return Arrays.stream(Option.class.getFields())
        .filter(field -> field.getType() == Option.class)
        .<Option<?>>map(SpecOptionsTest::valueOf)
        .toList();
  }

  private static Option<?> valueOf(Field field) {
    try {
      return (Option<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Duration> durations(Duration... durations) {
    return List.of(durations);
  }

  private static Case of(Option<?> option, Object value, UnaryOperator<ProbeSpec> set) {
    return of(option, value, SPEC, set);
  }

  private static <S extends SocketSpec<S, ?>> Case of(
      Option<?> option, Object value, S before, UnaryOperator<S> set) {
    return new Case(option, value.toString(), value, before, set.apply(before));
  }

  private static ProbeSpec metadata(ProbeSpec spec, int properties) {
    ProbeSpec changed = spec;
    for (int i = 0; i < properties; i++) {
      changed = changed.metadata("X-" + i, "");
    }
    return changed;
  }

  private static void refuse(
      List<Arguments> all, Object option, Object value, UnaryOperator<ProbeSpec> set) {
    refuse(all, option, value, SPEC, set);
  }

  private static <S extends SocketSpec<S, ?>> void refuse(
      List<Arguments> all, Object option, Object value, S spec, UnaryOperator<S> set) {
    all.add(Arguments.of(option, value, (ThrowingCallable) () -> set.apply(spec)));
  }

  /** Not more: the specs of real sockets add nothing of their own. */
  @Test
  void theSpecsOfRealSocketsKeepTheirOptions() {
    ZmqContext zmq = ZmqContext.create();
    List<String> told = new ArrayList<>();

    Stream.of(
            zmq.push().doOnEvent(event -> told.add("push")).open(),
            zmq.pull().doOnEvent(event -> told.add("pull")).open(),
            zmq.pair().doOnEvent(event -> told.add("pair")).open())
        .forEach(socket -> socket.flatMap(ZmqSocket::disposeLater).block(Duration.ofSeconds(10)));

    assertThat(told).containsExactly("push", "pull", "pair");
  }

  @Test
  void permissionsThatAreNoneSayWhatIsRight() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPEC.ipcPermissions("0660"))
        .withMessage("ipcPermissions \"0660\": 9 characters such as rw-rw---- are right");
  }

  @Test
  void thePasswordOfAProxyIsNotPrinted() {
    assertThat(SPEC.socksProxy("proxy", 1080, "ann", "secret").get(Option.PROXY))
        .hasToString("SOCKS proxy ann@proxy:1080");
    assertThat(SPEC.httpProxy("proxy", 8080, "ann", "secret").get(Option.PROXY))
        .hasToString("HTTP proxy ann@proxy:8080");
  }

  @Test
  void ofTwoProxiesTheLastOneSaidCounts() {
    assertThat(SPEC.socksProxy("one", 1080).httpProxy("other", 8080).get(Option.PROXY))
        .isEqualTo(Proxy.http("other", 8080, null, null));
  }
}
