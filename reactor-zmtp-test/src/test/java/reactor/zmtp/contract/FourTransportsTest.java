package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.subscriber.TestSubscriber;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Scheme;
import reactor.zmtp.watch.Supply;

/**
 * A socket that is bound to four transports serves its four peers in turn, however much faster one
 * of them is than another.
 */
class FourTransportsTest extends Scene {

  private static final int PEERS = Scheme.values().length;
  private static final int MARK = 100;

  /** A peer's in each round: beyond the low-water mark, so that it sends more meanwhile. */
  private static final int SHARE = 80;

  private static final int ROUNDS = 20;

  @Test
  void aPullTakesOneMessageOfEachThatHasSome() {
    PullSocket pull = open(zmq.pull().credit(false).receiveHighWaterMark(MARK));
    bind(pull).forEach((scheme, address) -> pushForEver(zmq, scheme, address));
    TestSubscriber<String> taken = TestSubscriber.builder().initialRequest(0).build();
    pull.receive().map(ZmqMessage::text).subscribe(taken);

    for (int round = 1; round <= ROUNDS; round++) {
      until(pull, m -> m.waitingToReceive() == PEERS * MARK);
      take(taken, round);
    }

    assertServedAlike(taken.getReceivedOnNext());
    taken.cancel();
  }

  /** Each of them has as much of the one event loop's time: a message of inproc takes less. */
  @Test
  void onOneEventLoopNoneOfFourPushersIsStarved() {
    ZmqContext oneLoop = keep(ZmqContext.builder().ioThreads(1).build());
    PullSocket pull = open(oneLoop.pull());
    bind(pull).forEach((scheme, address) -> pushForEver(oneLoop, scheme, address));
    until(pull, m -> m.peers() == PEERS);

    Map<String, Long> shares =
        shares(await(pull.receive().take(200_000).map(ZmqMessage::text).collectList()));

    assertThat(shares).hasSize(PEERS).allSatisfy((scheme, n) -> assertThat(n).isGreaterThan(8_000));
  }

  @Test
  void aPushGivesEachAMessageInTurn() {
    PushSocket push = open(zmq.push());
    List<PullSocket> pulls = new ArrayList<>();
    bind(push)
        .values()
        .forEach(
            address -> {
              PullSocket pull = open(zmq.pull().connect(address));
              keep(pull.receive().subscribe());
              pulls.add(pull);
            });
    until(push, m -> m.peers() == PEERS);

    for (int round = 1; round <= ROUNDS; round++) {
      await(push.send(Supply.of(PEERS * SHARE).messages()));
      long due = (long) SHARE * round;
      pulls.forEach(pull -> until(pull, m -> m.received() >= due));
    }

    assertThat(pulls).allSatisfy(pull -> assertThat(metrics(pull).received()).isEqualTo(1600));
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void aPullThatTakesNothingHoldsUpNoneOfTheOthers(Scheme stalled) {
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK));
    Map<Scheme, PullSocket> pulls = new EnumMap<>(Scheme.class);
    bind(push)
        .forEach(
            (scheme, address) ->
                pulls.put(scheme, open(zmq.pull().receiveHighWaterMark(MARK).connect(address))));
    until(push, m -> m.peers() == PEERS);
    Mono<List<Long>> taken =
        begun(
            Flux.fromIterable(pulls.entrySet())
                .filter(pull -> pull.getKey() != stalled)
                .flatMap(pull -> pull.getValue().receive().take(5000).count())
                .collectList());

    keep(push.send(Supply.endless().messages()).subscribe());

    assertThat(await(taken)).containsExactly(5000L, 5000L, 5000L);
  }

  @Test
  void aRouterAnswersEachOfFourDealersInTurn() {
    RouterSocket router = open(zmq.router().credit(false).receiveHighWaterMark(MARK));
    List<Mono<List<String>>> answers = new ArrayList<>();
    bind(router)
        .forEach(
            (scheme, address) -> {
              RoutingId id = RoutingId.of(scheme.name());
              DealerSocket dealer = open(zmq.dealer().routingId(id).connect(address));
              keep(dealer.send(Flux.just(ZmqMessage.of("from " + id)).repeat()).subscribe());
              answers.add(
                  begun(
                      dealer
                          .receive()
                          .take((long) SHARE * ROUNDS)
                          .map(answer -> answer.text().equals("from " + id) ? "mine" : "another's")
                          .collectList()));
            });
    TestSubscriber<String> taken = TestSubscriber.builder().initialRequest(0).build();
    router
        .receive()
        .doOnNext(request -> router.send(request).subscribe())
        .map(request -> request.peer().toString())
        .subscribe(taken);

    for (int round = 1; round <= ROUNDS; round++) {
      until(router, m -> m.waitingToReceive() == PEERS * MARK);
      take(taken, round);
    }

    assertServedAlike(taken.getReceivedOnNext());
    assertThat(await(Flux.fromIterable(answers).concatMap(own -> own).collectList()))
        .hasSize(PEERS)
        .allSatisfy(own -> assertThat(own).hasSize(SHARE * ROUNDS).containsOnly("mine"));
    taken.cancel();
  }

  /** Binds a socket to each transport, at the addresses that are returned. */
  private static Map<Scheme, String> bind(ZmqSocket socket) {
    Map<Scheme, String> addresses = new EnumMap<>(Scheme.class);
    for (Scheme scheme : Scheme.values()) {
      addresses.put(scheme, await(socket.bind(scheme.endpoint())).address());
    }
    return addresses;
  }

  private void pushForEver(ZmqContext context, Scheme scheme, String address) {
    PushSocket push = open(context.push().connect(address));
    keep(push.send(Flux.just(ZmqMessage.of(scheme.name())).repeat()).subscribe());
  }

  private static void take(TestSubscriber<String> subscriber, int round) {
    subscriber.request((long) PEERS * SHARE);
    until(() -> subscriber.getReceivedOnNext().size() == PEERS * SHARE * round);
  }

  private static void assertServedAlike(List<String> senders) {
    Map<String, Long> alike =
        Arrays.stream(Scheme.values())
            .collect(Collectors.toMap(Scheme::name, scheme -> (long) SHARE * ROUNDS));
    assertThat(shares(senders)).isEqualTo(alike);
  }

  private static Map<String, Long> shares(List<String> senders) {
    return senders.stream().collect(Collectors.groupingBy(sender -> sender, Collectors.counting()));
  }
}
