package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** Demand is honoured to the message, and peers are served fairly. */
class ReceiveDemandTest extends Scene {

  @ParameterizedTest
  @EnumSource
  void aRequestForThreeDeliversThree(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    Numbers numbers = new Numbers(3);
    socket.receive().subscribe(keep(numbers));
    await(join(socket, type.peer()).script().send(numbered(10)));

    until(socket, m -> m.waitingToReceive() == 7);
    assertThat(numbers.all).containsExactly(0L, 1L, 2L);

    numbers.request(2);
    until(socket, m -> m.waitingToReceive() == 5);
    assertThat(numbers.all).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @ParameterizedTest
  @EnumSource
  void noRequestDeliversNothing(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    Numbers numbers = new Numbers(0);
    socket.receive().subscribe(keep(numbers));
    await(join(socket, type.peer()).script().send(numbered(10)));

    until(socket, m -> m.waitingToReceive() == 10);
    assertThat(numbers.all).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void requestsAddUp(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    Numbers numbers = new Numbers(2);
    socket.receive().subscribe(keep(numbers));
    numbers.request(2);
    numbers.request(2);
    await(join(socket, type.peer()).script().send(numbered(10)));

    until(socket, m -> m.waitingToReceive() == 4);
    assertThat(numbers.all).hasSize(6);
  }

  @ParameterizedTest
  @EnumSource
  void requestsOfManyThreadsAddUp(Receiver type) throws InterruptedException {
    ReceivingSocket socket = type.open(zmq, 0, 0);
    Numbers numbers = new Numbers(0);
    socket.receive().subscribe(keep(numbers));
    await(join(socket, type.peer()).script().send(numbered(5000)));
    CountDownLatch done = new CountDownLatch(4);

    for (int i = 0; i < 4; i++) {
      Schedulers.boundedElastic()
          .schedule(
              () -> {
                for (int n = 0; n < 1000; n++) {
                  numbers.request(1);
                }
                done.countDown();
              });
    }
    done.await();

    until(socket, m -> m.waitingToReceive() == 1000);
    assertThat(numbers.all).hasSize(4000).isSorted();
  }

  @ParameterizedTest
  @EnumSource
  void aRequestInsideOnNextNeitherReordersNorRecurses(Receiver type) {
    ReceivingSocket socket = type.open(zmq, 0, 0);
    List<Long> all = new CopyOnWriteArrayList<>();
    await(join(socket, type.peer()).script().send(numbered(20_000)));
    until(socket, m -> m.waitingToReceive() == 20_000);

    int[] deepest = new int[1];
    Mono<Void> received =
        Mono.create(
            sink ->
                socket
                    .receive()
                    .subscribe(
                        keep(
                            new BaseSubscriber<>() {
                              private int depth;

                              @Override
                              protected void hookOnSubscribe(Subscription subscription) {
                                request(1);
                              }

                              @Override
                              protected void hookOnNext(ZmqMessage message) {
                                deepest[0] = Math.max(deepest[0], ++depth);
                                long number = Supply.number(message);
                                if (number % 1000 == 0) {
                                  all.add(number);
                                }
                                request(1);
                                if (number == 19_999) {
                                  sink.success();
                                }
                                depth--;
                              }
                            })));
    await(received);

    assertThat(deepest[0]).isEqualTo(1);
    assertThat(all).hasSize(20).isSorted();
  }

  @ParameterizedTest
  @EnumSource
  void unboundedDemandIsHonouredAtOnce(Receiver type) {
    ReceivingSocket socket = type.open(zmq, 10, 0);
    Mono<List<ZmqMessage>> received = begun(socket.receive().take(10_000).collectList());
    keep(join(socket, type.peer()).script().send(numbered(10_000)).subscribe());

    assertThat(numbers(await(received)))
        .isEqualTo(Flux.range(0, 10_000).map(Long::valueOf).collectList().block());
    assertThat(metrics(socket).mostWaitingToReceive()).isLessThanOrEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource
  void demandThatIsNotPositiveIsAnError(Receiver type) {
    ReceivingSocket socket = type.open(zmq);

    StepVerifier.create(
            Flux.from(subscriber -> socket.receive().subscribe(new WrongDemand(subscriber))), 1)
        .expectErrorMatches(
            e -> e instanceof IllegalArgumentException && e.getMessage().contains("3.9"))
        .verify(PATIENCE);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PAIR", "CHANNEL"}) // which have one peer
  void aLoudPeerDoesNotStarveAQuietOne(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    ZmtpPeer loud = join(socket, type.peer());
    ZmtpPeer quiet = join(socket, type.peer());
    await(loud.script().send(numbered(500)));
    until(socket, m -> m.waitingToReceive() == 500);
    await(quiet.script().message("1000000 "));
    until(socket, m -> m.waitingToReceive() == 501);

    List<ZmqMessage> firstTwo = await(socket.receive().take(2).collectList());

    assertThat(numbers(firstTwo)).containsExactly(0L, 1_000_000L);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PAIR", "CHANNEL"}) // which have one peer
  void peersThatAllHaveSomethingTakeTurns(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    for (int i = 0; i < 3; i++) {
      await(join(socket, type.peer()).script().send(numbered(100)));
    }
    until(socket, m -> m.waitingToReceive() == 300);

    List<ZmqMessage> first = await(socket.receive().take(9).collectList());

    assertThat(numbers(first)).containsExactly(0L, 0L, 0L, 1L, 1L, 1L, 2L, 2L, 2L);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PAIR", "CHANNEL"}) // which have one peer
  void aQuietPeerIsHeardWhileALoudOneFloods(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    ZmtpPeer loud = join(socket, type.peer());
    ZmtpPeer quiet = join(socket, type.peer());
    keep(loud.script().flood(numbered(1000)).subscribe(done -> {}, end -> {}));

    Mono<Long> heard =
        begun(socket.receive().map(Supply::number).filter(number -> number == 1_000_000L).next());
    until(socket, m -> m.received() > 100_000);
    await(quiet.script().message("1000000 "));

    assertThat(await(heard)).isEqualTo(1_000_000L);
  }

  private static byte[] numbered(int count) {
    byte[][] all = new byte[count][];
    for (int i = 0; i < count; i++) {
      all[i] = ZmtpBytes.message(Supply.message(i, 0).bytes());
    }
    return ZmtpBytes.concat(all);
  }

  /** A subscriber that requests so many, and more when it is told to. */
  private static final class Numbers extends BaseSubscriber<ZmqMessage> {

    private final List<Long> all = new CopyOnWriteArrayList<>();
    private final long first;

    Numbers(long first) {
      this.first = first;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      if (first > 0) {
        request(first);
      }
    }

    @Override
    protected void hookOnNext(ZmqMessage message) {
      all.add(Supply.number(message));
    }
  }

  /** Asks for -1 whatever it is asked for. */
  private record WrongDemand(Subscriber<? super ZmqMessage> actual)
      implements CoreSubscriber<ZmqMessage> {

    @Override
    public void onSubscribe(Subscription subscription) {
      actual.onSubscribe(
          new Subscription() {
            @Override
            public void request(long n) {
              subscription.request(-1);
            }

            @Override
            public void cancel() {
              subscription.cancel();
            }
          });
    }

    @Override
    public void onNext(ZmqMessage message) {
      actual.onNext(message);
    }

    @Override
    public void onError(Throwable error) {
      actual.onError(error);
    }

    @Override
    public void onComplete() {
      actual.onComplete();
    }
  }
}
