package reactor.zmtp.option;

import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.PeerNotice;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.ReconnectStop;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.ZapAuthenticator;

/**
 * Option of a socket, with its default. Its meaning is documented once, at the spec's method of
 * that name.
 */
public final class Option<T extends @Nullable Object> {

  public static final Option<String> NAME = new Option<>("name", "");
  public static final Option<Duration> LINGER = new Option<>("linger", Duration.ofSeconds(5));
  public static final Option<Boolean> IMMEDIATE = new Option<>("immediate", true);
  public static final Option<Integer> SEND_HIGH_WATER_MARK =
      new Option<>("sendHighWaterMark", 1000);
  public static final Option<Long> SEND_HIGH_WATER_MARK_BYTES =
      new Option<>("sendHighWaterMarkBytes", 0L);
  public static final Option<Integer> RECEIVE_HIGH_WATER_MARK =
      new Option<>("receiveHighWaterMark", 1000);
  public static final Option<Long> RECEIVE_HIGH_WATER_MARK_BYTES =
      new Option<>("receiveHighWaterMarkBytes", 0L);

  public static final Option<Boolean> CREDIT = new Option<>("credit", true);

  public static final Option<Boolean> CONFLATE = new Option<>("conflate", false);

  /** Empty: none. Not to be changed. */
  public static final Option<byte[]> ROUTING_ID = new Option<>("routingId", new byte[0]);

  public static final Option<Boolean> MANDATORY = new Option<>("mandatory", false);
  public static final Option<Boolean> HANDOVER = new Option<>("handover", false);
  public static final Option<Set<PeerNotice>> NOTIFY = new Option<>("notify", Set.of());
  public static final Option<Boolean> STREAM_NOTIFY = new Option<>("notify", true);
  public static final Option<Boolean> RAW = new Option<>("raw", false);
  public static final Option<Boolean> PROBE_ROUTER = new Option<>("probeRouter", false);

  public static final Option<Map<String, String>> METADATA = new Option<>("metadata", Map.of());

  public static final Option<ProtocolVersion> MINIMUM_PROTOCOL =
      new Option<>("minimumProtocol", ProtocolVersion.ZMTP_3_0);
  public static final Option<Boolean> NO_DROP = new Option<>("noDrop", false);
  public static final Option<Boolean> INVERT_MATCHING = new Option<>("invertMatching", false);
  public static final Option<Integer> MAX_SUBSCRIPTIONS = new Option<>("maxSubscriptions", 100_000);
  public static final Option<Integer> MAX_TOPIC_LENGTH = new Option<>("maxTopicLength", 4096);
  public static final Option<Long> MAX_SUBSCRIPTION_BYTES =
      new Option<>("maxSubscriptionBytes", 64L << 20);
  public static final Option<@Nullable ZmqMessage> WELCOME_MESSAGE =
      new Option<@Nullable ZmqMessage>("welcomeMessage", null);
  public static final Option<Boolean> VERBOSE = new Option<>("verbose", false);
  public static final Option<Boolean> VERBOSER = new Option<>("verboser", false);
  public static final Option<Boolean> MANUAL = new Option<>("manual", false);
  public static final Option<Boolean> MANUAL_LAST_VALUE = new Option<>("manualLastValue", false);
  public static final Option<Boolean> ONLY_FIRST_SUBSCRIBE =
      new Option<>("onlyFirstSubscribe", false);
  public static final Option<Boolean> VERBOSE_UNSUBSCRIBE =
      new Option<>("verboseUnsubscribe", false);

  /** The topics to begin with. Not to be changed. */
  public static final Option<byte[][]> SUBSCRIBE = new Option<>("subscribe", new byte[0][]);

  public static final Option<Long> MAX_MESSAGE_SIZE = new Option<>("maxMessageSize", 64L << 20);
  public static final Option<Integer> MAX_FRAMES = new Option<>("maxFrames", 65_536);
  public static final Option<Duration> HANDSHAKE_TIMEOUT =
      new Option<>("handshakeTimeout", Duration.ofSeconds(30));
  public static final Option<Integer> MAX_HANDSHAKES = new Option<>("maxHandshakes", 1024);
  public static final Option<Integer> MAX_PEERS = new Option<>("maxPeers", 65_536);

  /** 0: no limit. */
  public static final Option<Integer> MAX_CONNECTION_RATE = new Option<>("maxConnectionRate", 0);

  public static final Option<Duration> HEARTBEAT_INTERVAL =
      new Option<>("heartbeatInterval", Duration.ofSeconds(10));
  public static final Option<Duration> HEARTBEAT_TIMEOUT =
      new Option<>("heartbeatTimeout", Duration.ofSeconds(30));
  public static final Option<Duration> HEARTBEAT_TTL = new Option<>("heartbeatTtl", Duration.ZERO);

  public static final Option<Duration> RECONNECT_INTERVAL =
      new Option<>("reconnectInterval", Duration.ofMillis(100));
  public static final Option<Duration> RECONNECT_INTERVAL_MAX =
      new Option<>("reconnectIntervalMax", Duration.ofSeconds(10));
  public static final Option<Set<ReconnectStop>> RECONNECT_STOP =
      new Option<>("reconnectStop", Set.of());
  public static final Option<Duration> CONNECT_TIMEOUT =
      new Option<>("connectTimeout", Duration.ofSeconds(30));

  /** Set by {@code socksProxy} and {@code httpProxy}. */
  public static final Option<@Nullable Proxy> PROXY = new Option<@Nullable Proxy>("proxy", null);

