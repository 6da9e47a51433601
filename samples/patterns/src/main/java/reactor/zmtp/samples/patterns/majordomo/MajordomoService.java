package reactor.zmtp.samples.patterns.majordomo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.ZmqMessage;

/** One service of a broker: the requests that wait, and the workers that do. */
final class MajordomoService {

  /**
   * A request of a client, and when it is given up if nobody serves it, by the nanosecond clock.
   */
  record Request(RoutingId client, ZmqMessage body, long until) {}

  /** A worker, and what it is working on. */
  static final class Worker {
    final RoutingId id;
    final MajordomoService service;
    long heard;
    @Nullable Request request;

    Worker(RoutingId id, MajordomoService service) {
      this.id = id;
      this.service = service;
    }
  }

  private final String name;
  private final Consumer<RoutedMessage> out;
  private final Deque<Request> requests = new ArrayDeque<>();
  private final Set<Worker> workers = new HashSet<>();
  private final Set<Worker> idle = new LinkedHashSet<>();

  MajordomoService(String name, Consumer<RoutedMessage> out) {
    this.name = name;
    this.out = out;
  }

  /** A client has one request at a time; a new one takes the place of one that still waits. */
  void add(Request request) {
    requests.removeIf(waiting -> waiting.client().equals(request.client()));
    requests.addLast(request);
    dispatch();
  }

  void idle(Worker worker) {
    worker.request = null;
    workers.add(worker);
    idle.add(worker);
    dispatch();
  }

  /** Passes PARTIAL or FINAL on to the client; after FINAL the worker is idle. */
  void reply(Worker worker, ZmqMessage command) {
    RoutedMessage reply = Mdp.addressed(command);
    boolean isFinal = Mdp.isFinal(command);
    String kind = isFinal ? Mdp.CLIENT_FINAL : Mdp.CLIENT_PARTIAL;
    out.accept(reply.reply(Mdp.client(kind, name, reply.message())));
    if (isFinal) {
      idle(worker);
    }
  }

  /** What the worker had not finished is the next worker's. */
  void lost(Worker worker) {
    workers.remove(worker);
    idle.remove(worker);
    if (worker.request != null) {
      requests.addFirst(worker.request);
      dispatch();
    }
  }

  /** Drops the requests that have waited too long; whether nothing is left, nor a worker. */
  boolean isUnusedAt(long now) {
    requests.removeIf(request -> now - request.until() > 0);
    return requests.isEmpty() && workers.isEmpty();
  }

  /** Gives requests to the workers that have waited longest. */
  private void dispatch() {
    while (!requests.isEmpty() && !idle.isEmpty()) {
      Worker worker = idle.iterator().next();
      idle.remove(worker);
      Request request = requests.removeFirst();
      worker.request = request;
      out.accept(
          new RoutedMessage(worker.id, Mdp.worker(Mdp.REQUEST, request.client(), request.body())));
    }
  }
}
