package reactor.zmtp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandlerFailed;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;

/**
 * Meters of sockets for Micrometer, an optional dependency that the application brings. Sockets of
 * one type and one {@linkplain SocketSpec#name name} share their meters, which have these two as
 * tags and no other than a {@code reason}: as many as an application has kinds of sockets.
 *
 * <p>Figures are asked for once a second, on the sockets' own event loops: nothing is added to what
 * a message costs. Events are counted as they come. The table of meters is in the README.
 *
 * <p>Of what a registry was bound to nothing is left when the context, or the socket, is gone, but
 * its counters.
 */
@SuppressWarnings("exports") // an optional module cannot be required of others
public final class ZmqMetrics implements MeterBinder {

  private static final Duration STEP = Duration.ofSeconds(1);

  private final Consumer<Consumer<? super ZmqSocket>> sockets;
  private final Mono<Void> end;
  private final Duration step;

  private ZmqMetrics(Consumer<Consumer<? super ZmqSocket>> sockets, Mono<Void> end, Duration step) {
    this.sockets = sockets;
    this.end = end;
    this.step = step;
  }

  /**
   * Meters of all sockets of a context: those that are there, and those that come.
   *
   * @param context the context
   * @return a binder
   */
  public static ZmqMetrics of(ZmqContext context) {
    return new ZmqMetrics(context.resources()::forEachSocket, context.onDispose(), STEP);
  }

  /**
   * Meters of one socket.
   *
   * @param socket the socket
   * @return a binder
   */
  public static ZmqMetrics of(ZmqSocket socket) {
    return new ZmqMetrics(
        consumer -> consumer.accept(socket), socket.onDispose().onErrorComplete(), STEP);
  }

  /**
   * How often figures are asked for. Default: once a second.
   *
   * @param every 1 ms or more
   * @return a new binder
   */
  public ZmqMetrics step(Duration every) {
    SocketSpec.check(every.toMillis() > 0, "step", every, "1 ms or more");
    return new ZmqMetrics(sockets, end, every);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Binding binding = new Binding(Objects.requireNonNull(registry, "registry"));
    sockets.accept(binding::add);
    Flux.interval(step).onBackpressureDrop().takeUntilOther(end).subscribe(tick -> binding.poll());
  }

  /** What is requested without end is more than any number. */
  private static double demand(SocketMetrics figures) {
    long demand = figures.demand();
    return demand == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : (double) demand;
  }

  /** What one registry is told. */
  private static final class Binding {

    private final MeterRegistry registry;
    private final Map<Tags, Group> groups = new ConcurrentHashMap<>();
    private final Map<ZmqSocket, Group> live = new ConcurrentHashMap<>();

    Binding(MeterRegistry registry) {
      this.registry = registry;
    }

    void add(ZmqSocket socket) {
      Tags tags =
          Tags.of(
              "type",
              socket.type().name(),
              "name",
              socket.name().isEmpty() ? "none" : socket.name());
      Group group = groups.computeIfAbsent(tags, same -> new Group(registry, same));
      if (live.putIfAbsent(socket, group) != null) {
        return;
      }
      socket.events().subscribe(group::count, broken -> {}, () -> poll(socket, group, true));
    }

    void poll() {
      live.forEach((socket, group) -> poll(socket, group, false));
    }

    // What a socket answers comes on its loop: nothing is told of it after the last.
    private void poll(ZmqSocket socket, Group group, boolean last) {
      socket
          .metrics()
          .subscribe(
              figures -> {
                if (live.containsKey(socket)) {
                  group.update(socket, figures);
                }
                if (last) {
                  live.remove(socket);
                  group.remove(socket);
                }
              });
    }
  }

  /** Sockets of one type and name. */
  private static final class Group {

    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<ZmqSocket, SocketMetrics> latest = new ConcurrentHashMap<>();
    private final Counter sent;
    private final Counter received;
    private final Counter bytesSent;
    private final Counter bytesReceived;

