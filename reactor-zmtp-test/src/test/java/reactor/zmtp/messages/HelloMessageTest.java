package reactor.zmtp.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.zmtp.ClientSocket;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** helloMessage: what each new peer gets before anything else. */
class HelloMessageTest extends Scene {

  private static final ZmqMessage HELLO = ZmqMessage.of("H");

  @Test
  void aPeerThatComesGetsIt() {
    DealerSocket dealer = open(zmq.dealer().helloMessage(HELLO).bind(Anywhere.endpoint()));

    await(join(dealer, "DEALER").script().expectMessage("H"));
    await(join(dealer, "ROUTER").script().expectMessage("H"));
  }

  @Test
  void aPeerThatIsConnectedToGetsIt() {
    ZmtpListener listener = listen();
    open(zmq.client().helloMessage(HELLO).connect(listener.endpoint()));

    await(accept(listener, "SERVER").script().expectMessage("H"));
  }

  @Test
  void itComesBeforeAllThatWaitedForAPeer() {
    DealerSocket dealer =
        open(zmq.dealer().helloMessage(HELLO).sendHighWaterMark(1).bind(Anywhere.endpoint()));
    Mono<Void> sent = dealer.send(Supply.of(3).messages()).cache();
    keep(sent.subscribe());

    await(
        join(dealer, "DEALER").script().expectMessage("H").expectMessage("0 ").expectMessage("1 "));
    await(sent);
  }

  @Test
  void itIsSentAgainWhenTheConnectionIsMadeAgain() {
    ZmtpListener listener = listen();
    open(
        zmq.client()
            .helloMessage(HELLO)
            .reconnectInterval(Duration.ofMillis(5))
            .connect(listener.endpoint()));
    await(accept(listener, "SERVER").script().expectMessage("H").close());

    await(accept(listener, "SERVER").script().expectMessage("H"));
  }

  @Test
  void itGoesToNoOtherPeerWhenTheFirstIsLost() {
    ClientSocket client =
        open(
            zmq.client()
                .helloMessage(ZmqMessage.wrap(new byte[2 << 20]))
                .sendBuffer(16_384)
                .bind(Anywhere.endpoint()));
    ZmtpPeer stalled = join(client, "SERVER");
    until(client, m -> m.peers() == 1);
    ZmtpPeer other = join(client, "SERVER");
    until(client, m -> m.peers() == 2);

    await(stalled.script().reset());
    until(client, m -> m.peers() == 1);
    Mono<Void> sent = client.send(ZmqMessage.of("next")).cache();
    keep(sent.subscribe());

    assertThat(await(other.receiveMessage()).get(0)).hasSize(2 << 20);
    await(other.script().expectMessage("next"));
    await(sent);
    assertThat(metrics(client).discarded()).isZero();
  }

  @Test
  void itIsNotCountedAsSent() {
    DealerSocket dealer = open(zmq.dealer().helloMessage(HELLO).bind(Anywhere.endpoint()));
    await(join(dealer, "DEALER").script().expectMessage("H"));

    await(dealer.send(ZmqMessage.of("a")));

    assertThat(metrics(dealer).sent()).isEqualTo(1);
  }

  @Test
  void ourPeerReceivesItAsAnyMessage() {
    DealerSocket bound = open(zmq.dealer().helloMessage(HELLO).bind(Anywhere.endpoint()));
    DealerSocket connected = open(zmq.dealer().connect(address(bound)));

    assertThat(await(connected.receive().next()).text()).isEqualTo("H");
  }
}
