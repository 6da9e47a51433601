package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.TestPublisher;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** {@code send} requests from the publisher only what there is room for. */
class SendDemandTest extends Scene {

  private static final int MARK = 10;
  private static final int SIZE = 4000;

  @ParameterizedTest
  @EnumSource
  void noPeerNoDemand(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    Supply supply = Supply.endless();

    keep(socket.send(supply.messages()).subscribe());
    metrics(socket);
    metrics(socket);

    assertThat(supply.requests()).isEmpty();
  }

  @Test
  void anEndpointWithoutAPeerIsNoPeer() {
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK));
    await(push.connect(link("tcp://127.0.0.1:1").endpoint()));
    Supply supply = Supply.endless();

    keep(push.send(supply.messages()).subscribe());
    metrics(push);
    metrics(push);

    assertThat(supply.requests()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aPeerThatComesIsWorthItsMark(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    TestPublisher<ZmqMessage> publisher = TestPublisher.create();
    AtomicLong requested = new AtomicLong();
    keep(socket.send(publisher.flux().doOnRequest(requested::addAndGet)).subscribe());

    join(socket, type.peer());

    until(() -> requested.get() > 0);
    assertThat(requested).hasValue(MARK);
  }

  @Test
  void eachPeerIsWorthItsMark() {
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
    for (int i = 0; i < 3; i++) {
      join(push, "PULL");
    }
    until(push, m -> m.peers() == 3);
    AtomicLong requested = new AtomicLong();

    keep(push.send(Flux.<ZmqMessage>never().doOnRequest(requested::addAndGet)).subscribe());

    until(() -> requested.get() > 0);
    assertThat(requested).hasValue(3 * MARK);
  }

  @ParameterizedTest
  @EnumSource
  void demandResumesWhenHalfTheMarkIsWritten(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    join(socket, type.peer());
    TestPublisher<ZmqMessage> publisher = TestPublisher.create();
    AtomicLong requested = new AtomicLong();
    keep(socket.send(publisher.flux().doOnRequest(requested::addAndGet)).subscribe());
    until(() -> requested.get() == MARK);

    for (int i = 0; i < MARK / 2 - 1; i++) {
      publisher.next(ZmqMessage.of("written at once"));
    }
    until(socket, m -> m.sent() == MARK / 2 - 1);
    metrics(socket);
    assertThat(requested).hasValue(MARK);

    publisher.next(ZmqMessage.of("the one that makes it half"));
    until(() -> requested.get() > MARK);
    assertThat(requested).hasValue(MARK + MARK / 2);
  }

  @ParameterizedTest
  @EnumSource
  void demandNeverExceedsTheRoom(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    AtomicLong most = new AtomicLong();
    Supply supply =
        Supply.of(20_000)
            .onRequest(
                requested ->
                    socket // told a little later: what was sent by then makes it less, not more
                        .metrics()
                        .subscribe(m -> most.accumulateAndGet(requested - m.sent(), Math::max)));
    Mono<Void> sent = socket.send(supply.messages());

    ZmtpPeer peer = join(socket, type.peer());
    Mono<List<Long>> received = numbers(peer).take(20_000).collectList();

    assertThat(await(received.zipWith(sent.thenReturn(true))).getT1())
        .isEqualTo(Flux.range(0, 20_000).map(Long::valueOf).collectList().block());
    assertThat(most).hasValueLessThanOrEqualTo(MARK);
    assertThat(metrics(socket).mostWaitingToSend()).isLessThanOrEqualTo(MARK);
  }

  @ParameterizedTest
  @EnumSource
  void demandOfAPublisherOnAnotherThreadNeverExceedsTheRoom(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    AtomicLong asked = new AtomicLong();
    AtomicLong most = new AtomicLong();
    Flux<ZmqMessage> elsewhere =
        Supply.of(20_000)
            .messages()
            .publishOn(Schedulers.parallel(), MARK) // asks its own publisher for as many again
            .doOnRequest(
                n -> {
                  long requested = asked.addAndGet(n);
                  socket // told on the event loop, where metrics are told at once
                      .metrics()
                      .subscribe(m -> most.accumulateAndGet(requested - m.sent(), Math::max));
                });

    ZmtpPeer peer = join(socket, type.peer());
    Mono<Void> sent = socket.send(elsewhere);
    Mono<List<Long>> received = numbers(peer).take(20_000).collectList();

    assertThat(await(received.zipWith(sent.thenReturn(true))).getT1()).hasSize(20_000);
    assertThat(most).hasValue(MARK);
    assertThat(metrics(socket).mostWaitingToSend()).isLessThanOrEqualTo(MARK);
  }

  @ParameterizedTest
  @EnumSource
  void aPeerThatReadsNothingLeavesExactlyTheMarkWaiting(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    Supply supply = Supply.endless().sized(SIZE);
    join(socket, type.peer());

    keep(socket.send(supply.messages()).subscribe());
    until(socket, m -> m.waitingToSend() == MARK);
    standstill(socket);

    SocketMetrics full = until(socket, m -> m.waitingToSend() == MARK);
    assertThat(full.mostWaitingToSend()).isEqualTo(MARK);
    assertThat(supply.requested()).isLessThanOrEqualTo(metrics(socket).sent() + MARK);
  }

  @Test
  void whenAllPeersAreFullThereIsNoDemand() {
    PushSocket push =
        open(
            zmq.push()
                .sendHighWaterMark(MARK)
                .sendBuffer(Sender.SEND_BUFFER)
                .bind(Anywhere.endpoint()));
    Supply supply = Supply.endless().sized(SIZE);
    join(push, "PULL");
    join(push, "PULL");
    join(push, "PULL");

    keep(push.send(supply.messages()).subscribe());
    until(push, m -> m.waitingToSend() >= MARK);
    standstill(push);

    SocketMetrics full = until(push, m -> m.waitingToSend() > 3 * MARK / 2);
    assertThat(full.mostWaitingToSend()).isLessThanOrEqualTo(3 * MARK);
    assertThat(supply.requested()).isLessThanOrEqualTo(metrics(push).sent() + 3 * MARK);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsDroppedWhileAPeerIsFull(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    Supply supply = Supply.of(1000).sized(SIZE);
    ZmtpPeer peer = join(socket, type.peer());
    Mono<Void> sent = socket.send(supply.messages()).cache();
    keep(sent.subscribe());
    until(socket, m -> m.waitingToSend() == MARK);
    standstill(socket);

    assertThat(numbers(peer, 1000))
        .isEqualTo(Flux.range(0, 1000).map(Long::valueOf).collectList().block());
    await(sent);
  }

  @Test
  void aSendIsAskedForOneMessageWhenAnotherHasReservedTheRoomAndDoesNotUseIt() {
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
    join(push, "PULL");
    AtomicLong first = new AtomicLong();
    AtomicLong second = new AtomicLong();

    keep(push.send(Flux.<ZmqMessage>never().doOnRequest(first::addAndGet)).subscribe());
    until(() -> first.get() == MARK);
    keep(push.send(Flux.<ZmqMessage>never().doOnRequest(second::addAndGet)).subscribe());
    until(() -> second.get() > 0);

    assertThat(first).hasValue(MARK);
    assertThat(second).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void sendsOfOneMessageEachAreTakenOnlyAsFarAsThereIsRoom(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    join(socket, type.peer());
    AtomicLong asked = new AtomicLong();
    for (int i = 0; i < 1000; i++) {
      Mono<ZmqMessage> one = Mono.just(Supply.message(i, SIZE));
      keep(socket.send(one.doOnRequest(n -> asked.incrementAndGet())).subscribe());
    }
    until(socket, m -> m.waitingToSend() >= MARK);
    standstill(socket);
    long askedByThen = asked.get();
    SocketMetrics full = metrics(socket);

    assertThat(full.mostWaitingToSend()).isEqualTo(MARK);
    assertThat(askedByThen).isLessThanOrEqualTo(full.sent() + MARK);
  }

  @ParameterizedTest
  @EnumSource
  void theMarkOfBytesFillsAPeerToo(Sender type) {
    SendingSocket socket = type.open(zmq, MARK, SIZE + SIZE / 2);
    ZmtpPeer peer = join(socket, type.peer());
    AtomicLong most = new AtomicLong();
    Supply supply =
        Supply.endless()
            .sized(SIZE)
            .onRequest(
                requested ->
                    socket
                        .peers()
                        .subscribe(
                            peers ->
                                most.accumulateAndGet(peers.get(0).waitingToSend(), Math::max)));

    keep(socket.send(supply.messages()).subscribe());
    standstill(socket);

    assertThat(await(socket.peers()).get(0).waitingToSend()).isBetween(1L, 2L);
    assertThat(numbers(peer, 1000))
        .isEqualTo(Flux.range(0, 1000).map(Long::valueOf).collectList().block());
    assertThat(most).hasValueLessThanOrEqualTo(2);
  }

  @Test
  void aMarkOfZeroIsNoBound() {
    PushSocket push = open(zmq.push().sendHighWaterMark(0).bind(Anywhere.endpoint()));
    join(push, "PULL");
    Supply supply = Supply.of(100_000).sized(100);

    keep(push.send(supply.messages()).subscribe());

    until(push, m -> m.sent() + m.waitingToSend() == 100_000);
  }
}
