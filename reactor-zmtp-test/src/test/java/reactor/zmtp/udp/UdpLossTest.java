package reactor.zmtp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.zmtp.DishSocket;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** What is lost over udp, and told; and datagrams that are not a RADIO's. */
class UdpLossTest extends Scene {

  private static final int MOST = 8192;

  private final Events events = new Events();
  private DatagramPeer peer;

  @BeforeEach
  void bindPeer() {
    peer = keep(new DatagramPeer());
  }

  private DishSocket dish() {
    return open(zmq.dish().join("TV").doOnEvent(events).bind("udp://127.0.0.1:*"));
  }

  private static int port(DishSocket dish) {
    return dish.endpoints().get(0).port();
  }

  private static GroupMessage message(int bytes) {
    return new GroupMessage("TV", ZmqMessage.of("x".repeat(bytes)));
  }

  private static String next(DishSocket dish) {
    return await(dish.receive().next()).message().text();
  }

  @Test
  void aMessageThatFillsADatagramIsSentAndReceived() {
    DishSocket dish = dish();
    RadioSocket radio = open(zmq.radio().connect(address(dish)));

    await(radio.send(message(MOST - 3)));

    assertThat(next(dish)).hasSize(MOST - 3);
  }

  @Test
  void aMessageThatNoDatagramHoldsIsDroppedAndTold() {
    RadioSocket radio = open(zmq.radio().doOnEvent(events).connect(peer.endpoint()));

    await(radio.send(Flux.just(message(1), message(MOST - 2), message(2))));

    assertThat(peer.receive()).hasSize(4);
    assertThat(peer.receive()).hasSize(5);
    Discarded told = events.await(Discarded.class);
    assertThat(told)
        .isEqualTo(new Discarded(peer.endpoint(), peer.address(), 1, DiscardReason.TOO_LARGE));
    assertThat(metrics(radio).discarded()).isEqualTo(1);
  }

  @Test
  void aDatagramThatTheSystemDoesNotSendIsTold() {
    // To broadcast takes a permission that no socket asks for.
    RadioSocket radio = open(zmq.radio().doOnEvent(events).connect("udp://255.255.255.255:9"));

    await(radio.send(message(1)));

    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.NOT_SENT);
  }

  @Test
  void anEmptyDatagramIsDroppedAndTold() {
    assertMalformed(new byte[0]);
  }

  @Test
  void aDatagramThatEndsBeforeItsGroupDoesIsDroppedAndTold() {
    assertMalformed(new byte[] {3, 'T', 'V'});
  }

  @Test
  void aDatagramThatIsLongerThanLibzmqReadsIsDroppedAndTold() {
    assertMalformed(Arrays.copyOf(DatagramPeer.datagram("TV", "x"), MOST + 1));
  }

  private void assertMalformed(byte[] datagram) {
    DishSocket dish = dish();

    peer.send(port(dish), datagram);
    peer.send(port(dish), "TV", "Friends");

    assertThat(next(dish)).isEqualTo("Friends");
    assertThat(events.await(Discarded.class))
        .isEqualTo(new Discarded(address(dish), peer.address(), 1, DiscardReason.MALFORMED));
    assertThat(metrics(dish).discarded()).isEqualTo(1);
  }

  @Test
  void whatTheReceiveHighWaterMarkDoesNotHoldIsDroppedAndTold() {
    DishSocket dish =
        open(
            zmq.dish()
                .join("TV")
                .receiveHighWaterMark(2)
                .doOnEvent(events)
                .bind("udp://127.0.0.1:*"));
    for (int i = 0; i < 5; i++) {
      peer.send(port(dish), "TV", "" + i);
      peer.send(port(dish), "Movies", "which nobody has asked for");
    }
    until(dish, m -> m.discarded() == 3);

    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.NO_ROOM);
    assertThat(next(dish)).isEqualTo("0");
    peer.send(port(dish), "TV", "there is room again");
    until(dish, m -> m.waitingToReceive() == 2);
    assertThat(next(dish)).isEqualTo("1");
    assertThat(next(dish)).isEqualTo("there is room again");
    assertThat(metrics(dish).discarded()).isEqualTo(3);
  }

  @Test
  void theMarkInBytesHoldsOverUdpToo() {
    DishSocket dish =
        open(
            zmq.dish()
                .join("TV")
                .receiveHighWaterMarkBytes(2000)
                .doOnEvent(events)
                .bind("udp://127.0.0.1:*"));
    for (int i = 0; i < 5; i++) {
      peer.send(port(dish), "TV", "x".repeat(1000));
    }

    until(dish, m -> m.discarded() == 3);

    assertThat(metrics(dish).waitingToReceive()).isEqualTo(2);
  }

  @Test
  void hostileDatagramsHarmNobody() {
    DishSocket dish = dish();
    Random random = new Random(17);
    for (int i = 0; i < 2000; i++) {
      byte[] datagram = new byte[random.nextInt(64)];
      random.nextBytes(datagram);
      peer.send(port(dish), datagram);
    }
    for (int length = 0; length < 256; length++) {
      byte[] datagram = new byte[random.nextInt(300)];
      Arrays.fill(datagram, (byte) length);
      peer.send(port(dish), datagram);
    }
    standstill(() -> metrics(dish).discarded() + metrics(dish).bytesReceived());

    peer.send(port(dish), "TV", "Friends");

    assertThat(next(dish)).isEqualTo("Friends");
    assertThat(metrics(dish).waitingToReceive()).isZero();
  }
}
