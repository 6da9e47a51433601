package reactor.zmtp.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Supply;

/** RFC 28's ROUTER, as libzmq's test_spec_router has it. */
class RouterTest extends RoutingScene {

  @Test
  void itReceivesFromItsPeersInTurn() {
    RouterSocket router = open(zmq.router().bind(Anywhere.endpoint()));
    Set<RoutingId> ids = new HashSet<>();
    for (String name : List.of("A", "B", "C")) {
      ZmtpPeer peer = join(router, "DEALER", RoutingId.of(name));
      await(peer.script().message("M").message("M"));
      ids.add(RoutingId.of(name));
    }
    until(router, metrics -> metrics.waitingToReceive() == 6);

    List<RoutedMessage> received = receive(router, 6);

    assertThat(received.subList(0, 3)).extracting(RoutedMessage::peer).hasSameElementsAs(ids);
    assertThat(received.subList(3, 6)).extracting(RoutedMessage::peer).hasSameElementsAs(ids);
  }

  /** A publisher that cannot be slowed down, such as an interval, must not overflow. */
  @Test
  void withoutPeersAPublisherIsAskedForManyMessagesSinceAllAreDroppedAnyway() {
    RouterSocket router = open(zmq.router().bind(Anywhere.endpoint()));
    AtomicLong requested = new AtomicLong();

    keep(router.send(Flux.<RoutedMessage>never().doOnRequest(requested::addAndGet)).subscribe());

    until(() -> requested.get() == 1024);
  }

  @Test
  void whatWaitsForAPeerIsGoneWhenThePeerIsAndItsIdHasNoRoute() {
    RouterSocket router = open(zmq.router().sendHighWaterMark(5000).bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(router, "DEALER", X);
    untilPeers(router, 1);
    keep(
        router
            .send(Supply.of(5000).sized(4000).messages().map(m -> new RoutedMessage(X, m)))
            .subscribe());
    until(router, metrics -> metrics.waitingToSend() > 0);

    await(peer.script().reset());
    until(router, m -> m.peers() == 0 && m.sent() + m.discarded() == 5000);
    ZmtpPeer again = join(router, "DEALER", X);
    untilPeers(router, 1);
    send(router, X, "new");

    await(again.script().expectMessage("new"));
    assertThat(metrics(router).waitingToSend()).isZero();
  }

  @Test
  void repliesGoBackToTheDealersThatAskedAndNoneIsLostIfAllMustReachThem() {
    RouterSocket router = open(zmq.router().mandatory(true).bind(Anywhere.endpoint()));
    keep(router.send(router.receive().map(asked -> asked.reply(asked.message()))).subscribe());
    DealerSocket one = open(zmq.dealer().connect(address(router)));
    DealerSocket other = open(zmq.dealer().connect(address(router)));

    Mono<List<Long>> atOne = one.receive().map(Supply::number).take(5000).collectList();
    Mono<Long> atOther = other.receive().take(3000).count();
    Mono<Void> sent =
        Mono.when(one.send(Supply.of(5000).messages()), other.send(Supply.of(3000).messages()));

    assertThat(await(Mono.zip(atOne, atOther, sent.thenReturn(true))).getT1())
        .isEqualTo(Flux.range(0, 5000).map(Long::valueOf).collectList().block());
  }

  @Test
  void aPeerWithoutIdentityGetsAnIdOfFiveBytesThatBeginsWithZero() {
    RouterSocket router = open(zmq.router().bind(Anywhere.endpoint()));
    ZmtpPeer one = join(router, "DEALER");
    await(one.script().message("one"));
    byte[] first = receive(router).peer().bytes();
    ZmtpPeer other = join(router, "DEALER");
    await(other.script().message("other"));
    byte[] second = receive(router).peer().bytes();

    assertThat(first).hasSize(5).startsWith(0);
    assertThat(number(second)).isEqualTo(number(first) + 1);
    send(router, RoutingId.of(first), "for one");
    await(one.script().expectMessage("for one"));
  }

  private static int number(byte[] id) {
    return ByteBuffer.wrap(id, 1, 4).getInt();
  }

  @Test
  void whatHasNoPeerToGoToIsToldBeforeTheEndOfTheSocket() {
    Events events = new Events();
    RouterSocket router = open(zmq.router().doOnEvent(events));

    keep(
        router
            .send(
                Flux.just(new RoutedMessage(X, ZmqMessage.of("for nobody")))
                    .doOnNext(message -> router.dispose()))
            .subscribe(none -> {}, disposed -> {}));
    events.await(SocketEvent.Stopped.class);
    await(router.onDispose());

    assertThat(events.names()).containsExactly("Discarded", "Stopped");
  }

  @Test
  void allMessagesOfAPeerComeWithTheSameId() {
    RouterSocket router = open(zmq.router().bind(Anywhere.endpoint()));
    await(join(router, "DEALER", X).script().message("1").message("2"));

    List<RoutedMessage> received = receive(router, 2);

    assertThat(received.get(0).peer()).isEqualTo(X).isSameAs(received.get(1).peer());
  }

  @Test
  void multipartAndEmptyFramesGoBothWays() {
    RouterSocket router = open(zmq.router().bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(router, "REQ", X);
    await(peer.script().message("", "question", ""));

    RoutedMessage asked = receive(router);
    send(router, asked.peer(), "", "answer", "");

    assertThat(asked).isEqualTo(to(X, "", "question", ""));
    await(peer.script().expectMessage("", "answer", ""));
  }

  @Test
  void theMessageTellsWhoThePeerIs() {
    RouterSocket router = open(zmq.router().bind(Anywhere.endpoint()));
    await(join(router, "DEALER", X).script().message("1"));

    assertThat(receive(router).message().peer().identity()).isEqualTo(X.bytes());
  }
}
