package reactor.zmtp.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.property;

import io.micrometer.observation.ObservationRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Trace context as it looks on the wire: the property of the handshake, and the frame. */
class TraceOnTheWireTest extends Scene {

  private static final String TRACE = "X-ZMTP-Trace";
  private static final byte[] CONTEXT = property("traceparent", "00-1-2-01");
  private static final byte[] NONE = {};

  private ZmtpPeer knowing(ZmqSocket socket, String type) {
    ZmtpPeer peer = connect(address(socket));
    await(
        peer.script()
            .greeting()
            .ready(type, property(TRACE, "1"))
            .expectGreeting()
            .expectCommand("READY"));
    return peer;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whoObservesSaysSoInTheHandshakeAndNobodyElse() {
    ZmqSocket observing =
        open(zmq.rep().observation(ObservationRegistry.NOOP).bind(Anywhere.endpoint()));
    ZmqSocket other = open(zmq.rep().bind(Anywhere.endpoint()));

    await(
        connect(address(observing))
            .script()
            .greeting()
            .ready("REQ")
            .expectGreeting()
            .expectCommand("READY", concat(property("Socket-Type", "REP"), property(TRACE, "1"))));
    await(
        connect(address(other))
            .script()
            .greeting()
            .ready("REQ", property(TRACE, "1"))
            .expectGreeting()
            .expectCommand("READY", property("Socket-Type", "REP")));
  }

  @Test
  void theContextIsAFrameBeforeAllOthers() {
    Spans spans = new Spans();
    ReqSocket req = open(zmq.req().observation(spans.registry()).bind(Anywhere.endpoint()));
    ZmtpPeer peer = knowing(req, "REP");

    Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of("hello")));
    // traceparent and its value of 55 bytes
    await(
        peer.script()
            .expect(
                new byte[] {1, 71, 11},
                bytes("traceparent"),
                new byte[] {0, 0, 0, 55},
                bytes("00-")));
    await(peer.script().message(NONE, NONE, bytes("world")));

