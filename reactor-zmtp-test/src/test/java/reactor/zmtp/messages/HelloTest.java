package reactor.zmtp.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** hello: a first message that is made for each connection. */
class HelloTest extends Scene {

  @Test
  void itIsMadeAnewForEachConnection() {
    AtomicInteger times = new AtomicInteger();
    RouterSocket first = open(zmq.router().bind(Anywhere.endpoint()));
    String endpoint = address(first);
    open(
        zmq.dealer()
            .hello(peer -> ZmqMessage.of(peer.socketType().name(), "" + times.incrementAndGet()))
            .reconnectInterval(Duration.ofMillis(10))
            .connect(endpoint));
    assertThat(await(first.receive().next()).message())
        .hasToString("ZmqMessage[2 frames, 7 bytes]");

    await(first.disposeLater());
    RouterSocket second = open(zmq.router().bind(endpoint));
    ZmqMessage again = await(second.receive().next()).message();

    assertThat(again.text(0)).isEqualTo("ROUTER");
    assertThat(again.text(1)).isEqualTo("2");
  }
}
