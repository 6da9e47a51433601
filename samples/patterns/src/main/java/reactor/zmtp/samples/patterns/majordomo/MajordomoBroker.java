package reactor.zmtp.samples.patterns.majordomo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.samples.patterns.majordomo.MajordomoService.Request;
import reactor.zmtp.samples.patterns.majordomo.MajordomoService.Worker;

/**
 * Majordomo broker, of the guide's chapter 4 "Service-Oriented Reliable Queuing" and RFC 18
 * (MDP/0.2): gives each request to a worker of the service that has waited longest, and to another
 * when that one dies with it. Requests are in memory, one for each client, and are dropped when
 * nobody serves them in time; what one that is restarted had is asked again by its clients.
 */
public final class MajordomoBroker {

  private final RouterSocket socket;
  private final Duration heartbeat;
  private final Duration patience;
  private final Map<String, MajordomoService> services = new HashMap<>();
  private final Map<RoutingId, Worker> workers = new LinkedHashMap<>();
  private List<RoutedMessage> out = new ArrayList<>();

  /**
   * A broker, to be run once.
   *
   * @param socket bound for clients and workers; stays the caller's. With {@code
   *     notify(DISCONNECTED)} a worker whose connection ends is given up at once
   * @param heartbeat time between two heartbeats, the same on both sides
   * @param patience how long a request waits for a worker
   */
  public MajordomoBroker(RouterSocket socket, Duration heartbeat, Duration patience) {
    this.socket = socket;
    this.heartbeat = heartbeat;
    this.patience = patience;
  }

  /**
   * Runs the broker. Messages and ticks are worked on one after another.
   *
   * @return runs while it is subscribed to
   */
  public Mono<Void> run() {
    return socket.send(
        Flux.<Supplier<List<RoutedMessage>>>merge(
                socket.receive().map(message -> () -> on(message)),
                Flux.interval(heartbeat).onBackpressureDrop().map(tick -> this::beat))
            .concatMapIterable(Supplier::get));
  }

  private List<RoutedMessage> on(RoutedMessage received) {
    ZmqMessage message = received.message();
    out = new ArrayList<>();
    if (Mdp.is(message, Mdp.CLIENT, Mdp.CLIENT_REQUEST, 4)) {
      MajordomoService service = service(message.text(2));
      long until = System.nanoTime() + patience.toNanos();
      service.add(new Request(received.peer(), message.tail(3), until));
    } else if (message.size() > 1 && message.text(0).equals(Mdp.WORKER)) {
      onWorker(received.peer(), message);
    } else if (message.byteSize() == 0) {
      lost(workers.get(received.peer())); // a notice of the socket
    }
    return out;
  }

  /** What is valid and not expected is answered with DISCONNECT: the worker begins anew. */
  private void onWorker(RoutingId peer, ZmqMessage message) {
    Worker worker = workers.get(peer);
    if (worker == null && Mdp.is(message, Mdp.WORKER, Mdp.READY, 3)) {
      worker = new Worker(peer, service(message.text(2)));
      workers.put(peer, worker);
      worker.service.idle(worker);
    } else if (worker != null && worker.request != null && Mdp.isReply(message)) {
      worker.service.reply(worker, message);
    } else if (worker == null || !message.equals(Mdp.HEARTBEAT)) {
      lost(worker);
      if (!message.equals(Mdp.DISCONNECT)) {
        out.add(new RoutedMessage(peer, Mdp.DISCONNECT));
      }
      return;
    }
    worker.heard = System.nanoTime();
  }

  private List<RoutedMessage> beat() {
    long now = System.nanoTime();
    long silence = heartbeat.multipliedBy(Mdp.LIVENESS).toNanos();
    out = new ArrayList<>();
    List.copyOf(workers.values()).stream()
        .filter(worker -> now - worker.heard > silence)
        .forEach(this::lost);
    services.values().removeIf(service -> service.isUnusedAt(now));
    workers.keySet().forEach(worker -> out.add(new RoutedMessage(worker, Mdp.HEARTBEAT)));
    return out;
  }

  private void lost(@Nullable Worker worker) {
    if (worker != null) {
      workers.remove(worker.id);
      worker.service.lost(worker);
    }
  }

  private MajordomoService service(String name) {
    return services.computeIfAbsent(
        name, each -> new MajordomoService(each, message -> out.add(message)));
  }
}
