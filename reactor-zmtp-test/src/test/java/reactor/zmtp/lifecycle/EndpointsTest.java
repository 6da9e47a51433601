package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketType;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqEndpoint.Role;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Endpoints come and go while a socket lives. */
class EndpointsTest extends Scene {

  private final Events events = new Events();

  @ParameterizedTest
  @ValueSource(
      strings = {"tcp://*:*", "tcp://*:0", "tcp://127.0.0.1:*", "tcp://0.0.0.0:0", "tcp://lo:*"})
  void whatIsBoundKnowsItsRealAddressAndIsUnboundByIt(String endpoint) {
    PullSocket pull = open(zmq.pull());
    ZmqEndpoint bound = await(pull.bind(endpoint));

    assertThat(bound.role()).isEqualTo(Role.BOUND);
    assertThat(bound.address()).matches("tcp://(0\\.0\\.0\\.0|127\\.0\\.0\\.1):" + bound.port());
    await(connect(bound.address()).script().handshake("PUSH"));

    await(pull.unbind(bound.address()));
    assertThat(bound.isDisposed()).isTrue();
    StepVerifier.create(ZmtpPeer.connect(bound.address())).expectError().verify(PATIENCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://*:*", "tcp://0.0.0.0:*"})
  void aWildcardIsOfIpv4AloneAndGoodForConnectingTo(String endpoint) {
    PullSocket pull = open(zmq.pull().bind(endpoint));

    PushSocket push = open(zmq.push().connect(address(pull)));
    await(push.send(ZmqMessage.of("hello")));

    assertThat(address(pull)).startsWith("tcp://0.0.0.0:");
    assertThat(await(pull.receive().next()).text()).isEqualTo("hello");
    String ipv6 = "tcp://[::1]:" + pull.endpoints().get(0).port();
    StepVerifier.create(ZmtpPeer.connect(ipv6)).expectError().verify(PATIENCE);
  }

  @Test
  void aWildcardWithIpv6IsOfBothFamilies() throws SocketException {
    assumeThat(NetworkInterface.getByName("lo"))
        .matches(lo -> lo != null && lo.inetAddresses().anyMatch(Inet6Address.class::isInstance));
    PullSocket pull = open(zmq.pull().ipv6(true).bind("tcp://*:*"));
    int port = pull.endpoints().get(0).port();

    await(connect("tcp://127.0.0.1:" + port).script().handshake("PUSH"));
    await(connect("tcp://[::1]:" + port).script().handshake("PUSH"));

    assertThat(address(pull)).isEqualTo("tcp://[::]:" + port);
  }

  @Test
  void itCanBeUnboundByTheStringItWasBoundWith() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));

    await(pull.unbind("tcp://127.0.0.1:*"));

