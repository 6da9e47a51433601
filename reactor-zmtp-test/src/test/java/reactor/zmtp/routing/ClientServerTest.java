package reactor.zmtp.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.zmtp.ClientSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.ServerSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.UnroutableException;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;

/** RFC 41: libzmq's test_client_server. */
class ClientServerTest extends RoutingScene {

  @Test
  void theServerAnswersByTheRoutingIdOfTheMessage() {
    ServerSocket server = open(zmq.server().bind(Anywhere.endpoint()));
    ClientSocket client = open(zmq.client().connect(address(server)));
    ClientSocket other = open(zmq.client().connect(address(server)));
    untilPeers(server, 2);
    await(client.send(ZmqMessage.of("X")));

    RoutedMessage asked = receive(server);
    await(server.send(asked.reply(ZmqMessage.of("Y"))));

    assertThat(asked.message().text()).isEqualTo("X");
    assertThat(asked.peer().bytes()).hasSize(4).isNotEqualTo(new byte[4]);
    assertThat(await(client.receive().next()).text()).isEqualTo("Y");
    assertThat(metrics(other).waitingToReceive()).isZero();
  }

  @Test
  void aMessageOfSeveralFramesFailsItsSend() {
    ServerSocket server = open(zmq.server().bind(Anywhere.endpoint()));
    ZmtpPeer client = join(server, "CLIENT");
    await(client.script().message("X"));
    RoutingId peer = receive(server).peer();

    assertThatThrownBy(() -> send(server, peer, "one", "two"))
        .isInstanceOf(ZmqException.class)
        .hasMessageContaining("SERVER");

    send(server, peer, "one");
    await(client.script().expectMessage("one"));
  }

  @Test
  void aMessageOfSeveralFramesThatComesIsDiscardedAndTold() {
    Events events = new Events();
    ServerSocket server = open(zmq.server().doOnEvent(events).bind(Anywhere.endpoint()));
    await(join(server, "CLIENT").script().message("one", "two").message("single"));

    assertThat(receive(server).message().text()).isEqualTo("single");
    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.MALFORMED);
  }

  @Test
  void anIdentityThatAClientTellsIsNotItsRoutingId() {
    ServerSocket server = open(zmq.server().bind(Anywhere.endpoint()));
    ZmtpPeer client = connect(address(server));
    await(
        client
            .script()
            .greeting()
            .ready("CLIENT", ZmtpBytes.property("Identity", "mine"))
            .message("X"));

    assertThat(receive(server).peer()).isNotEqualTo(RoutingId.of("mine"));
  }

  @Test
  void aMessageForAClientThatIsNotThereFailsItsSend() {
    ServerSocket server = open(zmq.server().bind(Anywhere.endpoint()));
    ZmtpPeer client = join(server, "CLIENT");
    await(client.script().message("X"));
    RoutingId peer = receive(server).peer();
    await(client.script().close());
    untilPeers(server, 0);

    StepVerifier.create(server.send(to(peer, "gone")))
        .expectError(UnroutableException.class)
        .verify(PATIENCE);
  }

  @Test
  void aClientThatIsFullGivesNoMoreDemandAndLosesNothing() {
    ServerSocket server = open(zmq.server().sendHighWaterMark(10).bind(Anywhere.endpoint()));
    ZmtpPeer client = join(server, "CLIENT");
    await(client.script().message("X"));
    RoutingId peer = receive(server).peer();
    ZmqMessage block = ZmqMessage.wrap(new byte[65_536]);

    keep(server.send(Flux.range(0, 10_000).map(i -> new RoutedMessage(peer, block))).subscribe());

    assertThat(standstill(server).waitingToSend()).isLessThanOrEqualTo(10);
    assertThat(metrics(server).discarded()).isZero();
  }
}
