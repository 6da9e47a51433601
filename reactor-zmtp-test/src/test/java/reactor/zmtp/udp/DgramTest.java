package reactor.zmtp.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DatagramMessage;
import reactor.zmtp.DgramSocket;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.SocketEvent.Closed;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Listening;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** DGRAM: libzmq's test_dgram, and what becomes of datagrams. */
class DgramTest extends Scene {

  private static final String ANY_PORT = "udp://127.0.0.1:*";

  private final Events events = new Events();

  private DgramSocket dgram() {
    return open(zmq.dgram().doOnEvent(events).bind(ANY_PORT));
  }

  private static InetSocketAddress at(DgramSocket socket) {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), socket.endpoints().get(0).port());
  }

  private static DatagramMessage to(DgramSocket socket, String body) {
    return new DatagramMessage(at(socket), ZmqMessage.of(body));
  }

  private static DatagramMessage next(DgramSocket socket) {
    return await(socket.receive().next());
  }

  @Test
  void aMessageGoesToItsAddressAndTellsItsSender() {
    DgramSocket listener = dgram();
    DgramSocket sender = dgram();

    await(sender.send(to(listener, "Is someone there ?")));
    DatagramMessage question = next(listener);
    await(listener.send(new DatagramMessage(question.peer(), ZmqMessage.of("Yes, there is !"))));

    assertThat(question).isEqualTo(to(sender, "Is someone there ?"));
    assertThat(next(sender)).isEqualTo(to(listener, "Yes, there is !"));
  }

  @Test
  void onePeerIsAnsweredAfterAnother() {
    DgramSocket server = dgram();
    DgramSocket ann = dgram();
    DgramSocket bob = dgram();
    keep(
        server
            .send(
                server
                    .receive()
                    .map(
                        asked ->
                            new DatagramMessage(
                                asked.peer(), ZmqMessage.of("to " + asked.message().text()))))
            .subscribe());

    await(ann.send(to(server, "ann")));
    await(bob.send(to(server, "bob")));

    assertThat(next(bob).message().text()).isEqualTo("to bob");
    assertThat(next(ann).message().text()).isEqualTo("to ann");
  }

  @Test
  void nothingIsInADatagramButTheMessage() {
    DatagramPeer peer = keep(new DatagramPeer());
    DgramSocket socket = dgram();

    await(socket.send(new DatagramMessage(peer.address(), ZmqMessage.of("raw"))));

    assertThat(peer.receive()).isEqualTo(new byte[] {'r', 'a', 'w'});
  }

  @Test
  void whereNobodyListensADatagramIsLostAndTheNextIsSent() {
    DgramSocket gone = dgram();
    InetSocketAddress nobody = at(gone);
    await(gone.disposeLater());
    DgramSocket listener = dgram();
    DgramSocket sender = dgram();

    await(
        sender.send(
            Flux.just(new DatagramMessage(nobody, ZmqMessage.of("lost")), to(listener, "next"))));

    assertThat(next(listener).message().text()).isEqualTo("next");
  }

  @Test
  void whatTheSystemDoesNotSendIsReported() throws Exception {
    DgramSocket sender = dgram(); // of IPv4 alone
    InetAddress other =
        Inet6Address.getByAddress(
            new byte[] {0x20, 1, 0xd, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

    await(sender.send(new DatagramMessage(new InetSocketAddress(other, 5555), ZmqMessage.of("x"))));

    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.NOT_SENT);
  }

  @Test
  void theLargestDatagramHas8192Bytes() {
    DgramSocket listener = dgram();
    DgramSocket sender = dgram();
    String largest = "x".repeat(DatagramMessage.MAX_SIZE);

    await(
        sender.send(
            Flux.just(to(listener, largest + "x"), to(listener, largest), to(listener, "end"))));

    assertThat(next(listener).message().text()).isEqualTo(largest);
    assertThat(next(listener).message().text()).isEqualTo("end");
    Discarded discarded = events.await(Discarded.class);
    assertThat(discarded.reason()).isEqualTo(DiscardReason.TOO_LARGE);
    assertThat(discarded.count()).isEqualTo(1);
  }

  @Test
  void whatComesWhenTheMarkIsReachedIsDroppedAndReported() {
    DgramSocket listener =
        open(zmq.dgram().receiveHighWaterMark(2).doOnEvent(events).bind(ANY_PORT));
    DgramSocket sender = dgram();

    for (int i = 0; i < 4; i++) {
      await(sender.send(to(listener, "message " + i)));
    }

    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.NO_ROOM);
    List<String> kept =
        await(listener.receive().take(2).map(got -> got.message().text()).collectList());
    assertThat(kept).containsExactly("message 0", "message 1");
  }

  @Test
  void whatIsSentWaitsUntilTheSocketIsBound() {
    DgramSocket listener = dgram();
    DgramSocket sender = open(zmq.dgram());

    Mono<Void> sent = begun(sender.send(to(listener, "early")));
    await(sender.bind(ANY_PORT));
    await(sent);

    assertThat(next(listener)).isEqualTo(to(sender, "early"));
  }

  @Test
  void theEventsAreThoseOfAnEndpointWithoutConnections() {
    DgramSocket socket = dgram();
    ZmqEndpoint endpoint = socket.endpoints().get(0);

    await(socket.unbind(endpoint.address()));

    assertThat(events.names()).containsExactly("Listening", "Closed");
    assertThat(events.await(Listening.class).endpoint()).isEqualTo(endpoint.address());
    assertThat(events.await(Closed.class).endpoint()).isEqualTo(endpoint.address());
  }

  @Test
  void aDgramDoesNotConnect() {
    assertThatThrownBy(() -> await(dgram().connect("udp://127.0.0.1:5556")))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("a DGRAM socket sends to the address of each message");
  }

  @Test
  void aDgramHasOneEndpoint() {
    DgramSocket socket = dgram();

    assertThatThrownBy(() -> await(socket.bind(ANY_PORT)))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("a DGRAM socket has one endpoint")
        .hasMessageContaining(address(socket));
  }

  @Test
  void aDgramSpeaksUdpAlone() {
    assertThatThrownBy(() -> open(zmq.dgram().bind("tcp://127.0.0.1:*")))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageEndingWith("a DGRAM socket speaks udp alone; right is udp://");
  }

  @Test
  void aDatagramHasTwoFramesAsLibzmqWritesIt() {
    ZmqMessage whole = ZmqMessage.of("127.0.0.1:5555", "body");

    DatagramMessage datagram = DatagramMessage.of(whole);

    assertThat(datagram.peer())
        .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5555));
    assertThat(datagram.message().text()).isEqualTo("body");
    assertThat(datagram.toMessage()).isEqualTo(whole);
    assertThat(DatagramMessage.of(ZmqMessage.of("127.0.0.1:5555\0", "body"))).isEqualTo(datagram);
    assertThat(DatagramMessage.of(ZmqMessage.of("[::1]:5555", "body")).peer().getPort())
        .isEqualTo(5555);
  }

  @Test
  void whatIsNoAddressIsRefused() {
    assertThatThrownBy(() -> DatagramMessage.of(ZmqMessage.of("somewhere", "body")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the first frame is no address");
    assertThatThrownBy(() -> DatagramMessage.of(ZmqMessage.of("body")))
        .hasMessageContaining("a datagram has two frames");
    assertThatThrownBy(
            () ->
                new DatagramMessage(
                    InetSocketAddress.createUnresolved("host", 1), ZmqMessage.of("body")))
        .hasMessageContaining("host is a name to look up");
    assertThatThrownBy(() -> new DatagramMessage(new InetSocketAddress(1), ZmqMessage.of("a", "b")))
        .hasMessageContaining("one frame, not 2");
    assertThatThrownBy(() -> new DatagramMessage(new InetSocketAddress(1), ZmqMessage.of("")))
        .hasMessageContaining("no empty datagrams");
  }
}
