package reactor.zmtp.samples.patterns.freelance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RepSpec;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ReqSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmqTest;

@ZmqTest
class FreelanceTest {

  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final ZmqMessage HELLO = ZmqMessage.of("hello");

  private final Disposable.Composite running = Disposables.composite();

  @AfterEach
  void end() {
    running.dispose();
  }

  @Test
  void aClientGoesOnWithOneOfTwoServers(RepSpec spec, RepSocket other, ReqSocket client) {
    RepSocket mortal = spec.bind("inproc://mortal").openNow();
    serve(mortal, "mortal");
    serve(other, "other");
    client.connect(mortal.address()).then(client.connect(other.address())).block();
    List<String> before = ask(client, 4);
    mortal.disposeLater().block();

    List<String> after = ask(client, 4);

    assertThat(before).contains("mortal", "other");
    assertThat(after).containsOnly("other");
  }

  @Test
  void aServerThatIsStuckIsAskedOnce(RepSocket stuck, RepSocket other, ReqSocket client) {
    AtomicInteger asked = new AtomicInteger();
    running.add(
        stuck
            .reply(
                request -> Mono.<ZmqMessage>never().doOnSubscribe(begun -> asked.incrementAndGet()))
            .subscribe());
    serve(other, "other");
    client.connect(stuck.address()).then(client.connect(other.address())).block();

    assertThat(ask(client, 10)).containsOnly("other");
    assertThat(asked).hasValueLessThanOrEqualTo(1);
  }

  @Test
  void aShotgunHasTheReplyOfTheServerThatIsFirst(RepSocket slow, RepSocket fast, ReqSpec spec) {
    running.add(slow.reply(request -> Mono.never()).subscribe());
    serve(fast, "fast");
    List<ReqSocket> servers =
        Flux.just(slow, fast)
            .flatMapSequential(server -> spec.correlate(true).connect(server.address()).open())
            .collectList()
            .block();
    servers.forEach(running::add);

    StepVerifier.create(Freelance.shotgun(servers, HELLO, Duration.ofSeconds(10)).repeat(4))
        .expectNextCount(5)
        .verifyComplete();
  }

  private void serve(RepSocket server, String name) {
    running.add(server.reply(request -> Mono.just(ZmqMessage.of(name))).subscribe());
  }

  private static List<String> ask(ReqSocket client, int times) {
    return Freelance.inTurn(client, HELLO, PATIENCE, 10)
        .map(ZmqMessage::text)
        .repeat(times - 1)
        .collectList()
        .block();
  }
}
