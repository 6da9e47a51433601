package reactor.zmtp.samples.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reactor.zmtp.ReceiveOptions;
import reactor.zmtp.RoutingId;
import reactor.zmtp.RoutingIdOptions;
import reactor.zmtp.SendOptions;
import reactor.zmtp.SocketSpec;

/** Options of every command: how long to run, what to report, and how the socket is set up. */
final class SocketOptions {

  @Option(
      names = {"-t", "--timeout"},
      order = 1,
      paramLabel = "DURATION",
      converter = Durations.Positive.class,
      description = "End after this long, such as 500ms or 5s, with exit code 3.")
  @Nullable Duration timeout;

  @Option(
      names = {"-v", "--verbose"},
      order = 1,
      description = "Print what happens to the socket to standard error.")
  boolean verbose;

  @Option(
      names = "--max-message-size",
      order = 1,
      paramLabel = "BYTES",
      converter = ByteSize.class,
      defaultValue = "64m",
      description =
          "The largest message, such as 4096, 64k or 16m: a peer that sends a larger one is cut"
              + " off, a longer line of input is refused. -1: no limit. Default: ${DEFAULT-VALUE}.")
  long maxMessageSize = 64 << 20;

  @Option(
      names = "--sndhwm",
      order = 1,
      paramLabel = "COUNT",
      description =
          "How many messages may wait to be sent, for each peer; 0: any number. Default: 1000."
              + " Sockets that only receive ignore it.")
  private @Nullable Integer sendHighWaterMark;

  @Option(
      names = "--rcvhwm",
      order = 1,
      paramLabel = "COUNT",
      description =
          "How many received messages may wait to be printed, for each peer; 0: any number."
              + " Default: 1000. Sockets that only send ignore it.")
  private @Nullable Integer receiveHighWaterMark;

  @Option(
      names = "--linger",
      order = 1,
      paramLabel = "DURATION",
      converter = Durations.OrMinusOne.class,
      defaultValue = "5s",
      description =
          "How long to go on writing at the end what was already taken for sending; -1: for ever."
              + " Default: ${DEFAULT-VALUE}.")
  Duration linger = Duration.ofSeconds(5);

  @Option(
      names = "--identity",
      order = 1,
      paramLabel = "TEXT",
      description =
          "The name this socket gives itself, by which a ROUTER addresses it. Only REQ, DEALER and"
              + " ROUTER sockets tell theirs.")
  private @Nullable String identity;

  @Option(names = "--ipv6", order = 1, description = "Use IPv6 beside IPv4.")
  private boolean ipv6;

  @Option(
      names = "--heartbeat",
      order = 1,
      paramLabel = "DURATION",
      converter = Durations.Any.class,
      description =
          "How often to ask peers for a sign of life, and how long to wait for it; 0: never."
              + " Default: ask every 10s, wait 30s.")
  private @Nullable Duration heartbeat;

  @Option(
      names = "--reconnect-interval",
      order = 1,
      paramLabel = "DURATION",
      converter = Durations.OrMinusOne.class,
      description =
          "How long to wait before connecting again; doubles up to 10s. -1: never connect again."
              + " Default: 100ms.")
  private @Nullable Duration reconnectInterval;

  @Mixin private final SecurityOptions security = new SecurityOptions();

  @Mixin private final TlsOptions tls = new TlsOptions();

  /**
   * All but the high-water marks and the name.
   *
   * @throws IllegalArgumentException if the options do not make sense
   */
  <S extends SocketSpec<S, ?>> S apply(S spec, boolean binds) {
    return security.apply(tls.apply(set(spec), binds));
  }

  /**
   * The same for one of the sockets of a proxy.
   *
   * @throws IllegalArgumentException if the options do not make sense
   */
  <S extends SocketSpec<S, ?>> S applyToOneOfSeveral(S spec, boolean connects) {
    return security.apply(tls.apply(set(spec), !connects), connects);
  }

  private <S extends SocketSpec<S, ?>> S set(S spec) {
    S set = spec.maxMessageSize(maxMessageSize).linger(linger).ipv6(ipv6);
    if (heartbeat != null) {
      set = set.heartbeatInterval(heartbeat).heartbeatTimeout(Duration.ZERO);
    }
    if (reconnectInterval != null) {
      set = set.reconnectInterval(reconnectInterval);
    }
    return set;
  }

  <S extends SocketSpec<S, ?> & SendOptions<S>> S sending(S spec) {
    return sendHighWaterMark == null ? spec : spec.sendHighWaterMark(sendHighWaterMark);
  }

  <S extends SocketSpec<S, ?> & RoutingIdOptions<S>> S identified(S spec) {
    return identity == null ? spec : spec.routingId(RoutingId.of(identity));
  }

  <S extends SocketSpec<S, ?> & ReceiveOptions<S>> S receiving(S spec) {
    return receiveHighWaterMark == null ? spec : spec.receiveHighWaterMark(receiveHighWaterMark);
  }
}
