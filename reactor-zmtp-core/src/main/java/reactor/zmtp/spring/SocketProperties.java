package reactor.zmtp.spring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.ReconnectStop;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketType;

/**
 * Properties of a socket, {@code zmtp.sockets.<name>.*}, and of the defaults of all, {@code
 * zmtp.defaults.*}. What is not said is as the spec has it. A component that has the name of a
 * spec's method is an option of those sockets whose spec has that method, documented there.
 *
 * @param type Type of the socket.
 * @param lazy Whether the socket is opened when it is first asked for and not when the application
 *     starts; false unless said.
 * @param bind Endpoints the socket accepts connections at.
 * @param connect Endpoints the socket connects to.
 * @param plain Security PLAIN: the user this side is, or those it lets in.
 * @param curve Security CURVE: the keys of this side, and those of others.
 * @param ssl TLS under everything else.
 * @param observation Whether messages are observed by the application's ObservationRegistry; true
 *     unless said.
 * @param health What the socket must have to be up; connected for one that connects, open for one
 *     that only binds.
 * @param linger Time that what was taken from publishers may take to be written when the
 *     application ends; negative: for ever (ZMQ_LINGER).
 * @param minimumProtocol Oldest version of ZMTP a peer may speak.
 * @param metadata Properties that peers are sent in the handshake, their names beginning with X-
 *     (ZMQ_METADATA).
 * @param sendHighWaterMark Most messages that may wait for each peer; 0: no bound (ZMQ_SNDHWM).
 * @param sendHighWaterMarkBytes Most bytes of messages that may wait for each peer; 0: no bound.
 * @param receiveHighWaterMark Most messages of each peer that may be decoded and not yet requested;
 *     0: no bound (ZMQ_RCVHWM).
 * @param receiveHighWaterMarkBytes Most bytes of messages of each peer that may be decoded and not
 *     yet requested; 0: no bound.
 * @param immediate Whether only peers that are there count (ZMQ_IMMEDIATE).
 * @param credit Whether demand reaches the far publisher.
 * @param conflate Whether only the newest message is kept (ZMQ_CONFLATE).
 * @param noDrop Whether a peer that is full holds up the publisher instead of losing messages
 *     (ZMQ_XPUB_NODROP).
 * @param subscribe Topics to begin with; an empty one stands for everything (ZMQ_SUBSCRIBE).
 * @param join Groups to begin with.
 * @param routingId Routing id that peers are sent (ZMQ_ROUTING_ID).
 * @param mandatory Whether a message for a peer that is not there fails its send
 *     (ZMQ_ROUTER_MANDATORY).
 * @param handover Whether a new peer takes the place of one with the same routing id
 *     (ZMQ_ROUTER_HANDOVER).
 * @param notices Which peers are reported among the messages: of a ROUTER connected, disconnected
 *     or both; of a STREAM whether they are (ZMQ_ROUTER_NOTIFY, ZMQ_STREAM_NOTIFY).
 * @param raw Whether peers speak raw TCP (ZMQ_ROUTER_RAW).
 * @param probeRouter Whether the first message to each new peer is an empty one (ZMQ_PROBE_ROUTER).
 * @param correlate Whether requests carry an id, so that any number wait for replies
 *     (ZMQ_REQ_CORRELATE).
 * @param relaxed Whether a new request takes the place of one that waits for its reply
 *     (ZMQ_REQ_RELAXED).
 * @param resend Whether a request goes out again when the peer that owes the reply goes.
 * @param handlerTimeout Time that the handler of a request may take; 0: for ever.
 * @param verbose Whether every subscription is received, not only the first to a topic
 *     (ZMQ_XPUB_VERBOSE).
 * @param verboser Whether every subscription and every end of one is received (ZMQ_XPUB_VERBOSER).
 * @param manual Whether the application decides about subscriptions (ZMQ_XPUB_MANUAL).
 * @param manualLastValue Whether, decided by hand, a message goes to the newest subscriber alone
 *     (ZMQ_XPUB_MANUAL_LAST_VALUE).
 * @param welcomeMessage Message that each peer is sent first (ZMQ_XPUB_WELCOME_MSG).
 * @param invertMatching Whether a message is for those that have not subscribed to it
 *     (ZMQ_INVERT_MATCHING).
 * @param onlyFirstSubscribe Whether the first frame alone decides if a message is a subscription
 *     (ZMQ_ONLY_FIRST_SUBSCRIBE).
 * @param verboseUnsubscribe Whether peers are sent every unsubscription
 *     (ZMQ_XSUB_VERBOSE_UNSUBSCRIBE).
 * @param maxSubscriptions Most topics that a peer may subscribe to.
 * @param maxSubscriptionBytes Most bytes that the topics of a peer may take.
 * @param maxTopicLength Longest topic that a peer may subscribe to.
 * @param maxGroups Most groups that a peer may join.
 * @param helloMessage Message that is sent to each new peer (ZMQ_HELLO_MSG).
 * @param disconnectMessage Message that is received when a peer leaves (ZMQ_DISCONNECT_MSG).
 * @param hiccupMessage Message that is received when a connection is interrupted (ZMQ_HICCUP_MSG).
 * @param maxMessageSize Largest message that is received; -1B: no limit (ZMQ_MAXMSGSIZE).
 * @param maxFrames Most frames of a message that is received.
 * @param handshakeTimeout Time that a peer may take to introduce itself; 0: for ever
 *     (ZMQ_HANDSHAKE_IVL).
 * @param maxHandshakes Most connections that may be introducing themselves.
 * @param maxPeers Most peers.
 * @param maxConnectionRate Most connections that are accepted in a second; 0: no limit.
 * @param heartbeatInterval Interval at which a peer is asked for a sign of life; 0: never
 *     (ZMQ_HEARTBEAT_IVL).
 * @param heartbeatTimeout Time that a peer that was asked may stay silent (ZMQ_HEARTBEAT_TIMEOUT).
 * @param heartbeatTtl Time that a peer should wait for a sign of life; 0: it need not care
 *     (ZMQ_HEARTBEAT_TTL).
 * @param reconnectInterval Delay before the first attempt to connect again; negative: never
 *     (ZMQ_RECONNECT_IVL).
 * @param reconnectIntervalMax Longest delay between attempts (ZMQ_RECONNECT_IVL_MAX).
 * @param reconnectStop Failures after which not to connect again (ZMQ_RECONNECT_STOP).
 * @param connectTimeout Time that one attempt to connect may take; 0: as the operating system has
 *     it (ZMQ_CONNECT_TIMEOUT).
 * @param socksProxy SOCKS5 proxy to connect through (ZMQ_SOCKS_PROXY).
 * @param httpProxy HTTP proxy to connect through, by CONNECT; not with a SOCKS proxy.
 * @param ipv6 Whether IPv6 is used beside IPv4 (ZMQ_IPV6).
 * @param tcpNoDelay Whether small messages leave at once.
 * @param tcpKeepAlive Whether the operating system probes idle connections (ZMQ_TCP_KEEPALIVE).
 * @param tcpKeepAliveIdle Time that a connection is idle before it is probed
 *     (ZMQ_TCP_KEEPALIVE_IDLE).
 * @param tcpKeepAliveCount Most probes that may stay unanswered (ZMQ_TCP_KEEPALIVE_CNT).
 * @param tcpKeepAliveInterval Time between probes (ZMQ_TCP_KEEPALIVE_INTVL).
 * @param sendBuffer Size of the kernel's send buffer (ZMQ_SNDBUF).
 * @param receiveBuffer Size of the kernel's receive buffer (ZMQ_RCVBUF).
 * @param maxInFlightBytes Most bytes that the kernel holds of what was sent, or is to be received;
 *     0: what it does by itself.
 * @param backlog Most connections that may wait in the kernel to be accepted (ZMQ_BACKLOG).
 * @param typeOfService Type-of-service byte of what is sent (ZMQ_TOS).
 * @param bindToDevice Network interface all traffic goes through (ZMQ_BINDTODEVICE).
 * @param acceptFilter Networks from which connections are accepted (ZMQ_TCP_ACCEPT_FILTER).
 * @param multicastHops Most hops of multicast datagrams over udp (ZMQ_MULTICAST_HOPS).
 * @param multicastLoop Whether multicast datagrams come to this machine, too (ZMQ_MULTICAST_LOOP).
 * @param ipcPermissions Permissions of the files of ipc sockets, such as rw-rw----.
 * @param ipcOwner User that the files of ipc sockets are given to, by name or number.
 * @param ipcGroup Group that the files of ipc sockets are given to, by name or number.
 * @param acceptUid Users whose processes may connect over ipc (ZMQ_IPC_FILTER_UID).
 * @param acceptGid Groups whose processes may connect over ipc (ZMQ_IPC_FILTER_GID).
 * @param acceptPid Processes that may connect over ipc (ZMQ_IPC_FILTER_PID).
 * @param webSocketOrigin Origins of the pages that may connect over WebSocket, or * for all.
 * @param websocketPath Path of the WebFlux application at which the socket is served, such as /zmq.
 * @param zapDomain Domain that the authenticator is given (ZMQ_ZAP_DOMAIN).
 * @param enforceZapDomain Whether a domain stands for authentication (ZMQ_ZAP_ENFORCE_DOMAIN).
 */
