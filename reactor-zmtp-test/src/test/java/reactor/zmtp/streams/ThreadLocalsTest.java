package reactor.zmtp.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/**
 * With Reactor's automatic context propagation, what the application does on an event loop has the
 * thread locals that its context says.
 */
class ThreadLocalsTest extends Scene {

  private static final String KEY = "who";
  private static final ThreadLocal<@Nullable String> WHO = new ThreadLocal<>();

  @BeforeEach
  void propagate() {
    ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, WHO);
    Hooks.enableAutomaticContextPropagation();
  }

  @AfterEach
  void stop() {
    Hooks.disableAutomaticContextPropagation();
    ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
  }

  private static ZmqMessage who() {
    return ZmqMessage.of(String.valueOf(WHO.get()));
  }

  private static <T> Mono<T> as(String who, Mono<T> mono) {
    return mono.contextWrite(context -> context.put(KEY, who));
  }

  @Test
  void thePublisherOfASendHasThem() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().sendHighWaterMark(10).connect(address(pull)));
    Flux<ZmqMessage> messages = Flux.generate(sink -> sink.next(who()));

    keep(as("me", push.send(messages.take(100))).subscribe());

    assertThat(await(pull.receive().take(100).map(ZmqMessage::text).distinct().collectList()))
        .containsExactly("me");
  }

  @Test
  void thePublisherOfASendThatIsNotReactorsHasThem() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().connect(address(pull)));
    Publisher<ZmqMessage> messages =
        subscriber -> Mono.fromSupplier(ThreadLocalsTest::who).subscribe(subscriber);

    keep(as("me", push.send(messages)).subscribe());

    String received = await(pull.receive().next().map(ZmqMessage::text));

    assertThat(received).isEqualTo("me");
  }

  @Test
  void theObservationOfARequestIsThatOfTheThreadsOfItsHandlersPublisher() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry.observationConfig().observationHandler(context -> true);
    ObservationThreadLocalAccessor.getInstance().setObservationRegistry(registry);
    RepSocket rep = open(zmq.rep().observation(registry).bind(Anywhere.endpoint()));
    keep(
        rep.reply(
                request ->
                    Mono.delay(Duration.ofMillis(1))
                        .map(
                            elsewhere -> {
                              Observation current = registry.getCurrentObservation();
                              return ZmqMessage.of(
                                  current == null
                                      ? "none"
                                      : String.valueOf(current.getContext().getName()));
                            }))
            .subscribe());
    ReqSocket req = open(zmq.req().connect(address(rep)));

    assertThat(await(req.request(ZmqMessage.of("?"))).text()).isEqualTo("zmtp.handle");
  }

  @Test
  void theHandlerOfARequestAndItsPublisherHaveThem() {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    keep(
        as(
                "me",
                rep.reply(
                    request -> {
                      String handler = who().text();
                      return Mono.fromSupplier(() -> ZmqMessage.of(handler, who().text()));
                    }))
            .subscribe());
    ReqSocket req = open(zmq.req().connect(address(rep)));

    ZmqMessage reply = await(req.request(ZmqMessage.of("who?")));

    assertThat(reply).isEqualTo(ZmqMessage.of("me", "me"));
  }

  @Test
  void whoReceivesHasThem() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().connect(address(pull)));
    keep(push.send(Flux.range(0, 2).map(i -> ZmqMessage.of("message"))).subscribe());

    String streamed = await(as("me", pull.receive().next().map(message -> who().text())));
    String timed = await(as("me", pull.receive(PATIENCE).map(message -> who().text())));

    assertThat(List.of(streamed, timed)).containsExactly("me", "me");
  }

  @Test
  void noneIsLeftOnTheEventLoop() {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    keep(as("me", rep.reply(Mono::just)).subscribe());
    ReqSocket req = open(zmq.req().connect(address(rep)));
    await(req.request(ZmqMessage.of("who?")));

    String left = await(rep.metrics().map(metrics -> who().text()));

    assertThat(left).isEqualTo("null");
  }
}