    assertThat(await(reply)).isEqualTo(ZmqMessage.of("world"));
  }

  @Test
  void aMessageWithoutContextBeginsWithAnEmptyFrame() {
    PushSocket push =
        open(zmq.push().observation(ObservationRegistry.NOOP).bind(Anywhere.endpoint()));
    ZmtpPeer peer = knowing(push, "PULL");

    await(push.send(ZmqMessage.of("a", "b")));

    await(peer.script().expectMessage("", "a", "b"));
  }

  @Test
  void aPeerThatDoesNotKnowItGetsAndSendsNoFrameMore() {
    Spans spans = new Spans();
    PushSocket push = open(zmq.push().observation(spans.registry()).bind(Anywhere.endpoint()));
    ZmtpPeer knowing = join(push, "PULL");
    PullSocket pull = open(zmq.pull().observation(spans.registry()).bind(Anywhere.endpoint()));
    ZmtpPeer sending = join(pull, "PUSH");

    await(push.send(ZmqMessage.of("a", "b")));
    await(knowing.script().expectMessage("a", "b"));
    await(sending.script().message("", "c"));
    assertThat(await(pull.receive().next())).isEqualTo(ZmqMessage.of("", "c"));
  }

  @Test
  void aPropertyOfThisNameThatMeansSomethingElseIsNone() {
    PushSocket push =
        open(zmq.push().observation(ObservationRegistry.NOOP).bind(Anywhere.endpoint()));
    ZmtpPeer peer = connect(address(push));
    await(
        peer.script()
            .greeting()
            .ready("PULL", property(TRACE, "yes"))
            .expectGreeting()
            .expectCommand("READY"));

    await(push.send(ZmqMessage.of("a")));

    await(peer.script().expectMessage("a"));
  }

  @Test
  void aMessageThatIsReceivedAndSentOnKeepsItsContext() {
    PullSocket pull =
        open(zmq.pull().observation(ObservationRegistry.NOOP).bind(Anywhere.endpoint()));
    PushSocket push =
        open(zmq.push().observation(ObservationRegistry.NOOP).bind(Anywhere.endpoint()));
    ZmtpPeer from = knowing(pull, "PUSH");
    ZmtpPeer to = knowing(push, "PULL");
    keep(push.send(pull.receive()).subscribe());

    await(from.script().message(CONTEXT, bytes("a"), bytes("b")));

    await(to.script().expectMessage(CONTEXT, bytes("a"), bytes("b")));
  }

  @Test
  void aPartOfAMessageAndOneWithATopicKeepItToo() {
    PullSocket pull =
        open(zmq.pull().observation(ObservationRegistry.NOOP).bind(Anywhere.endpoint()));
    PushSocket push =
        open(zmq.push().observation(ObservationRegistry.NOOP).bind(Anywhere.endpoint()));
    ZmtpPeer from = knowing(pull, "PUSH");
    ZmtpPeer to = knowing(push, "PULL");
    keep(push.send(pull.receive().map(each -> each.tail(1).withTopic("t"))).subscribe());

    await(from.script().message(CONTEXT, bytes("a"), bytes("b")));

    await(to.script().expectMessage(CONTEXT, bytes("t"), bytes("b")));
  }

  @Test
  void aRouterSeesItsPeersIdAndNotTheFrame() {
    RouterSocket router =
        open(zmq.router().observation(ObservationRegistry.NOOP).bind(Anywhere.endpoint()));
    DealerSocket dealer =
        open(zmq.dealer().observation(ObservationRegistry.NOOP).connect(address(router)));

    await(dealer.send(ZmqMessage.of("", "question")));
    RoutedMessage question = await(router.receive().next());
    await(router.send(question.reply(ZmqMessage.of("", "answer"))));

    assertThat(question.message()).isEqualTo(ZmqMessage.of("", "question"));
    assertThat(await(dealer.receive().next())).isEqualTo(ZmqMessage.of("", "answer"));
  }

  @Test
  void topicsAreMatchedWithoutTheFrame() {
    Spans spans = new Spans();
    PubSocket pub = open(zmq.pub().observation(spans.registry()).bind(Anywhere.endpoint()));
    SubSocket sub =
        open(zmq.sub().observation(spans.registry()).connect(address(pub)).subscribe("topic"));
    SubSocket plain = open(zmq.sub().connect(address(pub)).subscribe("topic"));
    await(pub.awaitSubscribers("topic", 2));

    Mono<List<ZmqMessage>> received = begun(sub.receive().take(2).collectList());
    Mono<List<ZmqMessage>> plainly = begun(plain.receive().take(2).collectList());
    await(pub.send(Flux.just("topic1", "other", "topic2").map(ZmqMessage::of)));

    assertThat(await(received)).extracting(ZmqMessage::text).containsExactly("topic1", "topic2");
    assertThat(await(plainly)).extracting(ZmqMessage::text).containsExactly("topic1", "topic2");
  }

  @Test
  void underCurveItIsEncryptedLikeEveryFrame() {
    CurveKeyPair server = CurveKeyPair.generate();
    PullSocket pull =
        open(
            zmq.pull()
                .observation(ObservationRegistry.NOOP)
                .curveServer(server)
                .bind(Anywhere.endpoint()));
    FaultyLink link = link(address(pull));
    Spans spans = new Spans();
    PushSocket push =
        open(
            zmq.push()
                .observation(spans.registry())
                .curve(CurveKeyPair.generate(), server.publicKey())
                .connect(link.endpoint()));

    keep(
        push.send(Flux.range(0, 1000).map(i -> ZmqMessage.of("a" + i, "b".repeat(i)))).subscribe());

    assertThat(await(pull.receive().take(1000).map(ZmqMessage::byteSize).last()))
        .isEqualTo(4 + 999);
  }

  @Test
  void creditCountsNoFrameMore() {
    Spans spans = new Spans();
    PullSocket pull =
        open(
            zmq.pull()
                .observation(spans.registry())
                .receiveHighWaterMark(10)
                .receiveHighWaterMarkBytes(4000)
                .bind(Anywhere.endpoint()));
    PushSocket push =
        open(zmq.push().observation(spans.registry()).sendHighWaterMark(10).connect(address(pull)));

    keep(push.send(Flux.range(0, 10_000).map(i -> ZmqMessage.of("" + i))).subscribe());

    assertThat(await(pull.receive().take(10_000).map(ZmqMessage::text).last())).isEqualTo("9999");
  }

  @Test
  void contextCountsForAMarkOfBytesWhereItWaits() {
    PullSocket pull =
        open(
            zmq.pull()
                .observation(ObservationRegistry.NOOP)
                .receiveHighWaterMark(0)
                .receiveHighWaterMarkBytes(60_000)
                .bind(Anywhere.endpoint()));
    ZmtpPeer peer = knowing(pull, "PUSH");

    await(
        Flux.range(0, 10)
            .concatMap(i -> peer.script().message(new byte[16_384], bytes("" + i)))
            .then());

    until(() -> pull.snapshot().waitingToReceive() == 4);
    assertThat(await(pull.receive().take(10).map(ZmqMessage::text).last())).isEqualTo("9");
    assertThat(pull.snapshot().mostWaitingToReceive()).isEqualTo(4);
  }

  @Test
  void whatWasNotWrittenToAPeerThatWentGoesToAnotherOnce() {
    Spans spans = new Spans();
    PushSocket push =
        open(
            zmq.push()
                .observation(spans.registry())
                .sendHighWaterMark(100)
                .bind("tcp://127.0.0.1:*"));
    PullSocket stalled =
        open(
            zmq.pull()
                .observation(spans.registry())
                .receiveHighWaterMark(1)
                .credit(false)
                .connect(address(push)));
    until(() -> push.snapshot().peers() == 1);
    keep(
        push.send(Flux.range(0, 40).map(i -> ZmqMessage.of(i + " " + "x".repeat(1_000_000))))
            .subscribe());
    until(() -> stalled.snapshot().waitingToReceive() == 1 && push.snapshot().sent() > 0);
    long gone = standstill(push).sent();
    PullSocket other = open(zmq.pull().observation(spans.registry()).connect(address(push)));
    stalled.dispose();

    List<String> got =
        await(
            other
                .receive()
                .map(each -> each.text().split(" ", 2)[0])
                .takeUntil("39"::equals)
                .collectList());

    int sinceThen = 2; // messages that the kernels may have taken before that peer went
    assertThat(got)
        .doesNotHaveDuplicates()
        .hasSizeGreaterThanOrEqualTo((int) (40 - gone) - sinceThen);
  }

  @Test
  void aMessageOfNothingButContextEndsTheConnection() {
    Events events = new Events();
    PullSocket pull =
        open(
            zmq.pull()
                .observation(ObservationRegistry.NOOP)
                .doOnEvent(events)
                .bind(Anywhere.endpoint()));
    ZmtpPeer peer = knowing(pull, "PUSH");

    await(peer.script().message(CONTEXT).expectClose());

    assertThat(events.await(Disconnected.class).reason()).isEqualTo(DisconnectReason.PROTOCOL);
  }

  @Test
  void soDoesOneThatIsTooLong() {
    PullSocket pull =
        open(zmq.pull().observation(ObservationRegistry.NOOP).bind(Anywhere.endpoint()));
    ZmtpPeer peer = knowing(pull, "PUSH");

    await(peer.script().message(new byte[16_385], bytes("a")).expectClose());
  }

  @Test
  void bytesThatAreNoContextBeginATraceOfTheirOwn() {
    Spans spans = new Spans();
    PullSocket pull = open(zmq.pull().observation(spans.registry()).bind(Anywhere.endpoint()));
    ZmtpPeer peer = knowing(pull, "PUSH");

    await(peer.script().message(new byte[] {(byte) 200, 1}, bytes("a")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("a");
    until(() -> spans.all().size() == 1);
    assertThat(spans.all().get(0).parent()).isNull();
  }

  @Test
  void itIsNoPartOfAMessage() {
    PullSocket pull =
        open(zmq.pull().observation(ObservationRegistry.NOOP).bind(Anywhere.endpoint()));
    ZmtpPeer peer = knowing(pull, "PUSH");

    await(peer.script().message(CONTEXT, bytes("a")));
    ZmqMessage received = await(pull.receive().next());

    assertThat(received).isEqualTo(ZmqMessage.of("a")).hasSameHashCodeAs(ZmqMessage.of("a"));
    assertThat(received.size()).isEqualTo(1);
    assertThat(received.frames()).hasSize(1);
    assertThat(received.peer()).isNotNull();
    assertThat(received.peer().properties()).containsAllEntriesOf(Map.of(TRACE, "1"));
  }
}