    assertThat(pull.endpoints()).isEmpty();
  }

  @Test
  void disposingOfAnEndpointIsUnbindingIt() {
    PullSocket pull = open(zmq.pull());
    ZmqEndpoint bound = await(pull.bind("tcp://127.0.0.1:*"));

    bound.dispose();

    await(bound.onDispose());
    assertThat(pull.endpoints()).isEmpty();
  }

  @Test
  void connectionsThatCameToAnUnboundEndpointAreClosedAndOthersStay() {
    PullSocket pull = open(zmq.pull().doOnEvent(events));
    ZmqEndpoint one = await(pull.bind("tcp://127.0.0.1:*"));
    ZmqEndpoint other = await(pull.bind("tcp://127.0.0.1:*"));
    ZmtpPeer goes = connect(one.address());
    await(goes.script().handshake("PUSH"));
    ZmtpPeer stays = connect(other.address());
    await(stays.script().handshake("PUSH"));
    events.await(HandshakeSucceeded.class, 2);

    await(pull.unbind(one.address()));
    await(goes.script().expectClose());
    await(stays.script().message("still here"));

    assertThat(await(pull.receive().next()).text()).isEqualTo("still here");
    assertThat(metrics(pull).peers()).isEqualTo(1);
  }

  @Test
  void aConnectionInItsHandshakeIsClosedToo() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    ZmtpPeer slow = connect(address(pull));
    await(slow.script().expectGreeting());

    await(pull.unbind(address(pull)));

    await(slow.script().expectClose());
  }

  @Test
  void whatWasReceivedBeforeTheUnbindStays() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    await(join(pull, "PUSH").script().message("0 ").message("1 "));
    until(pull, m -> m.waitingToReceive() == 2);

    await(pull.unbind(address(pull)));

    assertThat(numbers(await(pull.receive().take(2).collectList()))).containsExactly(0L, 1L);
  }

  @Test
  void anEndpointThatIsUnboundCanBeBoundAgainAtOnce() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    String endpoint = address(pull);
    join(pull, "PUSH");

    await(pull.unbind(endpoint));
    await(pull.bind(endpoint));

    join(pull, "PUSH");
  }

  @Test
  void whatIsNotBoundCannotBeUnboundAndTheErrorSaysWhatIs() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));

    StepVerifier.create(pull.unbind("tcp://127.0.0.1:1"))
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(InvalidEndpointException.class)
                    .hasMessageContaining("not bound")
                    .hasMessageContaining(address(pull)))
        .verify(PATIENCE);
  }

  @Test
  void whatIsConnectedCannotBeUnboundNorWhatIsBoundDisconnected() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*").connect("tcp://127.0.0.1:1"));

    StepVerifier.create(pull.unbind("tcp://127.0.0.1:1"))
        .expectError(InvalidEndpointException.class)
        .verify(PATIENCE);
    StepVerifier.create(pull.disconnect(address(pull)))
        .expectError(InvalidEndpointException.class)
        .verify(PATIENCE);
    assertThat(pull.endpoints()).hasSize(2);
  }

  @Test
  void disconnectClosesTheConnectionAndMakesItNoMore() {
    ZmtpListener listener = listen();
    PushSocket push = open(zmq.push().doOnEvent(events).connect(listener.endpoint()));
    ZmtpPeer peer = accept(listener, "PULL");
    events.await(HandshakeSucceeded.class);

    await(push.disconnect(listener.endpoint()));

    await(peer.script().expectClose());
    assertThat(events.names()).endsWith("Disconnected", "Closed");
    assertThat(push.endpoints()).isEmpty();
  }

  @Test
  void whatWasSentBeforeTheDisconnectArrives() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    PushSocket push = open(zmq.push().connect(address(pull)));
    await(push.send(ZmqMessage.of("the last one")));

    await(push.disconnect(address(pull)));

    assertThat(await(pull.receive().next()).text()).isEqualTo("the last one");
  }

  @Test
  void disconnectWhileConnectingIsDoneAtOnce() {
    ZmtpListener listener = listen();
    PushSocket push = open(zmq.push().connect(listener.endpoint()));

    await(push.disconnect(listener.endpoint()));

    assertThat(push.endpoints()).isEmpty();
  }

  @Test
  void aSocketMayBeBoundAndConnectedToManyEndpoints() {
    PullSocket one = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    PullSocket other = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    PushSocket push =
        open(
            zmq.push()
                .bind("tcp://127.0.0.1:*")
                .bind("tcp://127.0.0.1:*")
                .connect(address(one))
                .connect(address(other)));
    PullSocket third = open(zmq.pull().connect(push.endpoints().get(0).address()));
    PullSocket fourth = open(zmq.pull().connect(push.endpoints().get(1).address()));
    until(push, m -> m.peers() == 4);

    await(push.send(Mono.just(ZmqMessage.of("to each")).repeat(3)));

    for (PullSocket each : List.of(one, other, third, fourth)) {
      assertThat(await(each.receive().next()).text()).isEqualTo("to each");
    }
  }

  @Test
  void endpointsAreToldInTheOrderTheyCame() {
    PushSocket push = open(zmq.push().connect("tcp://127.0.0.1:1").bind("tcp://127.0.0.1:*"));
    await(push.connect("tcp://127.0.0.1:2"));

    assertThat(push.endpoints())
        .extracting(ZmqEndpoint::role)
        .containsExactly(Role.CONNECTED, Role.BOUND, Role.CONNECTED);
    assertThat(push.endpoints().get(2).address()).isEqualTo("tcp://127.0.0.1:2");
    assertThat(push.endpoints().get(2).port()).isEqualTo(2);
  }

  @Test
  void connectingTwiceMakesTwoConnectionsAndDisconnectTakesOneAway() {
    ZmtpListener listener = listen();
    PushSocket push =
        open(
            zmq.push().doOnEvent(events).connect(listener.endpoint()).connect(listener.endpoint()));
    accept(listener, "PULL");
    accept(listener, "PULL");
    until(push, m -> m.peers() == 2);

    await(push.disconnect(listener.endpoint()));

    assertThat(metrics(push).peers()).isEqualTo(1);
    assertThat(push.endpoints()).hasSize(1);
    assertThat(events.count(Connected.class)).isEqualTo(2);
    assertThat(events.count(Disconnected.class)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DGRAM") // which does not connect
  void connectingAgainGivesTheEndpointThatIsThereToTheTypesThatLibzmqConnectsOnce(SocketType type) {
    ZmqSocket socket = open(type, "tcp://127.0.0.1:1");

    ZmqEndpoint again = await(socket.connect("tcp://127.0.0.1:1"));

    boolean once =
        EnumSet.of(SocketType.SUB, SocketType.PUB, SocketType.DEALER, SocketType.REQ)
            .contains(type);
    assertThat(socket.endpoints()).hasSize(once ? 1 : 2).endsWith(again);
  }

  @Test
  void aSubThatIsConnectedToTwiceReceivesOnceAndIsDisconnectedOnce() {
    PubSocket pub = open(zmq.pub().bind("tcp://127.0.0.1:*"));
    SubSocket sub =
        open(zmq.sub().subscribe("").connect(address(pub)).connect(address(pub)).doOnEvent(events));
    await(sub.connect(address(pub)));
    await(pub.awaitSubscribers("", 1));

    await(pub.send(Flux.just("once", "and again").map(ZmqMessage::of)));

    assertThat(await(sub.receive().map(ZmqMessage::text).take(2).collectList()))
        .containsExactly("once", "and again");
    await(sub.disconnect(address(pub)));
    until(pub, m -> m.peers() == 0);
    assertThat(sub.endpoints()).isEmpty();
    assertThat(events.count(Connected.class)).isEqualTo(1);
  }

  @Test
  void whatIsConnectedOnceIsConnectedAgainAfterADisconnect() {
    ZmtpListener listener = listen();
    SubSocket sub = open(zmq.sub().connect(listener.endpoint()));
    accept(listener, "PUB");
    await(sub.disconnect(listener.endpoint()));

    await(sub.connect(listener.endpoint()));

    accept(listener, "PUB");
  }

  private ZmqSocket open(SocketType type, String endpoint) {
    return switch (type) {
      case PAIR -> open(zmq.pair().connect(endpoint));
      case PUB -> open(zmq.pub().connect(endpoint));
      case SUB -> open(zmq.sub().connect(endpoint));
      case REQ -> open(zmq.req().connect(endpoint));
      case REP -> open(zmq.rep().connect(endpoint));
      case DEALER -> open(zmq.dealer().connect(endpoint));
      case ROUTER -> open(zmq.router().connect(endpoint));
      case PULL -> open(zmq.pull().connect(endpoint));
      case PUSH -> open(zmq.push().connect(endpoint));
      case XPUB -> open(zmq.xpub().connect(endpoint));
      case XSUB -> open(zmq.xsub().connect(endpoint));
      case STREAM -> open(zmq.stream().connect(endpoint));
      case SERVER -> open(zmq.server().connect(endpoint));
      case CLIENT -> open(zmq.client().connect(endpoint));
      case RADIO -> open(zmq.radio().connect(endpoint));
      case DISH -> open(zmq.dish().connect(endpoint));
      case GATHER -> open(zmq.gather().connect(endpoint));
      case SCATTER -> open(zmq.scatter().connect(endpoint));
      case PEER -> open(zmq.peer().connect(endpoint));
      case CHANNEL -> open(zmq.channel().connect(endpoint));
      case DGRAM -> throw new IllegalArgumentException("a DGRAM connects to nothing");
    };
  }

  @Test
  void bindAndConnectDoNothingBeforeTheyAreSubscribedTo() {
    PullSocket pull = open(zmq.pull().doOnEvent(events));

    pull.bind("tcp://127.0.0.1:*");
    pull.connect("tcp://127.0.0.1:1");
    metrics(pull);

    assertThat(pull.endpoints()).isEmpty();
    assertThat(events.all()).isEmpty();
  }
}
