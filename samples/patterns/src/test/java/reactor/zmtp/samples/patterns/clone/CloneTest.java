package reactor.zmtp.samples.patterns.clone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.PubSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.test.ZmqTest;

@ZmqTest
class CloneTest {

  private static final String ANYWHERE = "tcp://127.0.0.1:*";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Disposable.Composite running = Disposables.composite();

  private ZmqContext zmq;
  private RouterSocket snapshots;
  private XPubSocket updates;
  private SubSocket collector;
  private PubSocket writer;

  @BeforeEach
  void begin(ZmqContext context) {
    zmq = context;
    snapshots = zmq.router().mandatory(true).bind(ANYWHERE).openNow();
    updates = zmq.xpub().verbose(true).noDrop(true).bind(ANYWHERE).openNow();
    collector = zmq.sub().subscribe("").bind(ANYWHERE).openNow();
    writer = zmq.pub().noDrop(true).connect(collector.address()).openNow();
    writer.awaitSubscribers("", 1).block();
    running.add(
        new CloneServer(snapshots, updates, collector, Duration.ofMillis(200)).run().subscribe());
  }

  @AfterEach
  void end() {
    running.dispose();
    Flux.just(writer, collector, updates, snapshots)
        .flatMap(each -> each.disposeLater())
        .blockLast();
  }

  @Test
  void aLateJoinerGetsTheStateAndThenEveryUpdateInOrder() {
    set(KeyValue.of("a", "1"), KeyValue.of("b", "1"), KeyValue.of("a", "2"));
    Flux<KeyValue> rush = Flux.range(1, 5000).map(i -> KeyValue.of("key " + i, "" + i));

    running.add(writer.send(rush, KeyValue.CODEC).subscribe());
    List<KeyValue> seen =
        client("").follow().takeUntil(each -> each.value().equals("5000")).collectList().block();

    List<KeyValue> expected = new ArrayList<>();
    expected.add(new KeyValue("a", 3, "2"));
    expected.add(new KeyValue("b", 2, "1"));
    LongStream.rangeClosed(1, 5000)
        .forEach(i -> expected.add(new KeyValue("key " + i, 3 + i, "" + i)));
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void aClientGetsItsSubtreeAlone() {
    set(KeyValue.of("/tea/green", "1"), KeyValue.of("/coffee/black", "2"));

    StepVerifier.create(client("/tea/").follow())
        .expectNext(new KeyValue("/tea/green", 1, "1"))
        .then(() -> set(KeyValue.of("/coffee/white", "3"), KeyValue.of("/tea/black", "4")))
        .expectNext(new KeyValue("/tea/black", 4, "4"))
        .thenCancel()
        .verify();
  }

  @Test
  void aKeyThatIsRemovedIsInNoSnapshotAnyMore() {
    set(KeyValue.of("a", "1"), KeyValue.of("b", "2"), KeyValue.of("a", ""));

    StepVerifier.create(client("").follow())
        .expectNext(new KeyValue("b", 2, "2"))
        .thenCancel()
        .verify();
  }

  @Test
  void aClientNoticesThatAnUpdateIsMissing() {
    StepVerifier.create(client("").follow())
        .then(() -> set(KeyValue.of("a", "1")))
        .expectNextCount(1)
        .then(() -> updates.send(Mono.just(new KeyValue("b", 5, "1")), KeyValue.CODEC).block())
        .verifyErrorMessage("updates 2 to 4 are missing: retry() asks for the state anew");
  }

  @Test
  void aClientNoticesThatItsServerIsSilent() {
    CloneClient client =
        new CloneClient(
            zmq.sub().connect(updates.address()),
            zmq.dealer().connect(snapshots.address()),
            "",
            Duration.ofMillis(500));
    running.dispose();

    StepVerifier.create(client.follow()).verifyError(TimeoutException.class);
  }

  /** Until the server has published them. */
  private void set(KeyValue... values) {
    SubSocket observer =
        zmq.sub().subscribe("", CloneServer.HUGZ).connect(updates.address()).openNow();
    observer.receive().next().block(); // which proves that the subscription is in force
    writer.send(Flux.just(values), KeyValue.CODEC).block();
    observer
        .receive(KeyValue.CODEC)
        .filter(each -> !each.key().equals(CloneServer.HUGZ))
        .take(values.length)
        .blockLast();
    observer.disposeLater().block();
  }

  private CloneClient client(String subtree) {
    return new CloneClient(
        zmq.sub().connect(updates.address()),
        zmq.dealer().connect(snapshots.address()),
        subtree,
        PATIENCE);
  }
}
