package reactor.zmtp.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.PeerMetrics;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import zmq.Msg;

/** RADIO (RFC 48) and dishes on raw bytes. */
class RadioTest extends Scene {

  private static final int MARK = 10;

  private final Events events = new Events();

  /** A dish that is a member: its PONG says that the radio has heard what came before its PING. */
  private ZmtpPeer dish(RadioSocket radio, String... groups) {
    ZmtpPeer dish = join(radio, "DISH");
    for (String group : groups) {
      tell(dish, "JOIN", group);
    }
    return dish;
  }

  private static void tell(ZmtpPeer dish, String command, String group) {
    await(
        dish.script()
            .command(command, group.getBytes(StandardCharsets.UTF_8))
            .ping(0, (byte) 7)
            .expectPong((byte) 7));
  }

  private static GroupMessage message(String group, String body) {
    return new GroupMessage(group, ZmqMessage.of(body));
  }

  @Test
  void aMemberGetsGroupAndBodyInTwoFrames() {
    RadioSocket radio = open(zmq.radio().bind(Anywhere.endpoint()));
    ZmtpPeer dish = dish(radio, "Movies");

    await(radio.send(message("Movies", "Godfather")));

    await(dish.script().expectMessage("Movies", "Godfather"));
  }

  @Test
  void onlyMembersOfTheGroupGetTheMessage() {
    RadioSocket radio = open(zmq.radio().bind(Anywhere.endpoint()));
    ZmtpPeer dish = dish(radio, "Movies");

    await(radio.send(message("TV", "Friends")));
    await(radio.send(message("Movies", "Godfather")));

    await(dish.script().expectMessage("Movies", "Godfather"));
  }

  @Test
  void theGroupMatchesExactlyAndNotByPrefix() {
    RadioSocket radio = open(zmq.radio().bind(Anywhere.endpoint()));
    ZmtpPeer dish = dish(radio, "TV", "");

    await(radio.send(message("TV1", "no")));
    await(radio.send(message("T", "no")));
    await(radio.send(message("", "empty")));
    await(radio.send(message("TV", "yes")));

    await(dish.script().expectMessage("", "empty").expectMessage("TV", "yes"));
  }

  @Test
  void aGroupMayBeJoinedAndLeftAtAnyTime() {
    RadioSocket radio = open(zmq.radio().bind(Anywhere.endpoint()));
    ZmtpPeer dish = dish(radio, "Movies");

    tell(dish, "JOIN", "TV");
    await(radio.send(message("TV", "Friends")));
    await(dish.script().expectMessage("TV", "Friends"));
    tell(dish, "LEAVE", "TV");
    await(radio.send(message("TV", "Friends")));
    await(radio.send(message("Movies", "Godfather")));

    await(dish.script().expectMessage("Movies", "Godfather"));
  }

  @Test
  void aLongGroupIsAGroup() {
    RadioSocket radio = open(zmq.radio().bind(Anywhere.endpoint()));
    String longest = "g".repeat(255);
    ZmtpPeer dish = dish(radio, "0123456789ABCDEFGH", longest);

    await(radio.send(message("0123456789ABCDEFGH", "HELLO")));
    await(radio.send(message(longest, "HELLO")));

    await(
        dish.script().expectMessage("0123456789ABCDEFGH", "HELLO").expectMessage(longest, "HELLO"));
  }

  @Test
  void nobodyIsWaitedFor() {
    RadioSocket radio = open(zmq.radio().bind(Anywhere.endpoint()));

    await(radio.send(Flux.range(0, 10_000).map(i -> message("TV", "unseen"))));

    assertThat(metrics(radio).waitingToSend()).isZero();
  }

  @Test
  void aPeerThatStallsLosesMessagesWhichAreCounted() {
    RadioSocket radio =
        open(
            zmq.radio()
                .sendHighWaterMark(MARK)
                .sendBuffer(16_384)
                .doOnEvent(events)
                .bind(Anywhere.endpoint()));
    dish(radio, "TV");
    String large = "x".repeat(1 << 20);

    keep(radio.send(Flux.range(0, 100).map(i -> message("TV", large))).subscribe());
    Discarded discarded = events.await(Discarded.class);

    assertThat(discarded.reason()).isEqualTo(DiscardReason.PEER_FULL);
    until(radio, m -> m.discarded() > 50);
    standstill(() -> metrics(radio).discarded()); // the two figures are asked for one by one
    PeerMetrics peer = await(radio.peers()).get(0);
    assertThat(peer.dropped()).isEqualTo(metrics(radio).discarded());
    assertThat(peer.waitingToSend()).isEqualTo(MARK);
  }

