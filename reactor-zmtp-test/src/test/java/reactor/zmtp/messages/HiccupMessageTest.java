package reactor.zmtp.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.zmtp.ClientSocket;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.DealerSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** hiccupMessage: what is received last of a peer whose connection, made by this side, is lost. */
class HiccupMessageTest extends Scene {

  private static final ZmqMessage HICCUP = ZmqMessage.of("HICCUP");

  private final List<String> received = new CopyOnWriteArrayList<>();

  private DealerSpec spec() {
    return zmq.dealer().hiccupMessage(HICCUP).reconnectInterval(Duration.ofMillis(5));
  }

  @Test
  void itIsReceivedWhenThePeerGoes() {
    ZmtpListener listener = listen();
    ClientSocket client =
        open(
            zmq.client()
                .helloMessage(ZmqMessage.of("HELLO"))
                .hiccupMessage(HICCUP)
                .connect(listener.endpoint()));

    await(accept(listener, "SERVER").script().expectMessage("HELLO").close());

    assertThat(await(client.receive().next()).text()).isEqualTo("HICCUP");
  }

  @Test
  void itIsReceivedEachTimeAfterTheLastMessageOfThePeer() {
    ZmtpListener listener = listen();
    DealerSocket dealer = open(spec().connect(listener.endpoint()));
    keep(dealer.receive().map(ZmqMessage::text).subscribe(received::add));

    await(accept(listener, "DEALER").script().message("a").close());
    await(accept(listener, "DEALER").script().message("b").reset());
    accept(listener, "DEALER");

    until(() -> received.stream().filter("HICCUP"::equals).count() == 2);
    assertThat(received).startsWith("a", "HICCUP").endsWith("HICCUP");
  }

  @Test
  void itIsReceivedWhenTheNetworkFails() {
    DealerSocket other = open(zmq.dealer().bind(Anywhere.endpoint()));
    FaultyLink link = link(address(other));
    DealerSocket dealer = open(spec().connect(link.endpoint()));
    until(dealer, m -> m.peers() == 1);

    link.reset();

    assertThat(await(dealer.receive().next()).text()).isEqualTo("HICCUP");
  }

  @Test
  void itWaitsForItsTurnAmongTheMessagesNobodyHasRequested() {
    ZmtpListener listener = listen();
    DealerSocket dealer =
        open(spec().receiveHighWaterMark(2).maxMessageSize(100).connect(listener.endpoint()));
    ZmtpPeer peer = accept(listener, "DEALER");

    await(peer.script().message("1").message("2").message("3").message("4").message("5").close());
    until(dealer, m -> m.waitingToReceive() == 2);

    StepVerifier.create(dealer.receive().map(ZmqMessage::text), 0)
        .thenRequest(1)
        .expectNext("1")
        .thenRequest(5)
        .expectNext("2", "3", "4", "5", "HICCUP")
        .thenCancel()
        .verify(PATIENCE);
    assertThat(metrics(dealer).mostWaitingToReceive()).isEqualTo(2);
  }

  @Test
  void itTellsThePeerItIsAbout() {
    ZmtpListener listener = listen();
    DealerSocket dealer = open(spec().connect(listener.endpoint()));
    await(accept(listener, "DEALER").script().close());

    ZmqMessage hiccup = await(dealer.receive().next());

    assertThat(hiccup.peer()).isNotNull();
    assertThat(hiccup.peer().endpoint()).isEqualTo(listener.endpoint());
  }

  @Test
  void itIsNotReceivedOfAPeerThatCameToThisSide() {
    DealerSocket dealer = open(spec().bind(Anywhere.endpoint()));
    await(join(dealer, "DEALER").script().message("a").close());
    until(dealer, m -> m.peers() == 0);
    await(join(dealer, "DEALER").script().message("b"));

    StepVerifier.create(dealer.receive().map(ZmqMessage::text).take(2))
        .expectNext("a", "b")
        .expectComplete()
        .verify(PATIENCE);
  }

  @Test
  void itIsNotReceivedWhenThisSideDisconnects() {
    ZmtpListener listener = listen();
    DealerSocket dealer = open(spec().connect(listener.endpoint()).bind(Anywhere.endpoint()));
    ZmtpPeer peer = accept(listener, "DEALER");
    until(dealer, m -> m.peers() == 1);

    await(dealer.disconnect(listener.endpoint()));
    await(peer.script().expectClose());
    String bound = dealer.endpoints().get(0).address();
    ZmtpPeer next = connect(bound);
    await(next.script().handshake("DEALER").message("next"));

    assertThat(await(dealer.receive().next()).text()).isEqualTo("next");
  }

  @Test
  void itIsNotReceivedWhenNoHandshakeWasMade() {
    ZmtpListener listener = listen();
    DealerSocket dealer = open(spec().connect(listener.endpoint()));
    await(await(listener.accept()).script().greeting().close());

    await(accept(listener, "DEALER").script().message("a"));

    assertThat(await(dealer.receive().next()).text()).isEqualTo("a");
  }
}