    Group(MeterRegistry registry, Tags tags) {
      this.registry = registry;
      this.tags = tags;
      this.sent = counter("zmtp.messages.sent", "messages", "Messages written to peers");
      this.received =
          counter("zmtp.messages.received", "messages", "Messages delivered to subscribers");
      this.bytesSent = counter("zmtp.bytes.sent", "bytes", "Bytes written to peers");
      this.bytesReceived = counter("zmtp.bytes.received", "bytes", "Bytes read from peers");
      gauge("zmtp.sockets", "sockets", "Sockets that are open", figures -> 1);
      gauge("zmtp.peers", "peers", "Peers that are ready", SocketMetrics::peers);
      gauge(
          "zmtp.messages.waiting.send",
          "messages",
          "Messages taken from publishers and not written",
          SocketMetrics::waitingToSend);
      gauge(
          "zmtp.messages.waiting.receive",
          "messages",
          "Messages decoded and not requested",
          SocketMetrics::waitingToReceive);
      gauge(
          "zmtp.messages.in.flight",
          "messages",
          "Messages written and not reported as taken, where peers grant credit",
          SocketMetrics::inFlight);
      gauge(
          "zmtp.messages.waiting.send.max",
          "messages",
          "High-water marks of the peers that are there: what may wait to be sent",
          figures -> (double) figures.peers() * figures.sendHighWaterMark());
      gauge(
          "zmtp.messages.waiting.receive.max",
          "messages",
          "High-water marks of the peers that are there: what may wait to be requested",
          figures -> (double) figures.peers() * figures.receiveHighWaterMark());
      gauge(
          "zmtp.demand",
          "messages",
          "Messages requested by subscribers and not delivered",
          ZmqMetrics::demand);
      gauge("zmtp.topics", "topics", "Topics subscribed to", SocketMetrics::topics);
      TimeGauge.builder(
              "zmtp.heartbeat.round.trip",
              latest,
              TimeUnit.NANOSECONDS,
              all ->
                  all.values().stream()
                      .mapToLong(each -> each.roundTrip().toNanos())
                      .max()
                      .orElse(0))
          .tags(tags)
          .description("Longest of the peers' last round trips, from PING to PONG")
          .strongReference(true)
          .register(registry);
    }

    private Counter counter(String name, String unit, String description) {
      return Counter.builder(name)
          .tags(tags)
          .baseUnit(unit)
          .description(description)
          .register(registry);
    }

    private void gauge(
        String name, String unit, String description, ToDoubleFunction<SocketMetrics> figure) {
      Gauge.builder(name, latest, all -> all.values().stream().mapToDouble(figure).sum())
          .tags(tags)
          .baseUnit(unit)
          .description(description)
          .strongReference(true)
          .register(registry);
    }

    void update(ZmqSocket socket, SocketMetrics now) {
      SocketMetrics before = latest.put(socket, now);
      sent.increment((double) (now.sent() - (before == null ? 0 : before.sent())));
      received.increment((double) (now.received() - (before == null ? 0 : before.received())));
      bytesSent.increment((double) (now.bytesSent() - (before == null ? 0 : before.bytesSent())));
      bytesReceived.increment(
          (double) (now.bytesReceived() - (before == null ? 0 : before.bytesReceived())));
    }

    void remove(ZmqSocket socket) {
      latest.remove(socket);
    }

    void count(SocketEvent event) {
      if (event instanceof Discarded discarded) {
        count("zmtp.messages.discarded", "messages", discarded.reason(), discarded.count());
      } else if (event instanceof HandshakeSucceeded) {
        count("zmtp.handshakes.succeeded", "handshakes", null, 1);
      } else if (event instanceof HandshakeFailed failed) {
        count("zmtp.handshakes.failed", "handshakes", failed.reason(), 1);
      } else if (event instanceof Disconnected disconnected) {
        count("zmtp.disconnects", "connections", disconnected.reason(), 1);
      } else if (event instanceof ConnectRetried) {
        count("zmtp.reconnects", "connections", null, 1);
      } else if (event instanceof HandlerFailed) {
        count("zmtp.handlers.failed", "requests", null, 1);
      }
    }

    private void count(String name, String unit, @Nullable Enum<?> reason, long more) {
      Tags all = reason == null ? tags : tags.and("reason", reason.name().toLowerCase(Locale.ROOT));
      Counter.builder(name).tags(all).baseUnit(unit).register(registry).increment((double) more);
    }
  }
}
