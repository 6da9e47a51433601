package reactor.zmtp.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;

/** libzmq's test_probe_router. */
class ProbeRouterTest extends RoutingScene {

  @Test
  void aRouterThatProbesCanBeSpokenToFirst() {
    RouterSocket server = open(zmq.router().bind(Anywhere.endpoint()));
    RouterSocket client =
        open(zmq.router().routingId(X).probeRouter(true).connect(address(server)));

    assertThat(receive(server)).isEqualTo(to(X, ""));
    send(server, X, "Hello");

    assertThat(receive(client).message().text()).isEqualTo("Hello");
  }

  @Test
  void aDealerThatProbesCanBeSpokenToFirst() {
    RouterSocket server = open(zmq.router().bind(Anywhere.endpoint()));
    DealerSocket client =
        open(zmq.dealer().routingId(X).probeRouter(true).connect(address(server)));

    assertThat(receive(server)).isEqualTo(to(X, ""));
    send(server, X, "Hello");

    assertThat(await(client.receive().next()).text()).isEqualTo("Hello");
  }

  @Test
  void aReqThatProbesIsKnownBeforeItAsks() {
    RouterSocket server = open(zmq.router().bind(Anywhere.endpoint()));
    ReqSocket client = open(zmq.req().routingId(X).probeRouter(true).connect(address(server)));
    assertThat(receive(server)).isEqualTo(to(X, ""));

    Mono<ZmqMessage> reply = begun(client.request(ZmqMessage.of("question")));
    assertThat(receive(server)).isEqualTo(to(X, "", "question"));
    send(server, X, "", "answer");

    assertThat(await(reply).text()).isEqualTo("answer");
  }

  @Test
  void theProbeIsTheFirstMessageOfEachConnection() {
    ZmtpListener listener = listen();
    DealerSocket dealer =
        open(
            zmq.dealer()
                .probeRouter(true)
                .reconnectInterval(Duration.ofMillis(1))
                .connect(listener.endpoint()));
    keep(dealer.send(ZmqMessage.of("first")).subscribe());

    ZmtpPeer peer = accept(listener, "ROUTER");
    await(peer.script().expectMessage("").expectMessage("first").close());

    await(accept(listener, "ROUTER").script().expectMessage(""));
  }
}
