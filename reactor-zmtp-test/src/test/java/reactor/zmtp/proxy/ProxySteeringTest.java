package reactor.zmtp.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.DisposedException;
import reactor.zmtp.PairSocket;
import reactor.zmtp.ProxyMetrics;
import reactor.zmtp.ProxyMetrics.Passed;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqProxy;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** PAUSE, RESUME, STATISTICS and TERMINATE. */
class ProxySteeringTest extends Scene {

  private PullSocket frontend;
  private PushSocket backend;
  private PushSocket push;
  private PullSocket pull;
  private ZmqProxy proxy;

  @BeforeEach
  void start() {
    frontend = open(zmq.pull().bind(Anywhere.endpoint()));
    backend = open(zmq.push().bind(Anywhere.endpoint()));
    push = open(zmq.push().connect(address(frontend)));
    pull = open(zmq.pull().connect(address(backend)));
    proxy = keep(await(ZmqProxy.between(frontend, backend).start()));
  }

  @Test
  void nothingPassesWhilePausedAndAllOfItAfterwards() {
    await(push.send(ZmqMessage.of("before")));
    assertThat(await(pull.receive().next()).text()).isEqualTo("before");

    await(proxy.pause());
    await(push.send(ZmqMessage.of("while paused")));
    until(frontend, metrics -> metrics.waitingToReceive() == 1);
    assertThat(await(proxy.metrics()).toBackend().messages()).isEqualTo(1);

    await(proxy.resume());
    assertThat(await(pull.receive().next()).text()).isEqualTo("while paused");
  }

  @Test
  void pausingInTheMiddleOfTrafficLosesNothing() {
    Mono<List<ZmqMessage>> received = begun(pull.receive().take(20_000).collectList());
    keep(push.send(Supply.of(20_000).messages()).subscribe());

    for (int i = 0; i < 20; i++) {
      await(proxy.pause());
      Passed then = await(proxy.metrics()).toBackend();
      assertThat(await(proxy.metrics()).toBackend()).isEqualTo(then);
      await(proxy.resume());
    }

    assertThat(numbers(await(received))).hasSize(20_000).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void pausedTwiceAndResumedOnceItRuns() {
    await(proxy.pause());
    await(proxy.pause());
    await(proxy.resume());
    await(proxy.resume());
    await(push.send(ZmqMessage.of("task")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("task");
  }

  @Test
  void messagesAndBytesAreCountedForEachDirection() {
    PairSocket left = open(zmq.pair().bind(Anywhere.endpoint()));
    PairSocket right = open(zmq.pair().bind(Anywhere.endpoint()));
    PairSocket farLeft = open(zmq.pair().connect(address(left)));
    PairSocket farRight = open(zmq.pair().connect(address(right)));
    ZmqProxy both = keep(await(ZmqProxy.between(left, right).start()));
    assertThat(await(both.metrics()))
        .isEqualTo(new ProxyMetrics(Passed.NOTHING, Passed.NOTHING, 0, 0));

    await(farLeft.send(ZmqMessage.of("12", "345")));
    await(farRight.receive().next());
    await(farRight.send(ZmqMessage.of("1")));
    await(farRight.send(ZmqMessage.of("")));
    await(farLeft.receive().take(2).then());

    assertThat(await(both.metrics()))
        .isEqualTo(new ProxyMetrics(new Passed(1, 5), new Passed(2, 1), 0, 0));
  }

  @Test
  void whatWasNotPassedOnGoesToTheNextReceiver() {
    await(proxy.terminate());
    await(push.send(ZmqMessage.of("late")));

    assertThat(await(frontend.receive().next()).text()).isEqualTo("late");
    assertThat(await(proxy.metrics()).toBackend()).isEqualTo(Passed.NOTHING);
  }

  @Test
  void terminatedInTheMiddleOfTrafficItLosesNothing() {
    Mono<List<ZmqMessage>> far = begun(pull.receive().take(5_000).collectList());
    keep(push.send(Supply.of(20_000).messages()).subscribe());
    await(far);
    Mono<List<ZmqMessage>> more = begun(pull.receive().collectList());

    await(proxy.terminate());
    long passed = await(proxy.metrics()).toBackend().messages();
    List<ZmqMessage> rest = await(frontend.receive().take(20_000 - passed).collectList());
    until(pull, metrics -> metrics.received() == passed);
    pull.dispose();

    List<Long> numbers = new ArrayList<>(numbers(await(far)));
    numbers.addAll(numbers(await(more)));
    numbers.addAll(numbers(rest));
    assertThat(numbers).hasSize(20_000).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void terminatedWhilePausedItEnds() {
    await(proxy.pause());

    await(proxy.terminate());

    assertThat(proxy.isDisposed()).isTrue();
  }

  @Test
  void whatHasEndedIsNotSteered() {
    await(proxy.terminate());

    StepVerifier.create(proxy.pause()).expectError(DisposedException.class).verify(PATIENCE);
    StepVerifier.create(proxy.resume()).expectError(DisposedException.class).verify(PATIENCE);
  }

  /** As zmq_proxy_steerable's control socket, with what there is already. */
  @Test
  void aRepSocketSteersIt() {
    RepSocket control = open(zmq.rep().bind(Anywhere.endpoint()));
    keep(
        control
            .reply(
                command ->
                    switch (command.text()) {
                      case "PAUSE" -> proxy.pause().thenReturn(ZmqMessage.of(""));
                      case "RESUME" -> proxy.resume().thenReturn(ZmqMessage.of(""));
                      case "TERMINATE" -> proxy.terminate().thenReturn(ZmqMessage.of(""));
                      default ->
                          proxy
                              .metrics()
                              .map(now -> ZmqMessage.of("" + now.toBackend().messages()));
                    })
            .subscribe());
    ReqSocket steer = open(zmq.req().connect(address(control)));

    await(push.send(ZmqMessage.of("task")));
    await(pull.receive().next());
    assertThat(await(steer.request(ZmqMessage.of("STATISTICS"))).text()).isEqualTo("1");
    assertThat(await(steer.request(ZmqMessage.of("PAUSE"))).text()).isEmpty();
    await(push.send(ZmqMessage.of("another")));
    until(frontend, metrics -> metrics.waitingToReceive() == 1);
    assertThat(await(steer.request(ZmqMessage.of("STATISTICS"))).text()).isEqualTo("1");
    assertThat(await(steer.request(ZmqMessage.of("RESUME"))).text()).isEmpty();
    await(pull.receive().next());
    assertThat(await(steer.request(ZmqMessage.of("TERMINATE"))).text()).isEmpty();
    StepVerifier.create(proxy.onDispose()).expectComplete().verify(PATIENCE);
  }
}
