package reactor.zmtp.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqObservationContext;
import reactor.zmtp.ZmqObservationContext.Operation;
import reactor.zmtp.ZmqObservationContext.Outcome;
import reactor.zmtp.ZmqObservationConvention;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** What a registry is told, and what of it those see who are called. */
class ObservationTest extends Scene {

  private static final String KEY = "micrometer.observation";

  private final ObservationRegistry registry = ObservationRegistry.create();
  private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

  @BeforeEach
  void collect() {
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<>() {
              @Override
              public void onStop(Observation.Context context) {
                stopped.add(context);
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
  }

  @Test
  void theFrameOfTheTraceContextCountsForNoLimitOfTheMessage() {
    CurveKeyPair keys = CurveKeyPair.generate();
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<SenderContext<Object>>() {
              @Override
              public void onStart(SenderContext<Object> context) {
                context.getSetter().set(context.getCarrier(), "traceparent", "x".repeat(100));
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return context instanceof SenderContext<?>;
              }
            });
    PullSpec limited = zmq.pull().observation(registry).maxFrames(1).maxMessageSize(10);
    PullSocket plain = open(limited.bind(Anywhere.endpoint()));
    PullSocket curve =
        open(limited.maxMessageSize(200).curveServer(keys).bind(Anywhere.endpoint()));

    push(zmq.push().connect(address(plain)), 10);
    push(zmq.push().curve(CurveKeyPair.generate(), keys.publicKey()).connect(address(curve)), 200);

    assertThat(await(plain.receive().next()).byteSize()).isEqualTo(10);
    assertThat(await(curve.receive().next()).byteSize()).isEqualTo(200);
  }

  private void push(PushSpec spec, int bytes) {
    open(spec.observation(registry)).send(ZmqMessage.of(new byte[bytes])).subscribe();
  }

  private Observation.Context stopped(String name) {
    until(() -> stopped.stream().anyMatch(each -> name.equals(each.getName())));
    return stopped.stream().filter(each -> name.equals(each.getName())).findFirst().orElseThrow();
  }

  private static Map<String, String> map(KeyValues values) {
    return StreamSupport.stream(values.spliterator(), false)
        .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
  }

  private RepSocket rep() {
    return open(zmq.rep().name("service").observation(registry).bind(Anywhere.endpoint()));
  }

  private ReqSocket req(RepSocket rep) {
    return open(zmq.req().name("client").observation(registry).connect(address(rep)));
  }

  @Test
  void aRequestAndItsHandlerHaveNamesTypesAndAnOutcome() {
    RepSocket rep = rep();
    keep(rep.reply(Mono::just).subscribe());

    await(req(rep).request(ZmqMessage.of("a")));

    Observation.Context request = stopped("zmtp.request");
    assertThat(request.getContextualName()).isEqualTo("client request");
    assertThat(map(request.getLowCardinalityKeyValues()))
        .isEqualTo(Map.of("type", "REQ", "name", "client", "outcome", "SUCCESS"));
    assertThat(map(request.getHighCardinalityKeyValues()))
        .isEqualTo(Map.of("endpoint", address(rep)));
    Observation.Context handle = stopped("zmtp.handle");
    assertThat(map(handle.getLowCardinalityKeyValues()))
        .isEqualTo(Map.of("type", "REP", "name", "service", "outcome", "SUCCESS"));
    assertThat(map(handle.getHighCardinalityKeyValues()))
        .isEqualTo(Map.of("endpoint", address(rep)));
  }

  @Test
  void aRouterThatRepliesIsObservedLikeARep() {
    RouterSocket router = open(zmq.router().observation(registry).bind(Anywhere.endpoint()));
    keep(router.reply(Mono::just).subscribe());
    ReqSocket req = open(zmq.req().observation(registry).connect(address(router)));

    assertThat(await(req.request(ZmqMessage.of("a"))).text()).isEqualTo("a");

    assertThat(map(stopped("zmtp.handle").getLowCardinalityKeyValues()))
        .isEqualTo(Map.of("type", "ROUTER", "name", "none", "outcome", "SUCCESS"));
  }

  @Test
  void whatIsPublishedAndDeliveredHasItsTopic() {
    PubSocket pub = open(zmq.pub().observation(registry).bind(Anywhere.endpoint()));
    SubSocket sub = open(zmq.sub().observation(registry).connect(address(pub)).subscribe("quotes"));
    await(pub.awaitSubscribers("quotes", 1));
    Mono<ZmqMessage> received = begun(sub.receive().next());

    await(pub.send(ZmqMessage.of("quotes.AAPL", "1")));
    await(received);

    for (String name : List.of("zmtp.send", "zmtp.receive")) {
      Observation.Context context = stopped(name);
      assertThat(map(context.getLowCardinalityKeyValues())).containsEntry("name", "none");
      assertThat(map(context.getHighCardinalityKeyValues()))
          .containsEntry("topic", "quotes.AAPL")
          .containsEntry("endpoint", address(pub));
    }
  }

  @Test
  void aHandlerThatFailsIsAnErrorAndItsRequestHasAReply() {
    RepSocket rep =
        open(
            zmq.rep()
                .onError(error -> ZmqMessage.of("sorry"))
                .observation(registry)
                .bind(Anywhere.endpoint()));
    keep(rep.reply(request -> Mono.error(new IllegalStateException("no"))).subscribe());

    await(req(rep).request(ZmqMessage.of("a")));

    Observation.Context handle = stopped("zmtp.handle");
    assertThat(handle.getError()).hasMessage("no");
    assertThat(((ZmqObservationContext) handle).outcome()).isEqualTo(Outcome.ERROR);
    assertThat(((ZmqObservationContext) stopped("zmtp.request")).outcome())
        .isEqualTo(Outcome.SUCCESS);
  }

  @Test
  void aRequestThatNobodyWaitsForIsCancelled() {
    RepSocket rep = rep();
    keep(rep.reply(request -> Mono.never()).subscribe());

    keep(
        req(rep)
            .request(ZmqMessage.of("a"))
            .timeout(Duration.ofMillis(50))
            .onErrorComplete()
            .subscribe());

    assertThat(((ZmqObservationContext) stopped("zmtp.request")).outcome())
        .isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void withMetersOfObservationsTheyAreTimers() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    RepSocket rep = rep();
    keep(rep.reply(Mono::just).subscribe());
    ReqSocket req = req(rep);

    await(Flux.range(0, 10).concatMap(i -> req.request(ZmqMessage.of("a"))).then());

    Timer requests = meters.get("zmtp.request").tag("outcome", "SUCCESS").timer();
    until(() -> requests.count() == 10);
    assertThat(requests.totalTime(TimeUnit.NANOSECONDS)).isPositive();
    until(() -> meters.get("zmtp.handle").tag("type", "REP").timer().count() == 10);
  }

  @Test
  void namesAndKeyValuesCanBeReplaced() {
    registry
        .observationConfig()
        .observationConvention(
            new ZmqObservationConvention(Operation.SEND) {
              @Override
              public String getName() {
                return "our.send";
              }

              @Override
              public KeyValues getLowCardinalityKeyValues(Observation.Context context) {
                return super.getLowCardinalityKeyValues(context).and("team", "ours");
              }
            });
    PullSocket pull = open(zmq.pull().observation(registry).bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().observation(registry).connect(address(pull)));

    await(push.send(ZmqMessage.of("a")).and(pull.receive().take(1)));

    assertThat(map(stopped("our.send").getLowCardinalityKeyValues()))
        .isEqualTo(Map.of("type", "PUSH", "name", "none", "team", "ours"));
    assertThat(map(stopped("zmtp.receive").getLowCardinalityKeyValues()))
        .isEqualTo(Map.of("type", "PULL", "name", "none"));
  }

  @Test
  void theParentOfWhatIsSentIsInReactorsContextOrInTheThread() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().observation(registry).connect(address(pull)));
    Observation parent = Observation.start("ours", registry);