  @Test
  void aPeerThatStallsLosesMessagesWhenTheMarkOfBytesIsReached() {
    RadioSocket radio =
        open(
            zmq.radio()
                .sendHighWaterMarkBytes(5 << 19)
                .sendBuffer(16_384)
                .doOnEvent(events)
                .bind(Anywhere.endpoint()));
    dish(radio, "TV");
    String large = "x".repeat(1 << 20);

    keep(radio.send(Flux.range(0, 100).map(i -> message("TV", large))).subscribe());

    until(radio, m -> m.discarded() > 50);
    assertThat(await(radio.peers()).get(0).waitingToSend()).isEqualTo(3);
  }

  @Test
  void aPeerThatStallsHoldsUpNobody() {
    RadioSocket radio =
        open(
            zmq.radio()
                .sendHighWaterMark(MARK)
                .sendBuffer(16_384)
                .doOnEvent(events)
                .bind(Anywhere.endpoint()));
    dish(radio, "TV", "large");
    String large = "x".repeat(1 << 20);
    keep(radio.send(Flux.range(0, 100).map(i -> message("large", large))).subscribe());
    events.await(Discarded.class);
    ZmtpPeer quick = dish(radio, "TV");

    keep(radio.send(message("TV", "news")).subscribe());

    await(quick.script().expectMessage("TV", "news"));
  }

  @Test
  void withoutDropsAPeerThatStallsHoldsUpThePublisher() {
    RadioSocket radio =
        open(
            zmq.radio()
                .noDrop(true)
                .sendHighWaterMark(MARK)
                .heartbeatInterval(Duration.ZERO)
                .bind(Anywhere.endpoint()));
    ZmtpPeer dish = dish(radio, "TV");
    String large = "x".repeat(1 << 20);
    AtomicLong published = new AtomicLong();
    Flux<GroupMessage> messages =
        Flux.range(0, 40)
            .map(i -> message("TV", large))
            .doOnNext(message -> published.incrementAndGet());

    keep(radio.send(messages).subscribe());
    standstill(radio);

    assertThat(published).hasValueLessThan(40);
    await(Flux.range(0, 40).concatMap(i -> dish.receiveMessage()).then());
    assertThat(metrics(radio).discarded()).isZero();
  }

  @Test
  void aPeerThatJoinsTooMuchLosesItsConnectionAndTheEventSaysWhy() {
    RadioSocket radio = open(zmq.radio().maxGroups(2).doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer dish = dish(radio, "a", "b", "a");

    await(dish.script().command("JOIN", new byte[] {'c'}).discardUntilClose());

    ProtocolException cause = (ProtocolException) events.await(Disconnected.class).cause();
    assertThat(cause).isNotNull().hasMessageContaining("2 groups (maxGroups)");
    assertThat(cause.rule()).isEqualTo(ProtocolException.Rule.TOO_MANY_GROUPS);
  }

  @Test
  void aGroupThatIsTooLongCostsThePeerItsConnection() {
    RadioSocket radio = open(zmq.radio().doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer dish = join(radio, "DISH");

    await(dish.script().command("JOIN", new byte[256]).discardUntilClose());

    assertThat(events.await(Disconnected.class).cause()).hasMessageContaining("at most 255");
  }

  @Test
  void whatAPeerSendsIsDiscardedAndCounted() {
    RadioSocket radio = open(zmq.radio().doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer dish = dish(radio);

    await(dish.script().message("TV", "me too"));

    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.NOT_RECEIVABLE);
  }

  @Test
  void aPeerThatComesAgainIsInNoGroup() {
    RadioSocket radio = open(zmq.radio().bind(Anywhere.endpoint()));
    await(dish(radio, "TV").script().close());
    until(radio, m -> m.peers() == 0);
    ZmtpPeer again = dish(radio, "Movies");

    await(radio.send(message("TV", "Friends")));
    await(radio.send(message("Movies", "Godfather")));

    await(again.script().expectMessage("Movies", "Godfather"));
  }

  @Test
  void jeroMqReceivesTheGroupsItHasJoined() {
    RadioSocket radio = open(zmq.radio().bind(Anywhere.endpoint()));
    JeroMq dish = keep(new JeroMq("DISH"));
    dish.socket().join("Movies");
    await(radio.connect(dish.bind()));

    keep(
        radio
            .send(
                Flux.interval(Duration.ofMillis(5))
                    .map(
                        i -> i % 2 == 0 ? message("TV", "Friends") : message("Movies", "Godfather"))
                    .onBackpressureDrop())
            .subscribe());

    for (int i = 0; i < 3; i++) {
      Msg received = dish.receive();
      assertThat(received.getGroup()).isEqualTo("Movies");
      assertThat(JeroMq.text(received)).isEqualTo("Godfather");
    }
  }
}
