package reactor.zmtp.samples.benchmarks.peer;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PubSpec;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/** This library through its public API, with default options. */
final class OursPeer implements ZmqPeer {

  /** Where an application's code runs. */
  enum Threads {
    /** Wherever it is asked: mostly on the socket's event loop. */
    EVENT_LOOP,
    /** On a thread of its own. */
    OWN
  }

  private final ZmqContext zmq;
  private final Scheduler application = Schedulers.newSingle("application");
  private final Threads threads;
  private final int window;
  private final boolean credit;
  private final boolean colocated;

  /** The socket of the binding side, which the other is colocated with. */
  private final Sinks.One<ZmqSocket> bound = Sinks.one();

  private OursPeer(Threads threads, int window, boolean credit, boolean colocated) {
    this(ZmqContext.create(), threads, window, credit, colocated);
  }

  private OursPeer(ZmqContext zmq, Threads threads, int window, boolean credit, boolean colocated) {
    this.zmq = zmq;
    this.threads = threads;
    this.window = window;
    this.credit = credit;
    this.colocated = colocated;
  }

  /** It requests a few hundred messages at a time, again and again. */
  static OursPeer bounded() {
    return new OursPeer(Threads.EVENT_LOOP, 512, true, false);
  }

  static OursPeer withoutCredit() {
    return new OursPeer(Threads.EVENT_LOOP, Counter.UNBOUNDED, false, false);
  }

  static OursPeer in(ZmqContext zmq, Threads threads) {
    return new OursPeer(zmq, threads, Counter.UNBOUNDED, true, false);
  }

  /** Both sockets of the process are on one event loop. */
  static OursPeer colocated() {
    return new OursPeer(Threads.EVENT_LOOP, Counter.UNBOUNDED, true, true);
  }

  @Override
  public void receive(Plan plan) {
    PullSocket pull = open(zmq.pull().credit(credit), plan);
    Counter<ZmqMessage> counter = new Counter<>(new RateMeter(plan), window);
    pull.receive().subscribe(counter);
    counter.await();
  }

  @Override
  public void send(Plan plan) {
    sendEndlessly(open(zmq.push(), plan), new byte[plan.size()]);
  }

  private void sendEndlessly(SendingSocket socket, byte[] payload) {
    ZmqMessage message = ZmqMessage.wrap(payload);
    Flux<ZmqMessage> endless = Flux.generate(sink -> sink.next(message));
    socket.send(threads == Threads.OWN ? endless.subscribeOn(application) : endless).block();
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
    } else {
      LoopTimer.pulse(plan, pulses);
    }
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
    sendEndlessly(open(zmq.pub(), plan), new byte[plan.size()]);
  }

  @Override
  public void broadcast(Plan plan) {
    sendEndlessly(open(zmq.pub().noDrop(true), plan), new byte[plan.size()]);
  }

  @Override
  public void subscribe(Plan plan) {
    count(plan, context -> context.sub().credit(credit).subscribe(""));
  }

  @Override
  public void collect(Plan plan) {
    count(plan, context -> context.pull().credit(credit));
  }

  /** All on one event loop, where they count without a lock. */
  private <S extends SocketSpec<S, T>, T extends ZmqSocket & ReceivingSocket> void count(
      Plan plan, Function<ZmqContext, S> spec) {
    ZmqContext one = ZmqContext.builder().ioThreads(1).build();
    Counter<ZmqMessage> counter = new Counter<>(new RateMeter(plan), window);
    for (int i = 0; i < plan.count(); i++) {
      OursSockets.open(spec.apply(one), plan).receive().subscribe(counter.another());
    }
    counter.await();
  }

  @Override
  public void match(Plan plan) {
    PubSocket pub = open(unbounded(zmq.pub()), plan);
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

  /** No other library bounds what a subscriber may want. */
  private static PubSpec unbounded(PubSpec spec) {
    return spec.maxSubscriptions(Integer.MAX_VALUE).maxSubscriptionBytes(Long.MAX_VALUE);
  }

  @Override
  public void choose(Plan plan) {
    SubSocket sub = open(zmq.sub(), plan);
    Counter<ZmqMessage> counter = new Counter<>(new RateMeter(plan), window);
    sub.receive().subscribe(counter);
    Flux.range(0, plan.count())
        .concatMap(number -> sub.subscribe(Topics.topic(2 * number)))
        .blockLast();
    counter.await();
  }

  @Override
  public void await(Plan plan) {
    StartMeter meter = new StartMeter(plan);
    open(zmq.pull(), plan)
        .receive()
        .takeWhile(message -> !meter.count(message.buffer(0).getLong(0)))
        .blockLast();
  }

  @Override
  public void begin(Plan plan) {
    sendEndlessly(open(zmq.push(), plan), StartMeter.stamp(plan));
  }

  @Override
  public void host(Plan plan) {
    HostMeter meter = new HostMeter(plan);
    RouterSocket router = open(zmq.router(), plan);
    router
        .send(router.receive().doOnNext(one -> meter.arrived(one.message().buffer(0).getLong(0))))
        .block();
  }

  @Override
  public void visit(Plan plan) {
    Visitors.play(plan);
  }

  private Flux<ZmqMessage> received(ReceivingSocket socket) {
    return threads == Threads.OWN ? socket.receive().publishOn(application) : socket.receive();
  }

  private <S extends SocketSpec<S, T>, T extends ZmqSocket> T open(S spec, Plan plan) {
    if (colocated && !plan.role().binds()) {
      return OursSockets.open(spec.colocate(Objects.requireNonNull(bound.asMono().block())), plan);
    }
    T socket = OursSockets.open(spec, plan);
    if (plan.role().binds()) {
      bound.tryEmitValue(socket);
    }
    return socket;
  }
}
