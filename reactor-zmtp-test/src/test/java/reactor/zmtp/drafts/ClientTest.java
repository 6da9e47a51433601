package reactor.zmtp.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.zmtp.ClientSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;
import zmq.Msg;

/** CLIENT (RFC 41) is DEALER. */
class ClientTest extends Scene {

  @Test
  void messagesGoToTheServersInTurn() {
    ClientSocket client = open(zmq.client().bind(Anywhere.endpoint()));
    ZmtpPeer first = join(client, "SERVER");
    ZmtpPeer second = join(client, "SERVER");
    until(client, m -> m.peers() == 2);

    await(client.send(Supply.of(4).messages()));

    assertThat(numbers(first, 2)).containsExactly(0L, 2L);
    assertThat(numbers(second, 2)).containsExactly(1L, 3L);
  }

  @Test
  void messagesOfAllServersAreReceived() {
    ClientSocket client = open(zmq.client().bind(Anywhere.endpoint()));
    await(join(client, "SERVER").script().message("a"));
    await(join(client, "SERVER").script().message("b"));

    List<String> received = await(client.receive().map(ZmqMessage::text).take(2).collectList());

    assertThat(received).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aServerOfJeroMqAnswersByTheRoutingId() {
    JeroMq server = keep(new JeroMq("SERVER"));
    ClientSocket client = open(zmq.client().connect(server.bind()));

    await(client.send(Flux.just(ZmqMessage.of("a"), ZmqMessage.of("b"))));
    Msg first = server.receive();
    Msg second = server.receive();
    Msg answer = JeroMq.message("to " + JeroMq.text(second));
    answer.setRoutingId(second.getRoutingId());
    server.send(answer);

    assertThat(JeroMq.text(first)).isEqualTo("a");
    assertThat(first.getRoutingId()).isNotZero().isEqualTo(second.getRoutingId());
    assertThat(await(client.receive().next()).text()).isEqualTo("to b");
  }
}
