package reactor.zmtp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqMetrics;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** Micrometer is told what sockets do. */
class ZmqMetricsTest extends Scene {

  private static final Duration STEP = Duration.ofMillis(5);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void bind() {
    ZmqMetrics.of(zmq).step(STEP).bindTo(registry);
  }

  private double value(String meter, String... tags) {
    double sum = 0;
    for (Meter each : registry.find(meter).tags(tags).meters()) {
      sum += each.measure().iterator().next().getValue();
    }
    return sum;
  }

  @Test
  void messagesAreCountedByTypeAndName() {
    PullSocket pull = open(zmq.pull().name("orders").bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().connect(pull.address()));

    await(push.send(Supply.of(100).messages()).and(pull.receive().take(100)));

    until(() -> value("zmtp.messages.sent", "type", "PUSH", "name", "none") == 100);
    until(() -> value("zmtp.messages.received", "type", "PULL", "name", "orders") == 100);
    until(() -> value("zmtp.peers", "name", "orders") == 1);
    assertThat(value("zmtp.handshakes.succeeded", "name", "orders")).isEqualTo(1);
  }

  @Test
  void whatWaitsAndWhatIsInFlightAreGauges() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(10).bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().sendHighWaterMark(10).connect(pull.address()));
    keep(push.send(Supply.endless().messages()).subscribe());

    until(() -> value("zmtp.messages.waiting.send") >= 9);
    until(() -> value("zmtp.messages.waiting.receive") == 10);
    until(() -> value("zmtp.messages.in.flight") == 10);
  }

  @Test
  void bytesMarksDemandTopicsAndRoundTripsAreMetered() {
    PullSocket pull =
        open(zmq.pull().receiveHighWaterMark(10).credit(false).bind("tcp://127.0.0.1:*"));
    PushSocket push =
        open(
            zmq.push()
                .sendHighWaterMark(20)
                .heartbeatInterval(Duration.ofMillis(5))
                .connect(pull.address()));
    open(zmq.sub().subscribe("a").subscribe("b"));
    keep(push.send(ZmqMessage.of(new byte[1000])).subscribe());
    keep(pull.receive().subscribe());

    until(() -> value("zmtp.bytes.sent", "type", "PUSH") >= 1009);
    until(() -> value("zmtp.bytes.received", "type", "PULL") >= 1009);
    until(() -> value("zmtp.messages.waiting.send.max", "type", "PUSH") == 20);
    until(() -> value("zmtp.messages.waiting.receive.max", "type", "PULL") == 10);
    until(() -> value("zmtp.demand", "type", "PULL") == Double.POSITIVE_INFINITY);
    until(() -> value("zmtp.topics", "type", "SUB") == 2);
    until(() -> value("zmtp.heartbeat.round.trip", "type", "PUSH") > 0);
  }

  @Test
  void socketsOfOneTypeAndNameAreSummedUpAndTheirCountsStay() {
    PullSocket one = open(zmq.pull().name("jobs").bind(Anywhere.endpoint()));
    PullSocket other = open(zmq.pull().name("jobs").bind(Anywhere.endpoint()));
    until(() -> value("zmtp.sockets", "name", "jobs") == 2);
    PushSocket push = open(zmq.push().connect(one.address()));
    await(push.send(Supply.of(10).messages()).and(one.receive().take(10)));

    one.dispose();
    await(one.onDispose());

    until(() -> value("zmtp.sockets", "name", "jobs") == 1);
    assertThat(value("zmtp.messages.received", "name", "jobs")).isEqualTo(10);
    assertThat(registry.find("zmtp.sockets").tags("name", "jobs").meters()).hasSize(1);
    assertThat(other.name()).isEqualTo("jobs");
  }

  @Test
  void whatIsDiscardedIsCountedByItsReason() {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    await(join(rep, "DEALER").script().message("without an envelope"));

    until(() -> value("zmtp.messages.discarded", "type", "REP", "reason", "malformed") == 1);
  }

  @Test
  void peersThatAreRefusedAndConnectionsThatAreLostAreCounted() {
    PullSocket pull =
        open(
            zmq.pull()
                .plainServer(ZapAuthenticator.passwords(Map.of("it", "secret")))
                .bind("tcp://127.0.0.1:*"));
    open(zmq.push().plain("it", "wrong").connect(pull.address()));
    until(() -> value("zmtp.handshakes.failed", "reason", "authentication") == 1);

    PullSocket open = open(zmq.pull().name("open").bind("tcp://127.0.0.1:*"));
    FaultyLink link = link(open.address());
    open(zmq.push().name("reconnects").connect(link.endpoint()));
    until(() -> value("zmtp.peers", "name", "reconnects") == 1);
    link.cut();

    until(() -> value("zmtp.disconnects", "name", "reconnects") == 1);
    until(() -> value("zmtp.reconnects", "name", "reconnects") >= 1);
  }

  @Test
  void aSocketThatWasThereBeforeIsMeasuredAndOneAloneMayBe() {
    SimpleMeterRegistry alone = new SimpleMeterRegistry();
    RepSocket rep = open(zmq.rep().name("service").bind(Anywhere.endpoint()));
    open(zmq.pull().bind(Anywhere.endpoint()));
    ZmqMetrics.of(rep).step(STEP).bindTo(alone);
    keep(rep.reply(Mono::just).subscribe());
    ReqSocket req = open(zmq.req().connect(rep.address()));

    await(Flux.range(0, 10).concatMap(i -> req.request(ZmqMessage.of("a"))).then());

    until(() -> alone.get("zmtp.messages.received").counter().count() == 10);
    assertThat(alone.find("zmtp.sockets").meters()).hasSize(1);
  }
}