  public static final Option<Boolean> IPV6 = new Option<>("ipv6", false);
  public static final Option<Boolean> TCP_NO_DELAY = new Option<>("tcpNoDelay", true);
  public static final Option<@Nullable Boolean> TCP_KEEP_ALIVE =
      new Option<@Nullable Boolean>("tcpKeepAlive", null);
  public static final Option<@Nullable Duration> TCP_KEEP_ALIVE_IDLE =
      new Option<@Nullable Duration>("tcpKeepAliveIdle", null);
  public static final Option<@Nullable Integer> TCP_KEEP_ALIVE_COUNT =
      new Option<@Nullable Integer>("tcpKeepAliveCount", null);
  public static final Option<@Nullable Duration> TCP_KEEP_ALIVE_INTERVAL =
      new Option<@Nullable Duration>("tcpKeepAliveInterval", null);
  public static final Option<@Nullable Integer> SEND_BUFFER =
      new Option<@Nullable Integer>("sendBuffer", null);
  public static final Option<@Nullable Integer> RECEIVE_BUFFER =
      new Option<@Nullable Integer>("receiveBuffer", null);

  /** 0: what the operating system does. */
  public static final Option<Long> MAX_IN_FLIGHT_BYTES = new Option<>("maxInFlightBytes", 0L);

  public static final Option<Integer> BACKLOG = new Option<>("backlog", 4096);
  public static final Option<@Nullable Integer> TYPE_OF_SERVICE =
      new Option<@Nullable Integer>("typeOfService", null);
  public static final Option<@Nullable String> BIND_TO_DEVICE =
      new Option<@Nullable String>("bindToDevice", null);
  public static final Option<List<String>> ACCEPT_FILTERS =
      new Option<>("acceptFilters", List.of());

  public static final Option<List<String>> WEB_SOCKET_ORIGIN =
      new Option<>("webSocketOrigin", List.of());

  public static final Option<Integer> MULTICAST_HOPS = new Option<>("multicastHops", 1);
  public static final Option<Boolean> MULTICAST_LOOP = new Option<>("multicastLoop", true);

  public static final Option<Set<PosixFilePermission>> IPC_PERMISSIONS =
      new Option<>(
          "ipcPermissions",
          Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
  public static final Option<@Nullable String> IPC_OWNER =
      new Option<@Nullable String>("ipcOwner", null);
  public static final Option<@Nullable String> IPC_GROUP =
      new Option<@Nullable String>("ipcGroup", null);
  public static final Option<List<Long>> ACCEPT_UID = new Option<>("acceptUid", List.of());
  public static final Option<List<Long>> ACCEPT_GID = new Option<>("acceptGid", List.of());
  public static final Option<List<Long>> ACCEPT_PID = new Option<>("acceptPid", List.of());

  public static final Option<Security> SECURITY = new Option<>("security", new Security.None());
  public static final Option<@Nullable ZapAuthenticator> AUTHENTICATOR =
      new Option<@Nullable ZapAuthenticator>("authenticator", null);
  public static final Option<Tls> TLS = new Option<>("tls", Tls.NONE);
  public static final Option<String> ZAP_DOMAIN = new Option<>("zapDomain", "");
  public static final Option<Boolean> ENFORCE_ZAP_DOMAIN = new Option<>("enforceZapDomain", false);
  public static final Option<@Nullable ZmqMessage> HELLO_MESSAGE =
      new Option<@Nullable ZmqMessage>("helloMessage", null);
  public static final Option<
          @Nullable Function<? super PeerMetadata, ? extends @Nullable ZmqMessage>>
      HELLO =
          new Option<@Nullable Function<? super PeerMetadata, ? extends @Nullable ZmqMessage>>(
              "hello", null);
  public static final Option<@Nullable ZmqMessage> DISCONNECT_MESSAGE =
      new Option<@Nullable ZmqMessage>("disconnectMessage", null);
  public static final Option<@Nullable ZmqMessage> HICCUP_MESSAGE =
      new Option<@Nullable ZmqMessage>("hiccupMessage", null);

  public static final Option<Set<String>> GROUPS = new Option<>("join", Set.of());
  public static final Option<Integer> MAX_GROUPS = new Option<>("maxGroups", 10_000);
  public static final Option<Boolean> CORRELATE = new Option<>("correlate", false);
  public static final Option<Boolean> RELAXED = new Option<>("relaxed", false);
  public static final Option<Boolean> RESEND = new Option<>("resend", false);
  public static final Option<
          @Nullable BiFunction<
              ? super ZmqMessage, ? super Throwable, ? extends Publisher<ZmqMessage>>>
      ON_ERROR =
          new Option<
              @Nullable BiFunction<
                  ? super ZmqMessage, ? super Throwable, ? extends Publisher<ZmqMessage>>>(
              "onError", null);
  public static final Option<Duration> HANDLER_TIMEOUT =
      new Option<>("handlerTimeout", Duration.ZERO);

  public static final Option<Observer.@Nullable Factory> OBSERVER =
      new Option<Observer.@Nullable Factory>("observation", null);

  /** The socket, of which options know nothing, whose event loop the new one shares. */
  public static final Option<@Nullable Object> COLOCATE =
      new Option<@Nullable Object>("colocate", null);

  /** Takes the socket, of which options know nothing, and its event. */
  public static final Option<BiConsumer<Object, SocketEvent>> ON_EVENT =
      new Option<>("doOnEvent", (socket, event) -> {});

  private final String name;
  private final T defaultValue;

  private Option(String name, T defaultValue) {
    this.name = name;
    this.defaultValue = defaultValue;
  }

  T defaultValue() {
    return defaultValue;
  }

  @Override
  public String toString() {
    return name;
  }
}
