package reactor.zmtp.inproc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.XSubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Scene;

/** What libzmq's test_inproc_connect, test_pair_inproc and test_disconnect_inproc show. */
class InprocComingAndGoingTest extends Scene {

  private static final int MANY = 50;

  @Test
  void aPairTalksBothWays() {
    PairSocket one = open(zmq.pair().bind("inproc://a"));
    PairSocket other = open(zmq.pair().connect("inproc://a"));

    await(one.send(ZmqMessage.of("to", "the other")));
    await(other.send(ZmqMessage.of("to", "the one")));

    assertThat(await(other.receive().next())).isEqualTo(ZmqMessage.of("to", "the other"));
    assertThat(await(one.receive().next())).isEqualTo(ZmqMessage.of("to", "the one"));
  }

  @Test
  void aSubscriberMayComeBeforeItsPublisher() {
    SubSocket sub = open(zmq.sub().subscribe("").connect("inproc://news"));
    Mono<String> got = begun(sub.receive().next().map(ZmqMessage::text));

    PubSocket pub = open(zmq.pub().bind("inproc://news"));
    await(pub.awaitSubscribers("", 1));
    await(pub.send(ZmqMessage.of("late")));

    assertThat(await(got)).isEqualTo("late");
  }

  @Test
  void aContextEndsThoughSomebodyWaitsForAName() {
    ZmqContext own = ZmqContext.builder().ioThreads(2).build();
    PushSocket push = await(own.push().linger(Duration.ZERO).connect("inproc://nobody").open());
    keep(push.send(ZmqMessage.of("for nobody")).subscribe(sent -> {}, failure -> {}));
    await(own.pull().connect("inproc://nobody").open());

    push.dispose();
    await(own.disposeLater());

    assertThat(own.sockets()).isEmpty();
  }

  @Test
  void whoNoLongerWaitsForANameIsNotConnected() {
    PushSocket push = open(zmq.push());
    await(push.connect("inproc://jobs"));
    await(push.disconnect("inproc://jobs"));

    PullSocket pull = open(zmq.pull().bind("inproc://jobs"));
    open(zmq.push().connect("inproc://jobs"));
    until(pull, m -> m.peers() == 1);

    assertThat(metrics(push).peers()).isZero();
  }

  @Test
  void whoLeavesWithoutLingeringReportsWhatNobodyGotAndNothingElse() {
    for (int round = 0; round < MANY; round++) {
      AtomicLong got = new AtomicLong();
      AtomicLong reported = new AtomicLong();
      AtomicLong taken = new AtomicLong();
      PullSocket pull = open(zmq.pull().bind("inproc://jobs"));
      keep(pull.receive().subscribe(message -> got.incrementAndGet()));
      PushSocket push =
          open(
              zmq.push()
                  .doOnEvent(
                      event -> {
                        if (event instanceof Discarded d) {
                          reported.addAndGet(d.count());
                        }
                      })
                  .connect("inproc://jobs"));
      keep(
          push.send(
                  Flux.range(0, 1_000_000)
                      .map(i -> ZmqMessage.of("job"))
                      .doOnNext(each -> taken.incrementAndGet()))
              .subscribe(sent -> {}, gone -> {}));
      until(() -> got.get() > 100);

      await(push.disposeLater());
      until(pull, m -> m.peers() == 0);

      assertThat(got.get() + reported.get()).as("round " + round).isEqualTo(taken.get());
      await(pull.disposeLater());
    }
  }

  @Test
  void whoBindsAndWhoConnectAtTheSameTimeFindEachOther() {
    Mono<PullSocket> binding =
        Mono.defer(() -> zmq.pull().bind("inproc://meeting").open())
            .subscribeOn(Schedulers.parallel());
    List<Mono<PushSocket>> connecting =
        IntStream.range(0, MANY)
            .mapToObj(
                i ->
                    Mono.defer(() -> zmq.push().connect("inproc://meeting").open())
                        .subscribeOn(Schedulers.parallel()))
            .toList();

    PullSocket pull =
        await(Mono.zip(binding, Flux.merge(connecting).then(Mono.just(0)), (bound, all) -> bound));

    until(pull, m -> m.peers() == MANY);
  }

  @Test
  void whoComesAndGoesAllTheTimeLosesNothingItWasToldIsSent() {
    PullSocket pull = open(zmq.pull().bind("inproc://jobs"));
    Mono<List<String>> received =
        begun(pull.receive().map(ZmqMessage::text).take(MANY).collectList());

    await(
        Flux.range(0, MANY)
            .flatMap(
                i ->
                    Mono.usingWhen(
                        zmq.push().connect("inproc://jobs").open(),
                        push -> push.send(ZmqMessage.of("" + i)),
                        PushSocket::disposeLater))
            .then());

    assertThat(await(received)).hasSize(MANY).doesNotHaveDuplicates();
  }

  @Test
  void aDisconnectEndsItsSubscriptionsAtThePublisher() {
    AtomicBoolean subscribed = new AtomicBoolean();
    XPubSocket xpub = open(zmq.xpub().bind("inproc://news"));
    Mono<List<ZmqMessage>> told =
        begun(xpub.receive().doOnNext(each -> subscribed.set(true)).take(2).collectList());
    XSubSocket xsub = open(zmq.xsub());
    await(xsub.connect("inproc://news"));
    await(xsub.subscribe("a"));
    until(subscribed::get);

    await(xsub.disconnect("inproc://news"));

    assertThat(await(told))
        .containsExactly(
            ZmqMessage.wrap(new byte[] {1, 'a'}), ZmqMessage.wrap(new byte[] {0, 'a'}));
  }
}
