package reactor.zmtp.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** What the handlers of a registry throw. No ZmqTest, which would not have it. */
@Isolated("Reactor's hooks are those of the whole JVM")
class FaultyRegistryTest {

  private final List<String> dropped = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    Hooks.onErrorDropped(error -> dropped.add(String.valueOf(error.getMessage())));
  }

  @AfterEach
  void stopListening() {
    Hooks.resetOnErrorDropped();
  }

  /** Throws at the start, when a scope is opened or closed, or at the end. */
  private record Faulty(String when) implements ObservationHandler<Observation.Context> {

    private void at(String moment) {
      if (moment.equals(when)) {
        throw new IllegalStateException(when);
      }
    }

    @Override
    public void onStart(Observation.Context context) {
      at("start");
    }

    @Override
    public void onScopeOpened(Observation.Context context) {
      at("opened");
    }

    @Override
    public void onScopeClosed(Observation.Context context) {
      at("closed");
    }

    @Override
    public void onStop(Observation.Context context) {
      at("stop");
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "opened", "closed", "stop"})
  void costsNoMessageAndNoReply(String when) {
    ObservationRegistry registry = ObservationRegistry.create();
    registry.observationConfig().observationHandler(new Faulty(when));
    ZmqContext zmq = ZmqContext.builder().ioThreads(1).build();
    try {
      RepSocket rep = zmq.rep().observation(registry).bind(Anywhere.endpoint()).openNow();
      rep.reply(Mono::just).subscribe();
      ReqSocket req = zmq.req().observation(registry).connect(rep.address()).openNow();
      PullSocket pull = zmq.pull().observation(registry).bind(Anywhere.endpoint()).openNow();
      PushSocket push = zmq.push().observation(registry).connect(pull.address()).openNow();

      assertThat(Scene.await(req.request(ZmqMessage.of("a"))).text()).isEqualTo("a");
      Scene.await(push.send(ZmqMessage.of("b")));
      assertThat(Scene.await(pull.receive().next()).text()).isEqualTo("b");
    } finally {
      Scene.await(zmq.disposeLater());
    }
    assertThat(dropped).isNotEmpty().containsOnly(when);
  }
}
