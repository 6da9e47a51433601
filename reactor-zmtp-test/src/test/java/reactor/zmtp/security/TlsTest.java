package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.security.Certificates.ANN;
import static reactor.zmtp.security.Certificates.client;
import static reactor.zmtp.security.Certificates.mutualServer;
import static reactor.zmtp.security.Certificates.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PairSpec;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.StreamSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** What goes over TLS, and who is found at the other end. */
class TlsTest extends Scene {

  private static final String ANY = "tcp://127.0.0.1:*";
  private static final CurveKeyPair SERVER_KEYS = CurveKeyPair.generate();

  private final Events events = new Events();

  // Messages.

  @Test
  void manyMessagesGoBothWays() {
    int count = 20_000;
    PairSocket one = open(zmq.pair().tls(server()).doOnEvent(events).bind(ANY));
    PairSocket other = open(zmq.pair().tls(client()).connect(address(one)));

    Mono<List<Long>> there = one.receive().take(count).map(Supply::number).collectList();
    Mono<List<Long>> back = other.receive().take(count).map(Supply::number).collectList();
    List<List<Long>> received =
        await(
            Mono.zip(
                    there,
                    back,
                    one.send(Supply.of(count).messages()).thenReturn(true),
                    other.send(Supply.of(count).sized(100).messages()).thenReturn(true))
                .map(all -> List.of(all.getT1(), all.getT2())));

    assertThat(received)
        .allSatisfy(numbers -> assertThat(numbers).hasSize(count).startsWith(0L).isSorted())
        .allSatisfy(numbers -> assertThat(numbers).doesNotHaveDuplicates());
    assertThat(events.count(Disconnected.class)).isZero();
  }

  /** Around what one record of TLS holds, what one write holds, and far above. */
  @ParameterizedTest
  @ValueSource(ints = {0, 16_375, 16_384, 16_385, 65_527, 65_528, 300_000, 5_000_000})
  void aMessageOfAnySizeArrivesAsItWas(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    ZmqMessage message = ZmqMessage.wrap(bytes, new byte[0], bytes);
    PairSocket one = open(zmq.pair().tls(server()).bind(ANY));
    PairSocket other = open(zmq.pair().tls(client()).connect(address(one)));

    await(one.send(message).and(other.send(message)));

    assertThat(await(one.receive().next())).isEqualTo(message);
    assertThat(await(other.receive().next())).isEqualTo(message);
  }

