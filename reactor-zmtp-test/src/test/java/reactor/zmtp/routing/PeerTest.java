package reactor.zmtp.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.zmtp.PeerSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.ZmqException;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;

/** RFC 51: libzmq's test_peer. */
class PeerTest extends RoutingScene {

  @Test
  void twoPeersSpeakToEachOther() {
    PeerSocket one = open(zmq.peer().bind(Anywhere.endpoint()));
    PeerSocket two = open(zmq.peer());
    RoutingId idOfOne = await(two.connectPeer(address(one)));
    assertThat(idOfOne.bytes()).hasSize(4).isNotEqualTo(new byte[4]);

    send(two, idOfOne, "1");
    RoutedMessage received = receive(one);
    send(one, received.peer(), "2");

    assertThat(received.message().text()).isEqualTo("1");
    assertThat(receive(two)).isEqualTo(to(idOfOne, "2"));
  }

  @Test
  void aPeerThatWasConnectedToKeepsItsIdWhenItIsConnectedToAgain() {
    ZmtpListener listener = listen();
    PeerSocket peer = open(zmq.peer().reconnectInterval(Duration.ofMillis(1)));
    RoutingId[] id = new RoutingId[1];
    keep(peer.connectPeer(listener.endpoint()).subscribe(told -> id[0] = told));
    for (int i = 0; i < 2; i++) {
      ZmtpPeer other = accept(listener, "PEER");
      untilPeers(peer, 1);
      send(peer, id[0], "hello");
      await(other.script().expectMessage("hello").close());
      untilPeers(peer, 0);
    }
  }

  @Test
  void aMessageOfSeveralFramesFailsItsSend() {
    PeerSocket peer = open(zmq.peer());

    StepVerifier.create(peer.send(to(X, "one", "two")))
        .expectErrorSatisfies(
            failure ->
                assertThat(failure).isInstanceOf(ZmqException.class).hasMessageContaining("PEER"))
        .verify(PATIENCE);
  }
}
