package reactor.zmtp.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.zmtp.PeerSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.ServerSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Scene;
import zmq.Msg;

/** SERVER and PEER with JeroMQ: libzmq's test_client_server and test_peer. */
class ServerAndPeerTest extends Scene {

  @Test
  void aServerOfOursAnswersAClientOfJeroMq() {
    JeroMq client = keep(new JeroMq("CLIENT"));
    ServerSocket server = open(zmq.server().connect(client.bind()));
    Mono<RoutedMessage> asked = begun(server.receive().next());
    client.send("question");

    await(server.send(await(asked).reply(ZmqMessage.of("answer"))));

    assertThat(await(asked).message().text()).isEqualTo("question");
    assertThat(client.receiveText()).isEqualTo("answer");
  }

  @Test
  void aPeerOfOursAndOneOfJeroMqSpeakToEachOther() {
    JeroMq theirs = keep(new JeroMq("PEER"));
    PeerSocket ours = open(zmq.peer());
    RoutingId id = await(ours.connectPeer(theirs.bind()));
    await(ours.send(new RoutedMessage(id, ZmqMessage.of("hello"))));

    Msg received = theirs.receive();
    Msg answer = JeroMq.message("hello yourself");
    answer.setRoutingId(received.getRoutingId());
    theirs.send(answer);

    assertThat(JeroMq.text(received)).isEqualTo("hello");
    assertThat(await(ours.receive().next()))
        .isEqualTo(new RoutedMessage(id, ZmqMessage.of("hello yourself")));
  }
}
