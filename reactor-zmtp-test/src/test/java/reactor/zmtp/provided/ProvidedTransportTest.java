package reactor.zmtp.provided;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.SocketEvent.AcceptFailure;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.Certificates;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** A transport of another jar, over which all is as over ours. */
class ProvidedTransportTest extends Scene {

  @TempDir private Path folder;

  private ZmqContext context;

  private final Events events = new Events();

  @BeforeEach
  void makeContext() throws IOException {
    context = keep(Jars.context(folder, Wire.class));
  }

  @Test
  void messagesPass() {
    PullSocket pull = open(context.pull().bind("wire://*:*"));
    PushSocket push = open(context.push().connect(pull.address()));

    Mono<Void> sent = begun(push.send(Flux.just("a", "b").map(ZmqMessage::of)));

    StepVerifier.create(pull.receive().map(ZmqMessage::text).take(2))
        .expectNext("a", "b")
        .verifyComplete();
    await(sent);
  }

  @Test
  void aBoundEndpointTellsTheAddressThatItGot() {
    PullSocket pull = open(context.pull().bind("wire://*:*"));

    assertThat(pull.address()).isEqualTo("wire://127.0.0.1:" + pull.endpoints().get(0).port());
    await(pull.unbind(pull.address()));
    assertThat(pull.endpoints()).isEmpty();
  }

  @Test
  void endpointsComeAtRunTimeToo() {
    PullSocket pull = open(context.pull());
    PushSocket push = open(context.push());

    await(push.connect(await(pull.bind("wire://*:*")).address()));
    await(push.send(Mono.just(ZmqMessage.of("late"))));

    assertThat(await(pull.receive().next()).text()).isEqualTo("late");
  }

  @Test
  void anAddressInUseIsToldAsOverTcp() {
    PullSocket pull = open(context.pull().bind("wire://*:*"));

    StepVerifier.create(context.pull().bind(pull.address()).open())
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(AddressInUseException.class)
                    .hasMessageContaining("wire"))
        .verify(PATIENCE);
  }

  @Test
  void nobodyThereIsARefusedConnection() {
    PullSocket pull = open(context.pull().bind("wire://*:*"));
    String address = pull.address();
    await(pull.unbind(address));

    open(context.push().doOnEvent(events).connect(address));

    assertThat(events.await(ConnectRetried.class).cause()).isInstanceOf(ConnectException.class);
  }

  @Test
  void namesAreResolvedByTheContext() {
    PullSocket pull = open(context.pull().bind("wire://*:*"));

    open(
        context
            .push()
            .doOnEvent(events)
            .connect("wire://localhost:" + pull.endpoints().get(0).port()));

    events.await(HandshakeSucceeded.class);
    InetSocketAddress remote = (InetSocketAddress) events.await(Connected.class).remote();
    assertThat(remote.getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void aConnectionThatBreaksIsMadeAgain() {
    RepSocket rep = open(context.rep().bind("wire://*:*"));
    keep(rep.reply(Mono::just).subscribe());
    FaultyLink link = link("tcp://127.0.0.1:" + rep.endpoints().get(0).port());
    ReqSocket req =
        open(
            context
                .req()
                .reconnectInterval(Duration.ofMillis(1))
                .doOnEvent(events)
                .connect(link.endpoint().replace("tcp", "wire")));
    assertThat(await(req.request(ZmqMessage.of("before"))).text()).isEqualTo("before");

    link.cut();
    events.await(Disconnected.class);

    assertThat(await(req.request(ZmqMessage.of("after"))).text()).isEqualTo("after");
  }

  @Test
  void securityMechanismsGoOverIt() {
    CurveKeyPair server = CurveKeyPair.generate();
    PullSocket pull = open(context.pull().curveServer(server).bind("wire://*:*"));
    PushSocket push =
        open(
            context
                .push()
                .curve(CurveKeyPair.generate(), server.publicKey())
                .connect(pull.address()));

    await(push.send(Mono.just(ZmqMessage.of("secret"))));

    assertThat(await(pull.receive().next()).text()).isEqualTo("secret");
  }

  @Test
  void tlsGoesOverItWhereAnAddressHasAHost() {
    PullSocket pull = open(context.pull().tls(Certificates.server()).bind("wire://*:*"));
    String port = ":" + pull.endpoints().get(0).port();
    PushSocket push =
        open(context.push().tls(Certificates.client()).connect("wire://localhost" + port));

    await(push.send(Mono.just(ZmqMessage.of("secret"))));

    assertThat(await(pull.receive().next()).text()).isEqualTo("secret");
  }

  @Test
  void whatIsNotRequestedHoldsUpTheSender() {
    PullSpec pulling = context.pull().receiveHighWaterMark(2);
    PullSocket pull = open(pulling.bind("wire://*:*"));
    PushSocket push = open(context.push().sendHighWaterMark(2).connect(pull.address()));
    Supply supply = Supply.of(100).sized(1_000);

    Mono<Void> sent = begun(push.send(supply.messages()));
    SocketMetrics full = standstill(push);

    assertThat(full.sent() + full.waitingToSend()).isLessThanOrEqualTo(6);
    assertThat(numbers(await(pull.receive().take(100).collectList()))).isSorted().hasSize(100);
    await(sent);
  }

  @Test
  void networksThatNoFilterNamesAreTurnedAway() {
    PullSocket pull =
        open(context.pull().acceptFilter("10.0.0.0/8").doOnEvent(events).bind("wire://*:*"));

    open(context.push().connect(pull.address()));

    assertThat(events.await(AcceptFailed.class).reason()).isEqualTo(AcceptFailure.FILTERED);
  }
}