    await(
        push.send(Mono.just(ZmqMessage.of("a"))).contextWrite(context -> context.put(KEY, parent)));
    Mono<Void> scoped = parent.scoped(() -> begun(push.send(Mono.just(ZmqMessage.of("b")))));
    await(scoped);

    assertThat(stopped)
        .extracting(Observation.Context::getName)
        .containsExactly("zmtp.send", "zmtp.send");
    assertThat(stopped.get(0).getParentObservation()).isSameAs(parent);
  }

  @Test
  void aHandlerAndItsPublisherAreWithinTheObservation() {
    RepSocket rep = rep();
    List<Object> seen = new CopyOnWriteArrayList<>();
    keep(
        rep.reply(
                request -> {
                  seen.add(registry.getCurrentObservation().getContext().getName());
                  return Mono.deferContextual(
                      context -> {
                        seen.add(context.<Observation>get(KEY).getContext().getName());
                        return Mono.just(request);
                      });
                })
            .subscribe());

    await(req(rep).request(ZmqMessage.of("a")));

    assertThat(seen).containsExactly("zmtp.handle", "zmtp.handle");
  }

  @Test
  void whoReceivesIsCalledWithinTheObservationAndWhatHeSendsIsOfIt() {
    PullSocket pull = open(zmq.pull().observation(registry).bind(Anywhere.endpoint()));
    PullSocket last = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().observation(registry).connect(address(last)));
    PushSocket first = open(zmq.push().connect(address(pull)));
    keep(
        push.send(pull.receive().map(message -> ZmqMessage.of("re " + message.text())))
            .subscribe());

    await(first.send(ZmqMessage.of("a")));

    assertThat(await(last.receive().next()).text()).isEqualTo("re a");
    Observation.Context sent = stopped("zmtp.send");
    assertThat(sent.getParentObservation().getContextView().getName()).isEqualTo("zmtp.receive");
  }

  @Test
  void whoReceivesAMessageTimedIsCalledWithinTheObservationToo() {
    PullSocket pull = open(zmq.pull().observation(registry).bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().connect(address(pull)));
    await(push.send(ZmqMessage.of("a")));

    await(pull.receive(Duration.ofSeconds(10)));

    assertThat(stopped("zmtp.receive").getName()).isEqualTo("zmtp.receive");
  }

  @Test
  void withoutAParentAnObservationIsARoot() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().observation(registry).connect(address(pull)));

    await(push.send(Flux.range(0, 3).map(i -> ZmqMessage.of("" + i))));

    assertThat(stopped).hasSize(3);
    assertThat(stopped).allSatisfy(each -> assertThat(each.getParentObservation()).isNull());
  }

  @Test
  void aRegistryMayWantToKnowOfNothing() {
    registry.observationConfig().observationPredicate((name, context) -> !name.startsWith("zmtp."));
    RepSocket rep = rep();
    keep(rep.reply(Mono::just).subscribe());

    assertThat(await(req(rep).request(ZmqMessage.of("a"))).text()).isEqualTo("a");
    assertThat(stopped).isEmpty();
  }
}
