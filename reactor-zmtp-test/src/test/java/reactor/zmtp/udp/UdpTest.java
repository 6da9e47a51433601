package reactor.zmtp.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.DishSocket;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.SocketEvent.Closed;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.Listening;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** zmq_udp(7): a RADIO that connects and a DISH that binds. */
class UdpTest extends Scene {

  private static final String ANY_PORT = "udp://127.0.0.1:*";

  private DatagramPeer peer;

  @BeforeEach
  void bindPeer() {
    peer = keep(new DatagramPeer());
  }

  private static GroupMessage message(String group, String body) {
    return new GroupMessage(group, ZmqMessage.of(body));
  }

  private static String next(DishSocket dish) {
    GroupMessage got = await(dish.receive().next());
    return got.group() + ": " + got.message().text();
  }

  private static int port(DishSocket dish) {
    return dish.endpoints().get(0).port();
  }

  @Test
  void aDishReceivesWhatARadioSends() {
    DishSocket dish = open(zmq.dish().join("TV").bind(ANY_PORT));
    RadioSocket radio = open(zmq.radio().connect(address(dish)));

    await(radio.send(message("TV", "Friends")));

    assertThat(next(dish)).isEqualTo("TV: Friends");
  }

  @Test
  void aHostIsLookedUp() {
    DishSocket dish = open(zmq.dish().join("TV").bind(ANY_PORT));
    RadioSocket radio = open(zmq.radio().connect("udp://localhost:" + port(dish)));

    await(radio.send(message("TV", "Friends")));

    assertThat(next(dish)).isEqualTo("TV: Friends");
  }

  @Test
  void aDatagramIsTheLengthOfTheGroupTheGroupAndTheMessage() {
    RadioSocket radio = open(zmq.radio().connect(peer.endpoint()));

    await(radio.send(message("TV", "Friends")));
    await(radio.send(message("", "")));

    assertThat(peer.receive())
        .isEqualTo(new byte[] {2, 'T', 'V', 'F', 'r', 'i', 'e', 'n', 'd', 's'});
    assertThat(peer.receive()).isEqualTo(new byte[] {0});
  }

  @Test
  void aGroupOf255BytesIsAGroup() {
    String longest = "g".repeat(GroupMessage.MAX_GROUP);
    DishSocket dish = open(zmq.dish().join(longest).bind(ANY_PORT));
    RadioSocket radio = open(zmq.radio().connect(address(dish)).connect(peer.endpoint()));

    await(radio.send(message(longest, "!")));

    assertThat(next(dish)).isEqualTo(longest + ": !");
    assertThat(peer.receive()[0]).isEqualTo((byte) 255);
  }

  @Test
  void aRadioSendsAllGroups() {
    RadioSocket radio = open(zmq.radio().connect(peer.endpoint()));

    await(radio.send(Flux.just(message("TV", "Friends"), message("Movies", "Godfather"))));

    assertThat(peer.receive()).isEqualTo(DatagramPeer.datagram("TV", "Friends"));
    assertThat(peer.receive()).isEqualTo(DatagramPeer.datagram("Movies", "Godfather"));
  }

  @Test
  void aDishReceivesOnlyTheGroupsItHasJoined() {
    DishSocket dish = open(zmq.dish().join("Movies").bind(ANY_PORT));
    peer.send(port(dish), "TV", "before it was joined");
    peer.send(port(dish), "Movies", "Godfather");
    assertThat(next(dish)).isEqualTo("Movies: Godfather");

    await(dish.join("TV"));
    await(dish.leave("Movies"));
    peer.send(port(dish), "Movies", "after it was left");
    peer.send(port(dish), "TV", "Friends");

    assertThat(next(dish)).isEqualTo("TV: Friends");
    assertThat(metrics(dish).discarded()).isZero();
  }

  @Test
  void aMessageTellsWhoSentIt() {
    DishSocket dish = open(zmq.dish().join("TV").bind(ANY_PORT));
    peer.send(port(dish), "TV", "Friends");

    PeerMetadata sender = await(dish.receive().next()).message().peer();

    assertThat(sender).isNotNull();
    assertThat(sender.address()).isEqualTo(peer.address());
    assertThat(sender.socketType()).isEqualTo(SocketType.RADIO);
  }

