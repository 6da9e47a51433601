package reactor.zmtp.drafts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.zmtp.DishSocket;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import zmq.Msg;

/** DISH (RFC 48) and radios on raw bytes. */
class DishTest extends Scene {

  private static GroupMessage message(String group, String body) {
    return new GroupMessage(group, ZmqMessage.of(body));
  }

  @Test
  void aPeerIsToldTheGroupsThatWereJoinedBeforeItCame() {
    DishSocket dish = open(zmq.dish().join("Movies").bind(Anywhere.endpoint()));
    await(dish.join("TV"));

    ZmtpPeer radio = join(dish, "RADIO");

    await(
        radio
            .script()
            .expectCommand("JOIN", "Movies".getBytes(UTF_8))
            .expectCommand("JOIN", "TV".getBytes(UTF_8)));
  }

  @Test
  void peersThatAreThereAreToldWhatIsJoinedAndLeft() {
    DishSocket dish = open(zmq.dish().bind(Anywhere.endpoint()));
    ZmtpPeer radio = join(dish, "RADIO");
    until(dish, m -> m.peers() == 1);

    await(dish.join("TV"));
    await(dish.leave("TV"));

    await(
        radio
            .script()
            .expectCommand("JOIN", "TV".getBytes(UTF_8))
            .expectCommand("LEAVE", "TV".getBytes(UTF_8)));
  }

  @Test
  void groupsAreJoinedAgainWhenTheConnectionIsMadeAgain() {
    ZmtpListener listener = listen();
    DishSocket dish =
        open(
            zmq.dish()
                .join("gone", "Movies")
                .reconnectInterval(Duration.ofMillis(5))
                .connect(listener.endpoint()));
    await(dish.leave("gone"));
    await(accept(listener, "RADIO").script().expectCommand("JOIN").close());

    ZmtpPeer again = accept(listener, "RADIO");

    await(
        again
            .script()
            .expectCommand("JOIN", "Movies".getBytes(UTF_8))
            .expectSilence(Duration.ofMillis(20)));
  }

  @Test
  void itReceivesGroupAndBody() {
    DishSocket dish = open(zmq.dish().join("Movies").bind(Anywhere.endpoint()));
    ZmtpPeer radio = join(dish, "RADIO");

    await(radio.script().message("Movies", "Godfather").message("Movies", ""));

    StepVerifier.create(dish.receive().take(2))
        .expectNext(message("Movies", "Godfather"), message("Movies", ""))
        .expectComplete()
        .verify(PATIENCE);
  }

  @Test
  void itDoesNotReceiveWhatIsOfNoGroupItHasJoined() {
    DishSocket dish = open(zmq.dish().join("Movies", "gone").bind(Anywhere.endpoint()));
    await(dish.leave("gone"));
    ZmtpPeer radio = join(dish, "RADIO");

    await(
        radio
            .script()
            .message("TV", "Friends")
            .message("gone", "with the wind")
            .message("Movies2", "no")
            .message("Movies", "Godfather"));

    assertThat(await(dish.receive().next())).isEqualTo(message("Movies", "Godfather"));
    assertThat(metrics(dish).discarded()).isZero();
  }

  @Test
  void aMessageTellsThePeerItCameFrom() {
    DishSocket dish = open(zmq.dish().join("Movies").bind(Anywhere.endpoint()));
    await(join(dish, "RADIO").script().message("Movies", "Godfather"));

    GroupMessage received = await(dish.receive().next());

    assertThat(received.message().peer()).isNotNull();
    assertThat(received.message().peer().socketType()).hasToString("RADIO");
  }

  @Test
  void leavingAGroupThatWasNotJoinedFails() {
    DishSocket dish = open(zmq.dish());

    StepVerifier.create(dish.leave("Movies"))
        .expectErrorSatisfies(
            error ->
                assertThat(error)
                    .isInstanceOf(ZmqException.class)
                    .hasMessageContaining("has not joined Movies"))
        .verify(PATIENCE);
  }

  @Test
  void joiningAGroupTwiceFails() {
    DishSocket dish = open(zmq.dish().join("Movies"));

    StepVerifier.create(dish.join("Movies"))
        .expectErrorSatisfies(
            error ->
                assertThat(error)
                    .isInstanceOf(ZmqException.class)
                    .hasMessageContaining("has joined Movies already"))
        .verify(PATIENCE);
  }

  @Test
  void joiningAGroupThatIsTooLongFails() {
    DishSocket dish = open(zmq.dish());
    String tooLong = "A".repeat(256);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> dish.join(tooLong))
        .withMessageContaining("at most 255 bytes, not 256");
    assertThatIllegalArgumentException().isThrownBy(() -> zmq.dish().join(tooLong));
    assertThatIllegalArgumentException().isThrownBy(() -> dish.join("a\0b"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aMessageThatIsNotOfTwoFramesCostsThePeerItsConnection(int frames) {
    Events events = new Events();
    DishSocket dish = open(zmq.dish().join("a").doOnEvent(events).bind(Anywhere.endpoint()));
    List<byte[]> message = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      message.add(new byte[] {'a'});
    }

    await(join(dish, "RADIO").script().message(message.toArray(new byte[0][])).discardUntilClose());

    ProtocolException cause = (ProtocolException) events.await(Disconnected.class).cause();
    assertThat(cause).isNotNull().hasMessageContaining("two frames");
    assertThat(cause.rule()).isEqualTo(ProtocolException.Rule.MALFORMED_FRAME);
  }

  @Test
  void aRadioAndADishOfOursFindEachOther() {
    RadioSocket radio = open(zmq.radio().bind(Anywhere.endpoint()));
    Flux<GroupMessage> numbers =
        Flux.interval(Duration.ofMillis(5))
            .map(i -> message(i % 2 == 0 ? "even" : "odd", "" + i))
            .onBackpressureDrop();
    keep(radio.send(numbers).subscribe());

    List<GroupMessage> received =
        await(zmq.dish().join("odd").connect(address(radio)).receive().take(3).collectList());

    assertThat(received)
        .allMatch(each -> each.group().equals("odd"))
        .allMatch(each -> Integer.parseInt(each.message().text()) % 2 == 1);
  }

  @Test
  void itReceivesFromJeroMq() {
    JeroMq radio = keep(new JeroMq("RADIO"));
    DishSocket dish = open(zmq.dish().join("Movies").connect(radio.bind()));
    List<GroupMessage> received = new CopyOnWriteArrayList<>();
    keep(dish.receive().subscribe(received::add));

    until(
        () -> {
          for (String group : List.of("TV", "Movies")) {
            Msg message = JeroMq.message("on " + group);
            message.setGroup(group);
            radio.send(message);
          }
          return received.size() > 1;
        });

    assertThat(received).containsOnly(message("Movies", "on Movies"));
  }
}