@SuppressWarnings("exports") // an optional module cannot be required of others
public record SocketProperties(
    @Nullable SocketType type,
    @Nullable Boolean lazy,
    @Nullable List<String> bind,
    @Nullable List<String> connect,
    @Nullable Plain plain,
    @Nullable Curve curve,
    @Nullable Ssl ssl,
    @Nullable Boolean observation,
    @Nullable HealthRule health,
    @Nullable Duration linger,
    @Nullable ProtocolVersion minimumProtocol,
    @Nullable Map<String, String> metadata,
    @Nullable Integer sendHighWaterMark,
    @Nullable DataSize sendHighWaterMarkBytes,
    @Nullable Integer receiveHighWaterMark,
    @Nullable DataSize receiveHighWaterMarkBytes,
    @Nullable Boolean immediate,
    @Nullable Boolean credit,
    @Nullable Boolean conflate,
    @Nullable Boolean noDrop,
    @Nullable List<String> subscribe,
    @Nullable List<String> join,
    @Nullable RoutingId routingId,
    @Nullable Boolean mandatory,
    @Nullable Boolean handover,
    @Name("notify") @Nullable String notices,
    @Nullable Boolean raw,
    @Nullable Boolean probeRouter,
    @Nullable Boolean correlate,
    @Nullable Boolean relaxed,
    @Nullable Boolean resend,
    @Nullable Duration handlerTimeout,
    @Nullable Boolean verbose,
    @Nullable Boolean verboser,
    @Nullable Boolean manual,
    @Nullable Boolean manualLastValue,
    @Nullable String welcomeMessage,
    @Nullable Boolean invertMatching,
    @Nullable Boolean onlyFirstSubscribe,
    @Nullable Boolean verboseUnsubscribe,
    @Nullable Integer maxSubscriptions,
    @Nullable DataSize maxSubscriptionBytes,
    @Nullable DataSize maxTopicLength,
    @Nullable Integer maxGroups,
    @Nullable String helloMessage,
    @Nullable String disconnectMessage,
    @Nullable String hiccupMessage,
    @Nullable DataSize maxMessageSize,
    @Nullable Integer maxFrames,
    @Nullable Duration handshakeTimeout,
    @Nullable Integer maxHandshakes,
    @Nullable Integer maxPeers,
    @Nullable Integer maxConnectionRate,
    @Nullable Duration heartbeatInterval,
    @Nullable Duration heartbeatTimeout,
    @Nullable Duration heartbeatTtl,
    @Nullable Duration reconnectInterval,
    @Nullable Duration reconnectIntervalMax,
    @Nullable List<ReconnectStop> reconnectStop,
    @Nullable Duration connectTimeout,
    @Nullable Proxy socksProxy,
    @Nullable Proxy httpProxy,
    @Nullable Boolean ipv6,
    @Nullable Boolean tcpNoDelay,
    @Nullable Boolean tcpKeepAlive,
    @Nullable Duration tcpKeepAliveIdle,
    @Nullable Integer tcpKeepAliveCount,
    @Nullable Duration tcpKeepAliveInterval,
    @Nullable DataSize sendBuffer,
    @Nullable DataSize receiveBuffer,
    @Nullable DataSize maxInFlightBytes,
    @Nullable Integer backlog,
    @Nullable Integer typeOfService,
    @Nullable String bindToDevice,
    @Nullable List<String> acceptFilter,
    @Nullable Integer multicastHops,
    @Nullable Boolean multicastLoop,
    @Nullable String ipcPermissions,
    @Nullable String ipcOwner,
    @Nullable String ipcGroup,
    @Nullable List<Long> acceptUid,
    @Nullable List<Long> acceptGid,
    @Nullable List<Long> acceptPid,
    @Nullable List<String> webSocketOrigin,
    @Nullable String websocketPath,
    @Nullable String zapDomain,
    @Nullable Boolean enforceZapDomain) {

  /**
   * Security PLAIN.
   *
   * @param username user this side is, to those that check it
   * @param password its password
   * @param users users this side lets in, with their passwords
   */
  public record Plain(
      @Nullable String username, @Nullable String password, @Nullable Map<String, String> users) {

    /** Shows no password. */
    @Override
    public String toString() {
      return "Plain[username=" + username + "]";
    }
  }

  /**
   * Proxy to connect through.
   *
   * @param host its name or address
   * @param port its port; 1080 for SOCKS and 8080 for HTTP unless said
   * @param username user this side is to it (ZMQ_SOCKS_USERNAME)
   * @param password its password (ZMQ_SOCKS_PASSWORD)
   */
  public record Proxy(
      @Nullable String host,
      @Nullable Integer port,
      @Nullable String username,
      @Nullable String password) {

    /** Shows no password. */
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /**
   * Security CURVE.
   *
   * @param certificate file with the keys of this side, a secret certificate as zcert has it
   * @param serverKey public key of the server: its 40 characters, or the file of its certificate
   * @param allowedKeys folder of the certificates of those this side lets in; any: whoever knows
   *     this side's key
   */
  public record Curve(
      @Nullable String certificate, @Nullable String serverKey, @Nullable String allowedKeys) {}

  /**
   * TLS.
   *
   * @param bundle name of the SSL bundle
   * @param clientAuth whether those that connect must show a certificate, too; none unless said
   */
  public record Ssl(@Nullable String bundle, @Nullable ClientAuth clientAuth) {}

  /** Whether those that connect must show a certificate. */
  public enum ClientAuth {
    /** They are not asked. */
    NONE,
    /** They are asked. */
    WANT,
    /** They must. */
    NEED
  }

  /** What a socket must have to be up. */
  public enum HealthRule {
    /** Nothing but to be open. */
    OPEN,
    /** A peer. */
    CONNECTED,
    /** Nothing: it is not looked at. */
    IGNORED
  }
}
