package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Hooks;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** What a listener of events throws. No ZmqTest, which would not have it. */
@Isolated("Reactor's hooks are those of the whole JVM")
class FaultyListenerTest {

  private final List<String> dropped = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    Hooks.onErrorDropped(error -> dropped.add(String.valueOf(error.getMessage())));
  }

  @AfterEach
  void stopListening() {
    Hooks.resetOnErrorDropped();
  }

  static List<Runnable> faults() {
    return List.of(
        () -> {
          throw new IllegalStateException("a listener's fault");
        },
        () -> {
          throw new AssertionError("a listener's fault");
        });
  }

  @ParameterizedTest
  @MethodSource("faults")
  void harmsNobody(Runnable fault) {
    ZmqContext zmq = ZmqContext.builder().ioThreads(1).build();
    Events events = new Events();
    String endpoint =
        Scene.await(
            zmq.pull()
                .doOnEvent(event -> fault.run())
                .doOnEvent(events)
                .bind(Anywhere.endpoint())
                .open()
                .map(pull -> pull.endpoints().get(0).address()));
    Scene.await(zmq.push().connect(endpoint).open());

    events.await(HandshakeSucceeded.class);
    Scene.await(zmq.disposeLater());

    assertThat(events.names()).endsWith("Closed", "Stopped");
    assertThat(dropped).hasSize(events.all().size()).containsOnly("a listener's fault");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void ofAHelloThatCannotBeMadeHarmsNobody(Runnable fault) {
    ZmqContext zmq = ZmqContext.builder().ioThreads(1).build();
    RouterSocket router = Scene.await(zmq.router().bind(Anywhere.endpoint()).open());
    DealerSocket dealer =
        Scene.await(
            zmq.dealer()
                .hello(
                    peer -> {
                      fault.run();
                      return null;
                    })
                .connect(router.address())
                .open());
    Scene.await(dealer.send(ZmqMessage.of("1")));

    assertThat(Scene.await(router.receive().next()).message().text()).isEqualTo("1");
    assertThat(dropped).containsExactly("a listener's fault");
    Scene.await(zmq.disposeLater());
  }
}
