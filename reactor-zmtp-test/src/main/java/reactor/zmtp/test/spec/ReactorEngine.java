package reactor.zmtp.test.spec;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import reactor.zmtp.HeartbeatOptions;
import reactor.zmtp.LimitOptions;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.ReceiveOptions;
import reactor.zmtp.ReconnectOptions;
import reactor.zmtp.RouterSpec;
import reactor.zmtp.RoutingId;
import reactor.zmtp.RoutingIdOptions;
import reactor.zmtp.SecurityOptions;
import reactor.zmtp.SendOptions;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.TcpOptions;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;
import reactor.zmtp.security.ZapAuthenticator;

/** The engine of reactor-zmtp, in the process of the suite. */
public final class ReactorEngine implements Engine {

  private final ZmqContext zmq = ZmqContext.create();

  /** Makes a context of its own. */
  public ReactorEngine() {}

  @Override
  public EngineSocket open(String type, Map<String, String> options) {
    SocketSpec<?, ?> spec = security(spec(type), options);
    for (Map.Entry<String, String> option : options.entrySet()) {
      spec = with(spec, option.getKey(), option.getValue());
    }
    return new ReactorSocket(spec.open().map(ZmqSocket.class::cast).block());
  }

  @Override
  public void close() {
    zmq.disposeLater().block();
  }

  private SocketSpec<?, ?> spec(String type) {
    return switch (type) {
      case "PUSH" -> zmq.push();
      case "PULL" -> zmq.pull();
      case "PAIR" -> zmq.pair();
      case "REQ" -> zmq.req();
      case "REP" -> zmq.rep();
      case "DEALER" -> zmq.dealer();
      case "ROUTER" -> zmq.router();
      case "PUB" -> zmq.pub();
      case "SUB" -> zmq.sub();
      case "XPUB" -> zmq.xpub();
      case "XSUB" -> zmq.xsub();
      case "CLIENT" -> zmq.client();
      case "SERVER" -> zmq.server();
      case "RADIO" -> zmq.radio();
      case "DISH" -> zmq.dish();
      case "SCATTER" -> zmq.scatter();
      case "GATHER" -> zmq.gather();
      case "PEER" -> zmq.peer();
      case "CHANNEL" -> zmq.channel();
      default -> throw new UnsupportedException("socket type " + type);
    };
  }

  private static SocketSpec<?, ?> with(SocketSpec<?, ?> spec, String option, String value) {
    return switch (option) {
      case "linger" -> spec.linger(millis(value));
      case "minimum_protocol" ->
          spec.minimumProtocol(ProtocolVersion.valueOf("ZMTP_" + value.replace('.', '_')));
      case "sndhwm" ->
          set(
              spec,
              SendOptions.class,
              (SendOptions<?> s) -> s.sendHighWaterMark(Integer.parseInt(value)));
      case "rcvhwm" ->
          set(
              spec,
              ReceiveOptions.class,
              (ReceiveOptions<?> s) -> s.receiveHighWaterMark(Integer.parseInt(value)));
      case "sndbuf" ->
          set(spec, TcpOptions.class, (TcpOptions<?> s) -> s.sendBuffer(Integer.parseInt(value)));
      case "rcvbuf" ->
          set(
              spec,
              TcpOptions.class,
              (TcpOptions<?> s) -> s.receiveBuffer(Integer.parseInt(value)));
      case "maxmsgsize" ->
          set(
              spec,
              LimitOptions.class,
              (LimitOptions<?> s) ->
                  s.maxMessageSize(value.equals("-1") ? 1L << 30 : Long.parseLong(value)));
      case "handshake_ivl" ->
          set(spec, LimitOptions.class, (LimitOptions<?> s) -> s.handshakeTimeout(millis(value)));
      case "heartbeat_ivl" ->
          set(
              spec,
              HeartbeatOptions.class,
              (HeartbeatOptions<?> s) -> s.heartbeatInterval(millis(value)));
      case "heartbeat_timeout" ->
          set(
              spec,
              HeartbeatOptions.class,
              (HeartbeatOptions<?> s) -> s.heartbeatTimeout(millis(value)));
      case "heartbeat_ttl" ->
          set(
              spec,
              HeartbeatOptions.class,
              (HeartbeatOptions<?> s) -> s.heartbeatTtl(millis(value)));
      case "reconnect_ivl" ->
          set(
              spec,
              ReconnectOptions.class,
              (ReconnectOptions<?> s) -> s.reconnectInterval(millis(value)));
      case "routing_id" ->
          set(
              spec,
              RoutingIdOptions.class,
              (RoutingIdOptions<?> s) -> s.routingId(RoutingId.of(Lines.frame(value))));
      case "router_mandatory" -> ((RouterSpec) spec).mandatory(!value.equals("0"));
      case "plain_server",
          "plain_users",
          "plain_username",
          "plain_password",
          "curve_server",
          "curve_secretkey",
          "curve_serverkey",
          "curve_allow" ->
          spec;
      default -> throw new UnsupportedException("option " + option);
    };
  }

  private static SocketSpec<?, ?> security(SocketSpec<?, ?> spec, Map<String, String> options) {
    if (options.containsKey("plain_server")) {
      return set(
          spec,
          SecurityOptions.class,
          (SecurityOptions<?> s) ->
              s.plainServer(
                  ZapAuthenticator.passwords(users(options.getOrDefault("plain_users", "")))));
    }
    if (options.containsKey("plain_username")) {
      return set(
          spec,
          SecurityOptions.class,
          (SecurityOptions<?> s) ->
              s.plain(
                  options.getOrDefault("plain_username", ""),
                  options.getOrDefault("plain_password", "")));
    }
    if (!options.containsKey("curve_secretkey")) {
      return spec;
    }
    CurveKeyPair own = CurveKeyPair.ofSecretKey(key(options, "curve_secretkey"));
    if (options.containsKey("curve_server")) {
      return set(
          spec,
          SecurityOptions.class,
          (SecurityOptions<?> s) ->
              s.curveServer(
                  own,
                  ZapAuthenticator.publicKeys(
                      Set.of(CurvePublicKey.of(key(options, "curve_allow"))))));
    }
    return set(
        spec,
        SecurityOptions.class,
        (SecurityOptions<?> s) -> s.curve(own, CurvePublicKey.of(key(options, "curve_serverkey"))));
  }

  private static byte[] key(Map<String, String> options, String name) {
    return HexFormat.of().parseHex(options.getOrDefault(name, ""));
  }

  /** Each as name:password, both in hexadecimal. */
  private static Map<String, String> users(String words) {
    Map<String, String> passwords = new HashMap<>();
    for (String user : words.isEmpty() ? new String[0] : words.split(",", -1)) {
      int colon = user.indexOf(':');
      passwords.put(
          text(Lines.frame(user.substring(0, colon))),
          text(Lines.frame(user.substring(colon + 1))));
    }
    return passwords;
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  private static Duration millis(String value) {
    return Duration.ofMillis(Long.parseLong(value));
  }

  @SuppressWarnings("unchecked")
  private static <T> SocketSpec<?, ?> set(
      SocketSpec<?, ?> spec, Class<? super T> options, Function<T, SocketSpec<?, ?>> setter) {
    if (!options.isInstance(spec)) {
      throw new UnsupportedException(
          spec.getClass().getSimpleName() + " without " + options.getSimpleName());
    }
    return setter.apply((T) spec);
  }
}
