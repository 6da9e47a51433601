package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.PullSocket;
import reactor.zmtp.SocketEvent.Stopped;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/**
 * An event loop that is shut down in the midst of a task does not look at its channels again before
 * it ends: none of them stays open all the same.
 */
class BusyLoopEndsTest extends Scene {

  private final LoopResources loops = LoopResources.create("zmtp-busy", 1, true);
  private final ZmqContext own = ZmqContext.builder().loopResources(loops).build();
  private final Events events = new Events();
  private PullSocket pull;

  @BeforeEach
  void open() {
    pull = await(own.pull().doOnEvent(events).bind("tcp://127.0.0.1:*").open());
  }

  private void endInTheMidstOfATask() {
    await(
        pull.metrics()
            .doOnNext(onTheLoop -> keep(loops.disposeLater(Duration.ZERO, PATIENCE).subscribe())));
    await(pull.onDispose());
  }

  @Test
  void peersSeeTheirConnectionsEnd() {
    ZmtpPeer peer = join(pull, "PUSH");
    ZmtpPeer greeted = connect(address(pull));
    await(greeted.script().greeting().expectGreeting());
    ZmtpListener listener = listen();
    await(own.push().connect(listener.endpoint()).open());
    ZmtpPeer connected = accept(listener, "PULL");

    endInTheMidstOfATask();

    await(peer.script().discardUntilClose());
    await(greeted.script().discardUntilClose());
    await(connected.script().discardUntilClose());
  }

  @Test
  void thePortIsFree() {
    String endpoint = address(pull);

    endInTheMidstOfATask();

    assertThat(address(open(zmq.pull().bind(endpoint)))).isEqualTo(endpoint);
  }

  @Test
  void nothingIsToldAfterTheEnd() {
    String endpoint = address(pull);
    keep(
        pull.metrics()
            .subscribe(now -> keep(pull.unbind(endpoint).subscribe(done -> {}, e -> {}))));

    endInTheMidstOfATask();

    assertThat(events.all()).last().isInstanceOf(Stopped.class);
  }
}