  @Test
  void oneRadioSpeaksUdpAndTcp() {
    DishSocket near = open(zmq.dish().join("TV").bind(ANY_PORT));
    DishSocket far = open(zmq.dish().join("TV").bind("tcp://127.0.0.1:*"));
    RadioSocket radio = open(zmq.radio().connect(address(near)).connect(address(far)));
    Mono<GroupMessage> overTcp = begun(far.receive().next());
    Mono<GroupMessage> overUdp = begun(near.receive().next());

    keep(radio.send(Flux.just(message("TV", "Friends")).repeat()).subscribe());

    assertThat(await(overTcp)).isEqualTo(message("TV", "Friends"));
    assertThat(await(overUdp)).isEqualTo(message("TV", "Friends"));
  }

  @Test
  void nobodyIsWaitedFor() {
    String nobody = peer.endpoint();
    peer.dispose();
    RadioSocket radio = open(zmq.radio().connect(nobody));

    await(radio.send(Flux.range(0, 5000).map(i -> message("TV", "unseen"))));

    until(radio, m -> m.waitingToSend() == 0);
  }

  @Test
  void aPortThatTheSystemHasPickedIsTold() {
    Events events = new Events();
    DishSocket dish = open(zmq.dish().doOnEvent(events).bind("udp://*:*"));

    ZmqEndpoint endpoint = dish.endpoints().get(0);

    assertThat(endpoint.address()).isEqualTo("udp://0.0.0.0:" + endpoint.port());
    assertThat(endpoint.port()).isPositive();
    assertThat(events.await(Listening.class).endpoint()).isEqualTo(endpoint.address());
  }

  @Test
  void theWildcardOfADishIsThisMachineForARadio() {
    DishSocket dish = open(zmq.dish().join("TV").bind("udp://*:*"));
    RadioSocket radio = open(zmq.radio().connect(address(dish)));

    await(radio.send(message("TV", "Friends")));

    assertThat(next(dish)).isEqualTo("TV: Friends");
  }

  @Test
  void aPortIsOneSocketsAlone() {
    DishSocket dish = open(zmq.dish().bind(ANY_PORT));
    DishSocket second = open(zmq.dish());

    assertThatThrownBy(() -> await(second.bind(address(dish))))
        .isInstanceOf(AddressInUseException.class)
        .hasMessageContaining(address(dish));
  }

  @Test
  void aPortThatIsUnboundCanBeBoundAgain() {
    Events events = new Events();
    DishSocket dish = open(zmq.dish().join("TV").doOnEvent(events).bind(ANY_PORT));
    String endpoint = address(dish);
    int port = port(dish);

    await(dish.unbind(endpoint));
    events.await(Closed.class);
    assertThat(metrics(dish).peers()).isZero();
    await(dish.bind(endpoint));
    peer.send(port, "TV", "Friends");

    assertThat(next(dish)).isEqualTo("TV: Friends");
  }

  @Test
  void whatHasComeBeforeUnbindingIsStillReceived() {
    DishSocket dish = open(zmq.dish().join("TV").bind(ANY_PORT));
    peer.send(port(dish), "TV", "Friends");
    until(dish, m -> m.waitingToReceive() == 1);

    await(dish.unbind(address(dish)));

    assertThat(next(dish)).isEqualTo("TV: Friends");
  }

  @Test
  void aRadioThatDisconnectsSendsNothingMore() {
    Events events = new Events();
    RadioSocket radio = open(zmq.radio().doOnEvent(events).connect(peer.endpoint()));
    assertThat(events.await(Connected.class).remote()).isEqualTo(peer.address());

    await(radio.disconnect(peer.endpoint()));
    await(radio.send(message("TV", "unseen")));
    await(radio.connect(peer.endpoint()));
    await(radio.send(message("TV", "seen")));

    assertThat(peer.receive()).isEqualTo(DatagramPeer.datagram("TV", "seen"));
  }

  @Test
  void whatWasTakenIsSentBeforeTheSocketIsGone() {
    RadioSocket radio = await(zmq.radio().connect(peer.endpoint()).open());
    Mono<Void> sent = begun(radio.send(Flux.range(0, 20).map(i -> message("TV", "" + i))));

    await(sent);
    radio.dispose();
    await(radio.onDispose());

    for (int i = 0; i < 20; i++) {
      assertThat(peer.receive()).isEqualTo(DatagramPeer.datagram("TV", "" + i));
    }
  }
}
