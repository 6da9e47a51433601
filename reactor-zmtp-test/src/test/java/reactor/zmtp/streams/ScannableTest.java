package reactor.zmtp.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Scannable;
import reactor.core.Scannable.Attr;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** Whoever looks at a pipeline that runs, as a debugger or Micrometer does, reads of sockets. */
class ScannableTest extends Scene {

  private PullSocket pull() {
    return open(zmq.pull().name("orders").bind(Anywhere.endpoint()));
  }

  @Test
  void aPublisherIsNamedAfterItsSocketAndEndpoint() {
    PullSocket pull = pull();
    PushSocket push = open(zmq.push().connect(pull.address()));
    SubSocket sub = open(zmq.sub().name("quotes").bind(Anywhere.endpoint()));

    assertThat(Scannable.from(pull.receive().map(ZmqMessage::text)).name())
        .isEqualTo("receive() of PULL socket \"orders\" [BOUND " + pull.address() + "]")
        .isEqualTo(pull.receive().toString());
    assertThat(Scannable.from(push.send(Mono.empty())).name())
        .isEqualTo("send() of PUSH socket [CONNECTED " + pull.address() + "]");
    assertThat(Scannable.from(sub.topic("AAPL")).name())
        .isEqualTo("topic(\"AAPL\") of SUB socket \"quotes\" [BOUND " + sub.address() + "]");
    assertThat(Scannable.from(pull.metrics()).name()).startsWith("metrics() of PULL");
    assertThat(Scannable.from(pull.bind("tcp://127.0.0.1:*")).name())
        .startsWith("bind to tcp://127.0.0.1:* by PULL");
  }

  @Test
  void theStepsOfAChainBeginWithItsSocket() {
    PullSocket pull = pull();

    assertThat(Scannable.from(pull.receive().map(ZmqMessage::text)).steps())
        .containsExactly(pull.receive().toString(), "map");
  }

  @Test
  void aSubscriptionTellsWhatIsRequestedAndWhoSubscribed() {
    PullSocket pull = pull();
    AtomicReference<Scannable> scanned = new AtomicReference<>();
    BaseSubscriber<ZmqMessage> subscriber =
        keep(
            new BaseSubscriber<>() {
              @Override
              protected void hookOnSubscribe(Subscription subscription) {
                scanned.set(Scannable.from(subscription));
              }
            });

    pull.receive().subscribe(subscriber);
    subscriber.request(3);
    metrics(pull);

    assertThat(scanned.get().scan(Attr.REQUESTED_FROM_DOWNSTREAM)).isEqualTo(3);
    assertThat(scanned.get().scan(Attr.RUN_STYLE)).isEqualTo(Attr.RunStyle.ASYNC);
    assertThat(scanned.get().name()).startsWith("receive() of PULL socket \"orders\"");
    subscriber.cancel();
    assertThat(scanned.get().scan(Attr.CANCELLED)).isTrue();
  }

  @Test
  void aSendTellsWhatWaitsAndWhereItComesFrom() {
    PushSocket push = open(zmq.push().sendHighWaterMark(5).bind(Anywhere.endpoint()));
    join(push, "PULL");
    Sinks.Many<ZmqMessage> sink = Sinks.many().unicast().onBackpressureBuffer();
    AtomicReference<Scannable> scanned = new AtomicReference<>();
    Flux<ZmqMessage> source =
        sink.asFlux()
            .doOnSubscribe(
                subscription ->
                    scanned.set(Scannable.from(Scannable.from(subscription).scan(Attr.ACTUAL))));

    keep(push.send(source).subscribe());
    sink.tryEmitNext(ZmqMessage.of("a"));
    until(push, metrics -> metrics.sent() == 1);

    List<String> names = scanned.get().actuals().map(Scannable::name).toList();
    assertThat(scanned.get().name() + names).contains("send() of PUSH socket [BOUND");
  }

  @Test
  void anErrorNamesWhatItCameFromAtACheckpoint() {
    PullSocket pull = pull();
    Flux<ZmqMessage> twice = pull.receive().checkpoint("orders of the day");
    keep(pull.receive().subscribe());

    AtomicReference<Throwable> failure = new AtomicReference<>();
    twice.subscribe(message -> {}, failure::set);

    assertThat(failure.get()).hasMessageContaining("PULL");
    assertThat(failure.get().getSuppressed()[0]).hasMessageContaining("orders of the day");
  }
}
