package reactor.zmtp.samples.benchmarks.peer;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;

/** This library through its public API, with default options. */
final class OursPeer implements ZmqPeer {

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
  private final Scheduler application = Schedulers.newSingle("application");
  private final Threads threads;
  private final Demand demand;
  private final boolean credit;

  OursPeer(Threads threads, Demand demand, boolean credit) {
    this.threads = threads;
    this.demand = demand;
    this.credit = credit;
  }

  @Override
  public void receive(Plan plan) {
    PullSocket pull = open(zmq.pull().credit(credit), plan);
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
    push.send(threads == Threads.OWN ? endless.subscribeOn(application) : endless).block();
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

  /** A thread of its own sleeps; on the event loop it is a timer of that loop. */
  @Override
  public void pulse(Plan plan) {
    Pulses pulses = new Pulses(plan);
    if (threads == Threads.OWN) {
      Flux<ZmqMessage> endless = Flux.generate(sink -> sink.next(ZmqMessage.wrap(pulses.next())));
      open(zmq.push(), plan).send(endless.subscribeOn(application)).block();
      return;
    }
    LoopResources loops = LoopResources.create("pulse", 1, true);
    Scheduler loop =
        Schedulers.fromExecutorService(loops.onServer(LoopResources.DEFAULT_NATIVE).next());
    Mono<ZmqMessage> next =
        Mono.defer(
            () -> {
              Duration pause = pulses.pause();
              return Mono.delay(pause, loop).map(tick -> ZmqMessage.wrap(pulses.after(pause)));
            });
    PushSocket push = open(ZmqContext.builder().loopResources(loops).build().push(), plan);
    push.send(next.repeat()).block();
  }

  @Override
  public void reply(Plan plan) {
    open(zmq.rep(), plan)
        .reply(request -> threads == Threads.OWN ? onOwnThread(request) : Mono.just(request))
        .block();
  }

  private Mono<ZmqMessage> onOwnThread(ZmqMessage request) {
    return Mono.just(request).publishOn(application);
  }

  @Override
  public void request(Plan plan) {
    ReqSocket req = open(zmq.req(), plan);
    RoundTrips trips = new RoundTrips(plan);
    ZmqMessage message = ZmqMessage.wrap(new byte[plan.size()]);
    Mono<ZmqMessage> trip =
        Mono.defer(
            () -> {
              trips.leaves();
              return req.request(message);
            });
    (threads == Threads.OWN ? trip.publishOn(application) : trip)
        .map(reply -> trips.isBack())
        .repeat()
        .takeUntil(complete -> complete)
        .blockLast();
  }

  @Override
  public void route(Plan plan) {
    RouterSocket router = open(zmq.router(), plan);
    Flux<RoutedMessage> in = router.receive();
    router.send(threads == Threads.OWN ? in.publishOn(application) : in).block();
  }

  @Override
  public void deal(Plan plan) {
    DealerSocket dealer = open(zmq.dealer(), plan);
    RateMeter meter = new RateMeter(plan);
    ZmqMessage message = ZmqMessage.wrap(new byte[plan.size()]);
    Flux<ZmqMessage> first = Flux.just(message).repeat(Plan.OUTSTANDING - 1);
    Flux<ZmqMessage> next =
        received(dealer).takeWhile(reply -> !meter.count()).map(reply -> message);
    dealer.send(Flux.concat(first, next)).block();
  }

  @Override
  public void publish(Plan plan) {
    PubSocket pub = open(zmq.pub(), plan);
    ZmqMessage message = ZmqMessage.wrap(new byte[plan.size()]);
    Flux<ZmqMessage> endless = Flux.generate(sink -> sink.next(message));
    pub.send(threads == Threads.OWN ? endless.subscribeOn(application) : endless).block();
  }

  /** All on one event loop, where they count without a lock. */
  @Override
  public void subscribe(Plan plan) {
    ZmqContext one = ZmqContext.builder().ioThreads(1).build();
    RateMeter meter = new RateMeter(plan);
    CountDownLatch done = new CountDownLatch(1);
    for (int i = 0; i < plan.count(); i++) {
      SubSocket sub = open(one.sub().credit(credit).subscribe(""), plan);
      sub.receive().subscribe(new Counter(meter, demand, done));
    }
    await(done);
  }

  @Override
  public void match(Plan plan) {
    PubSocket pub = open(zmq.pub(), plan);
    pub.awaitSubscribers(Topics.topic(2 * plan.count() - 2), 1).block();
    ZmqMessage[] messages =
        Arrays.stream(Topics.messages(plan)).map(ZmqMessage::wrap).toArray(ZmqMessage[]::new);
    Flux<ZmqMessage> endless =
        Flux.generate(
            () -> 0,
            (index, sink) -> {
              sink.next(messages[index]);
              return index + 1 == messages.length ? 0 : index + 1;
            });
    pub.send(threads == Threads.OWN ? endless.subscribeOn(application) : endless).block();
  }

  @Override
  public void choose(Plan plan) {
    SubSocket sub = open(zmq.sub(), plan);
    for (int i = 0; i < plan.count(); i++) {
      sub.subscribe(Topics.topic(2 * i)).block();
    }
    CountDownLatch done = new CountDownLatch(1);
    sub.receive().subscribe(new Counter(new RateMeter(plan), demand, done));
    await(done);
  }

  private Flux<ZmqMessage> received(ReceivingSocket socket) {
    return threads == Threads.OWN ? socket.receive().publishOn(application) : socket.receive();
  }

  private static <S extends SocketSpec<S, T>, T extends ZmqSocket> T open(S spec, Plan plan) {
    S with = plan.role().binds() ? spec.bind(plan.endpoint()) : spec.connect(plan.endpoint());
    T socket = protect(with, plan.role()).open().block();
    if (socket == null) {
      throw new IllegalStateException("open() was empty");
    }
    if (plan.role().binds()) {
      PeerProgram.bound(socket.address());
    }
    return socket;
  }

  private static <S extends SocketSpec<S, ?>> S protect(S spec, Role role) {
    return switch (role) {
      case DECRYPT ->
          spec.curveServer(CurveKeyPair.of(CurveKeys.SERVER_PUBLIC, CurveKeys.SERVER_SECRET));
      case ENCRYPT ->
          spec.curve(
              CurveKeyPair.of(CurveKeys.CLIENT_PUBLIC, CurveKeys.CLIENT_SECRET),
              CurvePublicKey.of(CurveKeys.SERVER_PUBLIC));
      default -> spec;
    };
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