  @Test
  void aSubscriberThatDoesNotAskStopsThePublisher() {
    PullSocket pull =
        open(zmq.pull().tls(server()).receiveHighWaterMark(10).receiveBuffer(65_536).bind(ANY));
    PushSocket push =
        open(
            zmq.push()
                .tls(client())
                .sendHighWaterMark(10)
                .sendBuffer(65_536)
                .connect(address(pull)));
    Supply supply = Supply.of(3000).sized(10_000);
    keep(push.send(supply.messages()).subscribe());

    until(() -> supply.published() > 0);
    assertThat(standstill(supply::published)).isLessThan(1000);
    List<Long> received =
        await(pull.receive().map(Supply::number).limitRate(7).take(3000).collectList());

    assertThat(received).hasSize(3000).startsWith(0L).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void heartbeatsAreAnswered() {
    Duration often = Duration.ofMillis(20);
    UnaryOperator<PairSpec> beating =
        spec -> spec.heartbeatInterval(often).heartbeatTimeout(Duration.ofSeconds(10));
    PairSocket one = open(beating.apply(zmq.pair().tls(server()).doOnEvent(events)).bind(ANY));
    PairSocket other = open(beating.apply(zmq.pair().tls(client())).connect(address(one)));

    Flux<ZmqMessage> slow = Supply.of(50).messages().delayElements(Duration.ofMillis(5));
    assertThat(
            await(one.receive().take(50).count().zipWith(other.send(slow).thenReturn(true)))
                .getT1())
        .isEqualTo(50);
    assertThat(events.count(Disconnected.class)).isZero();
  }

  @Test
  void subscriptionsAndRequestsGoOverItToo() {
    var pub = open(zmq.pub().tls(server()).bind(ANY));
    var sub = open(zmq.sub().tls(client()).subscribe("a").connect(address(pub)));
    await(pub.awaitSubscribers("a", 1).then(pub.send(ZmqMessage.of("a story"))));
    assertThat(await(sub.receive().next()).text()).isEqualTo("a story");

    var rep = open(zmq.rep().tls(server()).bind(ANY));
    keep(rep.reply(Mono::just).subscribe());
    var req = open(zmq.req().tls(client()).connect(address(rep)));
    assertThat(await(req.request(ZmqMessage.of("echo"))).text()).isEqualTo("echo");
  }

  @Test
  void aStreamSpeaksTlsAlone() {
    StreamSocket web = open(zmq.stream().tls(mutualServer()).notify(false).bind(ANY));
    StreamSocket browser = open(zmq.stream().tls(client(ANN)).notify(false));
    RoutingId server = await(browser.connectPeer(address(web)));

    await(browser.send(new RoutedMessage(server, ZmqMessage.of("GET /"))));

    RoutedMessage request = await(web.receive().next());
    assertThat(request.message().text()).isEqualTo("GET /");
    assertThat(request.message().peer().userId()).isEqualTo("CN=ann,OU=traders,O=Example");
  }

  // Mechanisms above it.

  @Test
  void curveGoesOverIt() {
    PairSocket one = open(zmq.pair().tls(server()).curveServer(SERVER_KEYS).bind(ANY));
    PairSocket other =
        open(
            zmq.pair()
                .tls(client())
                .curve(CurveKeyPair.generate(), SERVER_KEYS.publicKey())
                .connect(address(one)));

    exchange(one, other);
  }

  @Test
  void plainGoesOverIt() {
    PairSocket one =
        open(
            zmq.pair()
                .tls(server())
                .plainServer(ZapAuthenticator.passwords(Map.of("ann", "one")))
                .bind(ANY));
    PairSocket other = open(zmq.pair().tls(client()).plain("ann", "one").connect(address(one)));

    exchange(one, other);
  }

  // Who is there.

  @Test
  void theSubjectOfACertificateIsTheUserId() {
    PairSocket one = open(zmq.pair().tls(mutualServer()).bind(ANY));
    PairSocket other = open(zmq.pair().tls(client(ANN)).connect(address(one)));

    assertThat(userId(one, other)).isEqualTo("CN=ann,OU=traders,O=Example");
    assertThat(userId(other, one)).isEqualTo("CN=server");
  }

  @Test
  void whoShowsNoCertificateIsNobody() {
    PairSocket one = open(zmq.pair().tls(server()).bind(ANY));
    PairSocket other = open(zmq.pair().tls(client()).connect(address(one)));
    await(other.send(ZmqMessage.of("who am I?")));

    ZmqMessage received = await(one.receive().next());

    assertThat(received.peer().userId()).isNull();
    assertThat(received.peer().property("User-Id")).isNull();
  }

  @Test
  void theAuthenticatorOfAMechanismKnowsBetter() {
    PairSocket one =
        open(
            zmq.pair()
                .tls(mutualServer())
                .plainServer(ZapAuthenticator.passwords(Map.of("root", "one")))
                .bind(ANY));
    PairSocket other = open(zmq.pair().tls(client(ANN)).plain("root", "one").connect(address(one)));

    assertThat(userId(one, other)).isEqualTo("root");
  }

  @Test
  void anAuthenticatorThatNamesNobodyLeavesTheCertificatesName() {
    PairSocket one =
        open(
            zmq.pair()
                .tls(mutualServer())
                .plainServer(request -> Mono.just(ZapReply.accepted("", Map.of("Desk", "7"))))
                .bind(ANY));
    PairSocket other = open(zmq.pair().tls(client(ANN)).plain("x", "y").connect(address(one)));
    await(other.send(ZmqMessage.of("who am I?")));

    ZmqMessage received = await(one.receive().next());

    assertThat(received.peer().userId()).isEqualTo("CN=ann,OU=traders,O=Example");
    assertThat(received.peer().property("Desk")).isEqualTo("7");
  }

  @Test
  void curveWithoutAnAuthenticatorLeavesTheCertificatesName() {
    PairSocket one = open(zmq.pair().tls(mutualServer()).curveServer(SERVER_KEYS).bind(ANY));
    PairSocket other =
        open(
            zmq.pair()
                .tls(client(ANN))
                .curve(CurveKeyPair.generate(), SERVER_KEYS.publicKey())
                .connect(address(one)));

    assertThat(userId(one, other)).isEqualTo("CN=ann,OU=traders,O=Example");
  }

  // Sides.

  @Test
  void aSocketThatBindsAndConnectsHasAProviderForEach() {
    PushSocket bound = open(zmq.push().tls(server()).bind(ANY));
    PullSocket pull =
        open(zmq.pull().tls(server()).tls(client()).bind(ANY).connect(address(bound)));
    PushSocket connected = open(zmq.push().tls(client()).connect(address(pull)));

    await(bound.send(ZmqMessage.of("a")).then(connected.send(ZmqMessage.of("b"))));

    assertThat(await(pull.receive().map(ZmqMessage::text).take(2).collectList()))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void nothingIsBoundWithoutTlsByASocketThatHasIt() {
    StepVerifier.create(zmq.pull().tls(client()).bind(ANY).open())
        .verifyErrorSatisfies(
            error ->
                assertThat(error)
                    .isInstanceOf(InvalidEndpointException.class)
                    .hasMessageContaining("TLS for connecting only"));
  }

  @Test
  void nothingIsConnectedWithoutTlsByASocketThatHasIt() {
    PullSocket pull = open(zmq.pull().tls(server()).bind(ANY));

    StepVerifier.create(zmq.push().tls(server()).connect(address(pull)).open())
        .verifyErrorSatisfies(
            error ->
                assertThat(error)
                    .isInstanceOf(InvalidEndpointException.class)
                    .hasMessageContaining("TLS for binding only"));
    StepVerifier.create(pull.connect("tcp://127.0.0.1:1"))
        .verifyError(InvalidEndpointException.class);
  }

  private static void exchange(PairSocket one, PairSocket other) {
    await(one.send(ZmqMessage.of("ping")).then(other.send(ZmqMessage.of("pong"))));
    assertThat(await(other.receive().next()).text()).isEqualTo("ping");
    assertThat(await(one.receive().next()).text()).isEqualTo("pong");
  }

  /** Who one takes the other for. */
  private static @Nullable String userId(PairSocket one, PairSocket other) {
    await(other.send(ZmqMessage.of("who am I?")));
    ZmqMessage received = await(one.receive().next());
    assertThat(received.peer().property("User-Id")).isEqualTo(received.peer().userId());
    return received.peer().userId();
  }
}
