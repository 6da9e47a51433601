package reactor.zmtp.reqrep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.NoReplyException;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Requests with ids: test_req_correlate and test_req_relaxed of libzmq. */
class CorrelatedReqTest extends Scene {

  private static final byte[] EMPTY = {};

  private final Events events = new Events();

  private ReqSocket req() {
    return open(zmq.req().correlate(true).doOnEvent(events).bind(Anywhere.endpoint()));
  }

  private Mono<ZmqMessage> ask(ReqSocket req, String request) {
    Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of(request)));
    return reply;
  }

  /** The id of the next request a peer gets. */
  private static byte[] idOf(ZmtpPeer peer, String request) {
    List<byte[]> frames = await(peer.receiveMessage());
    assertThat(frames).hasSize(3);
    assertThat(frames.get(0)).hasSize(4);
    assertThat(frames.get(1)).isEmpty();
    assertThat(frames.get(2)).asString().isEqualTo(request);
    return frames.get(0);
  }

  private static void reply(ZmtpPeer peer, byte[] id, String reply) {
    await(peer.script().message(id, EMPTY, reply.getBytes(UTF_8)));
  }

  @Test
  void aReplyWithTheWrongIdIsSkipped() {
    ReqSocket req = req();
    ZmtpPeer router = join(req, "ROUTER");
    Mono<ZmqMessage> reply = ask(req, "ABC");
    byte[] id = idOf(router, "ABC");
    byte[] wrong = id.clone();
    wrong[3]++;

    reply(router, wrong, "DATA");
    reply(router, id, "GHI");

    assertThat(await(reply).text()).isEqualTo("GHI");
    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.UNEXPECTED);
  }

  @Test
  void aReplyWithoutIdIsSkipped() {
    ReqSocket req = req();
    ZmtpPeer router = join(req, "ROUTER");
    Mono<ZmqMessage> reply = ask(req, "ABC");
    byte[] id = idOf(router, "ABC");

    await(router.script().message("", "DATA"));
    reply(router, id, "GHI");

    assertThat(await(reply).text()).isEqualTo("GHI");
    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.MALFORMED);
  }

  @Test
  void repliesComeInAnyOrder() {
    ReqSocket req = req();
    ZmtpPeer router = join(req, "ROUTER");
    Mono<ZmqMessage> first = ask(req, "first");
    Mono<ZmqMessage> second = ask(req, "second");
    byte[] firstId = idOf(router, "first");
    byte[] secondId = idOf(router, "second");

    reply(router, secondId, "2");
    assertThat(await(second).text()).isEqualTo("2");
    reply(router, firstId, "1");
    assertThat(await(first).text()).isEqualTo("1");
  }

  @Test
  void theReplyOfAForgottenRequestIsDiscardedAndItsConnectionStays() {
    ReqSocket req = req();
    ZmtpPeer router = join(req, "ROUTER");
    Disposable forgotten = req.request(ZmqMessage.of("TO_BE_DISCARDED")).subscribe();
    byte[] forgottenId = idOf(router, "TO_BE_DISCARDED");
    forgotten.dispose();
    Mono<ZmqMessage> next = ask(req, "TO_BE_ANSWERED");
    byte[] id = idOf(router, "TO_BE_ANSWERED");

    reply(router, forgottenId, "discarded");
    reply(router, id, "answered");

    assertThat(await(next).text()).isEqualTo("answered");
    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.UNEXPECTED);
    assertThat(events.count(Disconnected.class)).isZero();
  }

  /** Both come in one segment; while the first is told of, the request of the other is given up. */
  @Test
  void aReplyThatIsReadWhileItsRequestIsGivenUpIsDiscardedAndToldToo() {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch givenUp = new CountDownLatch(1);
    ReqSocket req = open(zmq.req().correlate(true).doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer router = join(req, "ROUTER");
    Disposable request = req.request(ZmqMessage.of("ABC")).subscribe();
    byte[] id = idOf(router, "ABC");

    req.metrics()
        .subscribe(
            told -> { // on the event loop, which reads nothing meanwhile
              held.countDown();
              meet(givenUp);
            });
    meet(held);
    await(router.script().send(ZmtpBytes.message(id, EMPTY, "late".getBytes(UTF_8))));
    request.dispose();
    givenUp.countDown();

    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.UNEXPECTED);
  }

  private static void meet(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTimeoutForgetsOnlyItsOwnRequest() {
    ReqSocket req = req();
    ZmtpPeer router = join(req, "ROUTER");
    Mono<ZmqMessage> patient = ask(req, "patient");
    byte[] id = idOf(router, "patient");

    StepVerifier.create(req.request(ZmqMessage.of("hasty")).timeout(Duration.ofMillis(20)))
        .expectError(TimeoutException.class)
        .verify(PATIENCE);
    reply(router, id, "in the end");

    assertThat(await(patient).text()).isEqualTo("in the end");
  }

  @Test
  void aPeerThatGoesFailsAllItOwes() {
    ReqSocket req = req();
    ZmtpPeer router = join(req, "ROUTER");
    Mono<ZmqMessage> first = ask(req, "first");
    Mono<ZmqMessage> second = ask(req, "second");
    idOf(router, "first");
    idOf(router, "second");

    await(router.script().reset());

    StepVerifier.create(first).expectError(NoReplyException.class).verify(PATIENCE);
    StepVerifier.create(second).expectError(NoReplyException.class).verify(PATIENCE);
  }

  @Test
  void withResendAllItOwesGoesOutAgainInOrder() {
    ZmtpListener listener = listen();
    ReqSocket req = open(zmq.req().correlate(true).resend(true).connect(listener.endpoint()));
    Mono<ZmqMessage> first = ask(req, "first");
    Mono<ZmqMessage> second = ask(req, "second");
    ZmtpPeer router = accept(listener, "ROUTER");
    byte[] old = idOf(router, "first");
    idOf(router, "second");
    await(router.script().reset());

    ZmtpPeer again = accept(listener, "ROUTER");
    byte[] firstId = idOf(again, "first");
    byte[] secondId = idOf(again, "second");
    assertThat(firstId).isNotEqualTo(old);
    reply(again, secondId, "2");
    reply(again, firstId, "1");

    assertThat(await(first).text()).isEqualTo("1");
    assertThat(await(second).text()).isEqualTo("2");
  }

  @Test
  void requestsWaitForRoomAtThePeer() {
    ReqSocket req =
        open(
            zmq.req()
                .correlate(true)
                .sendHighWaterMark(10)
                .sendBuffer(16_384)
                .bind(Anywhere.endpoint()));
    ZmtpPeer stalled = join(req, "ROUTER");
    ZmqMessage large = ZmqMessage.wrap(new byte[50_000]);
    for (int i = 0; i < 400; i++) {
      keep(req.request(large).subscribe(message -> {}, failure -> {}));
    }

    standstill(req);

    assertThat(await(req.peers()))
        .singleElement()
        .satisfies(peer -> assertThat(peer.waitingToSend()).isBetween(1L, 10L));
    assertThat(metrics(req).sent() + metrics(req).waitingToSend()).isEqualTo(400);
    assertThat(stalled.isDisposed()).isFalse();
  }
}
