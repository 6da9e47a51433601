package reactor.zmtp.samples.benchmarks.peer;

import java.util.concurrent.CountDownLatch;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/** This library through its public API, with default options. */
final class OursPeer implements Peer {

  /** Where an application's code runs. */
  enum Threads {
    /** Wherever it is asked: mostly on the socket's event loop. */
    EVENT_LOOP,
    /** On a thread of its own. */
    OWN
  }

  /** What an application requests. */
  enum Demand {
    /** Everything at once. */
    UNBOUNDED,
    /** A few hundred messages at a time, again and again. */
    BOUNDED
  }

  private final ZmqContext zmq = ZmqContext.create();
  private final Threads threads;
  private final Demand demand;

  OursPeer(Threads threads, Demand demand) {
    this.threads = threads;
    this.demand = demand;
  }

  @Override
  public void receive(Plan plan) {
    PullSocket pull = open(zmq.pull(), plan);
    RateMeter meter = new RateMeter(plan);
    CountDownLatch done = new CountDownLatch(1);
    pull.receive().subscribe(new Counter(meter, demand, done));
    await(done);
  }

  @Override
  public void send(Plan plan) {
    PushSocket push = open(zmq.push(), plan);
    ZmqMessage message = ZmqMessage.wrap(new byte[plan.size()]);
    Flux<ZmqMessage> endless = Flux.generate(sink -> sink.next(message));
    push.send(threads == Threads.OWN ? endless.subscribeOn(ownThread()) : endless).block();
  }

  @Override
  public void echo(Plan plan) {
    PairSocket pair = open(zmq.pair(), plan);
    pair.send(received(pair)).block();
  }

  @Override
  public void ping(Plan plan) {
    PairSocket pair = open(zmq.pair(), plan);
    RoundTrips trips = new RoundTrips(plan);
    ZmqMessage message = ZmqMessage.wrap(new byte[plan.size()]);
    Mono<ZmqMessage> first =
        Mono.fromSupplier(
            () -> {
              trips.leaves();
              return message;
            });
    Flux<ZmqMessage> next =
        received(pair)
            .takeWhile(reply -> !trips.isBack())
            .map(
                reply -> {
                  trips.leaves();
                  return message;
                });
    pair.send(Flux.concat(first, next)).block();
  }

  @Override
  public void listen(Plan plan) {
    PullSocket pull = open(zmq.pull(), plan);
    Pulses.Listener listener = new Pulses.Listener(plan);
    received(pull)
        .takeWhile(message -> !listener.arrived(message.buffer(0).getLong(0)))
        .blockLast();
  }

  /** Always on a thread of its own: it sleeps there. */
  @Override
  public void pulse(Plan plan) {
    PushSocket push = open(zmq.push(), plan);
    Pulses pulses = new Pulses(plan);
    Flux<ZmqMessage> endless = Flux.generate(sink -> sink.next(ZmqMessage.wrap(pulses.next())));
    push.send(endless.subscribeOn(ownThread())).block();
  }

  private Flux<ZmqMessage> received(ReceivingSocket socket) {
    return threads == Threads.OWN ? socket.receive().publishOn(ownThread()) : socket.receive();
  }

  private static Scheduler ownThread() {
    return Schedulers.newSingle("application");
  }

  private static <S extends SocketSpec<S, T>, T extends ZmqSocket> T open(S spec, Plan plan) {
    S with = plan.role().binds() ? spec.bind(plan.endpoint()) : spec.connect(plan.endpoint());
    T socket = with.open().block();
    if (socket == null) {
      throw new IllegalStateException("open() was empty");
    }
    if (plan.role().binds()) {
      PeerProgram.bound(socket.endpoints().get(0).address());
    }
    return socket;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Counts until there is enough. */
  private static final class Counter extends BaseSubscriber<ZmqMessage> {

    private static final int WINDOW = 512;

    private final RateMeter meter;
    private final boolean bounded;
    private final CountDownLatch done;
    private int sinceRequest;

    Counter(RateMeter meter, Demand demand, CountDownLatch done) {
      this.meter = meter;
      this.bounded = demand == Demand.BOUNDED;
      this.done = done;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      request(bounded ? WINDOW : Long.MAX_VALUE);
    }

    @Override
    protected void hookOnNext(ZmqMessage message) {
      if (meter.count()) {
        cancel();
        done.countDown();
      }
      if (bounded && ++sinceRequest == WINDOW / 2) {
        sinceRequest = 0;
        request(WINDOW / 2);
      }
    }

    @Override
    protected void hookOnError(Throwable error) {
      error.printStackTrace();
      done.countDown();
    }
  }
}
