package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.DisposedException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/**
 * Sockets that are disposed of, at any moment and from several threads, while others send and
 * receive: everyone is told, and nobody waits for ever.
 */
class DisposeRaceTest extends Scene {

  private static final int ROUNDS = 60;

  private final Scheduler threads = keep(Schedulers.newBoundedElastic(6, 100, "race", 60, true));

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoSendsAndReceivesIsTold(boolean senderFirst) {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
      PushSocket push = open(zmq.push().connect(address(pull)));
      List<Throwable> faults = new CopyOnWriteArrayList<>();
      Mono<Void> received = told(pull.receive().then(), faults);
      Mono<Void> sent = told(push.send(Supply.endless().messages().subscribeOn(threads)), faults);
      Mono<Void> alsoSent = told(push.send(Supply.endless().messages()), faults);
      CyclicBarrier barrier = new CyclicBarrier(2);
      ZmqSocket first = senderFirst ? push : pull;
      ZmqSocket last = senderFirst ? pull : push;

      await(
          Mono.when(
              received.subscribeOn(threads),
              sent,
              alsoSent.subscribeOn(threads),
              ending(first, last, barrier, random.nextInt(50_000)),
              ending(first, last, barrier, random.nextInt(50_000)),
              push.onDispose(),
              pull.onDispose()));
      assertThat(faults).as("round %d", round).isEmpty();
    }
  }

  /** What begins after the end, or with it. */
  @Test
  void whoBeginsWhileItEndsIsTold() {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
      List<Throwable> faults = new CopyOnWriteArrayList<>();
      CyclicBarrier barrier = new CyclicBarrier(2);

      await(
          Mono.when(
              ending(pull, pull, barrier, random.nextInt(3000)),
              Mono.fromRunnable(() -> meet(barrier, random.nextInt(3000)))
                  .then(told(pull.receive().then(), faults))
                  .then(told(pull.bind(Anywhere.endpoint()).then(), faults))
                  .subscribeOn(threads)));
      assertThat(faults).as("round %d", round).isEmpty();
    }
  }

  private Mono<Void> ending(ZmqSocket first, ZmqSocket last, CyclicBarrier barrier, int pause) {
    return Mono.<Void>fromRunnable(
            () -> {
              meet(barrier, pause);
              first.dispose();
              last.dispose();
            })
        .subscribeOn(threads);
  }

  /** Completion and the one exception are right; any other is kept. */
  private static Mono<Void> told(Mono<Void> end, List<Throwable> faults) {
    return end.onErrorResume(
        e -> {
          if (!(e instanceof DisposedException)) {
            faults.add(e);
          }
          return Mono.empty();
        });
  }

  private static void meet(CyclicBarrier barrier, int pause) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < pause; i++) {
      Thread.onSpinWait();
    }
  }
}
