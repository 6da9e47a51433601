package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.zmtp.DisposedException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Disposing of the context disposes of everything: no thread, channel or timer remains. */
class ContextDisposalTest extends Scene {

  @Test
  void itsThreadsEnd() {
    ZmqContext own = ZmqContext.builder().ioThreads(2).build();
    PullSocket pull = await(own.pull().bind("tcp://127.0.0.1:*").open());
    PushSocket push = await(own.push().connect(address(pull)).open());
    await(push.send(ZmqMessage.of("both threads have work")));
    List<Thread> before = threads();
    assertThat(before).hasSizeGreaterThanOrEqualTo(2);

    await(own.disposeLater());

    until(() -> before.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void itsPortsAreFree() {
    ZmqContext own = ZmqContext.builder().ioThreads(1).build();
    String endpoint = address(await(own.pull().bind(Anywhere.endpoint()).open()));

    await(own.disposeLater());

    StepVerifier.create(ZmtpPeer.connect(endpoint)).expectError().verify(PATIENCE);
    assertThat(address(open(zmq.pull().bind(endpoint)))).isEqualTo(endpoint);
  }

  @Test
  void itsConnectionsAreClosedInWhateverStateTheyAre() {
    ZmqContext own = ZmqContext.builder().ioThreads(1).build();
    PullSocket pull = await(own.pull().bind("tcp://127.0.0.1:*").open());
    ZmtpPeer shaken = join(pull, "PUSH");
    ZmtpPeer greeted = connect(address(pull));
    await(greeted.script().greeting().expectGreeting());
    ZmtpPeer silent = connect(address(pull));
    await(silent.script().expectGreeting());
    ZmtpListener listener = listen();
    await(own.push().connect(listener.endpoint()).open());
    ZmtpPeer connected = accept(listener, "PULL");

    own.dispose();

    await(shaken.script().expectClose().close());
    await(greeted.script().expectClose().close());
    await(silent.script().expectClose().close());
    await(connected.script().expectClose().close());
    await(own.onDispose());
  }

  @Test
  void itsTimersAreDisposedOf() {
    VirtualTimeScheduler clock = keep(VirtualTimeScheduler.create());
    Timers timers = new Timers(clock);
    ZmqContext own = ZmqContext.builder().ioThreads(1).timer(timers).build();
    Events events = new Events();
    PullSocket pull = await(own.pull().bind("tcp://127.0.0.1:*").open());
    ZmtpPeer beating = join(pull, "PUSH"); // a heartbeat, and a TTL
    await(beating.script().ping(100).expectPong());
    ZmtpPeer silent = connect(address(pull)); // the deadline of a handshake
    await(silent.script().expectGreeting());
    FaultyLink link = link("tcp://127.0.0.1:1");
    await(link.refuse());
    PushSocket push = // a reconnect, and a linger
        await(own.push().immediate(false).doOnEvent(events).connect(link.endpoint()).open());
    keep(push.send(ZmqMessage.of("never")).subscribe(done -> {}, error -> {}));
    events.await(ConnectRetried.class);
    until(push, m -> m.waitingToSend() == 1);
    assertThat(timers.pending()).isGreaterThanOrEqualTo(4);

    own.dispose();
    await(beating.script().expectClose().close());
    await(silent.script().expectClose().close());
    await(pull.onDispose());
    clock.advanceTimeBy(Duration.ofSeconds(5)); // PUSH lingers
    await(own.onDispose());

    assertThat(timers.pending()).isZero();
  }

  @Test
  void allItsSocketsAreGone() {
    ZmqContext own = ZmqContext.builder().ioThreads(1).build();
    List<ZmqSocket> sockets =
        List.of(
            await(own.push().open()),
            await(own.pull().bind(Anywhere.endpoint()).open()),
            await(own.pair().connect("tcp://127.0.0.1:1").open()));
    assertThat(own.sockets()).containsExactlyInAnyOrderElementsOf(sockets);

    await(own.disposeLater());

    assertThat(sockets).allMatch(ZmqSocket::isDisposed);
    assertThat(own.sockets()).isEmpty();
    assertThat(own.isDisposed()).isTrue();
  }

  @Test
  void whatWaitsForItsSocketsEnds() {
    ZmqContext own = ZmqContext.builder().ioThreads(1).build();
    PullSocket pull = await(own.pull().open());
    PushSocket push = await(own.push().open());
    Mono<Void> received = pull.receive().then().cache();
    keep(received.subscribe());
    Mono<Void> sent = push.send(Mono.never()).cache();
    keep(sent.subscribe(done -> {}, error -> {}));

    await(own.disposeLater());

    StepVerifier.create(received).expectComplete().verify(PATIENCE);
    StepVerifier.create(sent).expectError(DisposedException.class).verify(PATIENCE);
  }

  @Test
  void disposingAgainIsNoError() {
    ZmqContext own = ZmqContext.builder().ioThreads(1).build();
    own.dispose();
    own.dispose();

    await(own.disposeLater());
    await(own.onDispose());
  }

  @Test
  void eventLoopsThatWereGivenAreLeftAlone() {
    LoopResources loops = LoopResources.create("zmtp-given", 1, true);
    ZmqContext own = ZmqContext.builder().loopResources(loops).build();
    await(own.pull().bind(Anywhere.endpoint()).open());

    await(own.disposeLater());

    assertThat(loops.isDisposed()).isFalse();
    await(loops.disposeLater(Duration.ZERO, PATIENCE));
  }

  @Test
  void aContextLeavesTheSocketsOfOthersAlone() {
    ZmqContext own = ZmqContext.builder().ioThreads(1).build();
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    await(own.push().connect(address(pull)).open());
    until(pull, m -> m.peers() == 1);

    await(own.disposeLater());

    until(pull, m -> m.peers() == 0);
    join(pull, "PUSH");
  }

  @Test
  void cancellingTheOpeningOfASocketClosesIt() {
    Sinks.Empty<Void> firstIsBound = Sinks.empty();
    Mono<PullSocket> opening =
        zmq.pull()
            .doOnEvent(event -> firstIsBound.tryEmitEmpty())
            .bind(Anywhere.endpoint())
            .bind(Anywhere.endpoint())
            .open();

    assertThat(opening.takeUntilOther(firstIsBound.asMono()).blockOptional(PATIENCE)).isEmpty();

    until(() -> zmq.sockets().isEmpty());
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("zmtp-") && !t.getName().startsWith("zmtp-test"))
        .toList();
  }

  /** A clock that knows what is waiting. */
  private record Timers(VirtualTimeScheduler clock, Queue<Disposable> all) implements Scheduler {

    Timers(VirtualTimeScheduler clock) {
      this(clock, new ConcurrentLinkedQueue<>());
    }

    long pending() {
      return all.stream().filter(timer -> !timer.isDisposed()).count();
    }

    @Override
    public Disposable schedule(Runnable task) {
      return clock.schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      Disposable timer = clock.schedule(task, delay, unit);
      all.add(timer);
      return timer;
    }

    @Override
    public Worker createWorker() {
      return clock.createWorker();
    }
  }
}
