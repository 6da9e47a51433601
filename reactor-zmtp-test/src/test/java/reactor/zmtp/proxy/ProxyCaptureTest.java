package reactor.zmtp.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.PairSocket;
import reactor.zmtp.ProxyMetrics;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqProxy;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** The copies of what passes. */
class ProxyCaptureTest extends Scene {

  @Test
  void theCaptureGetsACopyOfEveryMessageOfBothDirections() {
    PairSocket left = open(zmq.pair().bind(Anywhere.endpoint()));
    PairSocket right = open(zmq.pair().bind(Anywhere.endpoint()));
    PushSocket capture = open(zmq.push().bind(Anywhere.endpoint()));
    PullSocket tap = open(zmq.pull().connect(address(capture)));
    until(capture, metrics -> metrics.peers() == 1);
    ZmqProxy proxy = keep(await(ZmqProxy.between(left, right).capture(capture).start()));
    PairSocket farLeft = open(zmq.pair().connect(address(left)));
    PairSocket farRight = open(zmq.pair().connect(address(right)));

    await(farLeft.send(ZmqMessage.of("to", "the right")));
    assertThat(await(tap.receive().next())).isEqualTo(ZmqMessage.of("to", "the right"));
    await(farRight.send(ZmqMessage.of("to the left")));
    assertThat(await(tap.receive().next())).isEqualTo(ZmqMessage.of("to the left"));

    assertThat(await(farRight.receive().next())).isEqualTo(ZmqMessage.of("to", "the right"));
    assertThat(await(farLeft.receive().next())).isEqualTo(ZmqMessage.of("to the left"));
    assertThat(await(proxy.metrics()).captured()).isEqualTo(2);
    assertThat(await(proxy.metrics()).notCaptured()).isZero();
  }

  @Test
  void aCaptureThatStallsHoldsUpNothing() {
    PushSocket capture = open(zmq.push().sendHighWaterMark(10).bind(Anywhere.endpoint()));
    join(capture, "PULL");
    PullSocket frontend = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket backend = open(zmq.push().bind(Anywhere.endpoint()));
    ZmqProxy proxy = keep(await(ZmqProxy.between(frontend, backend).capture(capture).start()));
    PushSocket push = open(zmq.push().connect(address(frontend)));
    PullSocket pull = open(zmq.pull().connect(address(backend)));
    Mono<List<ZmqMessage>> received = begun(pull.receive().take(2_000).collectList());

    keep(push.send(Supply.of(2_000).sized(50_000).messages()).subscribe());

    assertThat(numbers(await(received))).hasSize(2_000).isSorted();
    ProxyMetrics metrics = await(proxy.metrics());
    assertThat(metrics.notCaptured()).isPositive();
    assertThat(metrics.captured() + metrics.notCaptured()).isEqualTo(2_000);
    assertThat(metrics(capture).mostWaitingToSend()).isLessThanOrEqualTo(10);
  }

  @Test
  void withoutAPeerOfTheCaptureNothingIsHeldUp() {
    ZmqProxy proxy =
        keep(
            await(
                ZmqProxy.between(
                        zmq.pull().bind(Anywhere.endpoint()), zmq.push().bind(Anywhere.endpoint()))
                    .capture(zmq.push().bind(Anywhere.endpoint()))
                    .start()));
    PushSocket push = open(zmq.push().connect(address(proxy.frontend())));
    PullSocket pull = open(zmq.pull().connect(address(proxy.backend())));

    await(push.send(ZmqMessage.of("task")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("task");
    assertThat(await(proxy.metrics()).notCaptured()).isEqualTo(1);
  }

  @Test
  void aCaptureThatIsDisposedOfIsNoEnd() {
    PushSocket capture = open(zmq.push().bind(Anywhere.endpoint()));
    ZmqProxy proxy =
        keep(
            await(
                ZmqProxy.between(
                        zmq.pull().bind(Anywhere.endpoint()), zmq.push().bind(Anywhere.endpoint()))
                    .capture(capture)
                    .start()));
    PushSocket push = open(zmq.push().connect(address(proxy.frontend())));
    PullSocket pull = open(zmq.pull().connect(address(proxy.backend())));

    await(capture.disposeLater());
    await(push.send(ZmqMessage.of("task")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("task");
    assertThat(proxy.isDisposed()).isFalse();
  }

  @Test
  void aSocketThatOnlyReceivesCannotCapture() {
    StepVerifier.create(
            ZmqProxy.between(
                    zmq.pull().bind(Anywhere.endpoint()), zmq.push().bind(Anywhere.endpoint()))
                .capture(zmq.pull())
                .start())
        .expectErrorMessage("a PULL socket cannot capture; PUB, PUSH, PAIR and DEALER can")
        .verify(PATIENCE);
    assertThat(zmq.sockets()).isEmpty();
  }
}
