package reactor.zmtp.samples.patterns.titanic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSpec;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.samples.patterns.majordomo.MajordomoBroker;
import reactor.zmtp.samples.patterns.majordomo.MajordomoClient;
import reactor.zmtp.samples.patterns.majordomo.MajordomoWorker;
import reactor.zmtp.test.ZmqTest;

@ZmqTest
class TitanicTest {

  private static final Duration HEARTBEAT = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;

  private Disposable.Composite running;
  private TitanicStore store;

  @BeforeEach
  void begin() {
    open();
  }

  @AfterEach
  void end() {
    running.dispose();
    store.close();
  }

  @Test
  void aRequestIsServedAfterBrokerAndTitanicWereRestarted(
      RouterSocket first, RouterSocket second, DealerSpec dealer) {
    titanic(first, dealer);
    String id = accepted(first, dealer, "echo", "hello");
    assertThat(ask(first, dealer, Titanic.REPLY, ZmqMessage.of(id)).text()).isEqualTo("300");
    end();
    open();

    titanic(second, dealer);
    worker(second, dealer, "echo");

    assertThat(reply(second, dealer, id)).isEqualTo(ZmqMessage.of("200", "hello"));
  }

  @Test
  void aReplyIsOnDiskUntilItIsClosed(RouterSocket first, RouterSocket second, DealerSpec dealer) {
    titanic(first, dealer);
    worker(first, dealer, "echo");
    String id = accepted(first, dealer, "echo", "hello");
    reply(first, dealer, id);
    end();
    open();

    titanic(second, dealer);

    assertThat(reply(second, dealer, id)).isEqualTo(ZmqMessage.of("200", "hello"));
    assertThat(ask(second, dealer, Titanic.CLOSE, ZmqMessage.of(id)).text()).isEqualTo("200");
    assertThat(ask(second, dealer, Titanic.REPLY, ZmqMessage.of(id)).text()).isEqualTo("400");
  }

  @Test
  void aServiceThatIsMissingHoldsUpNoOther(RouterSocket broker, DealerSpec dealer) {
    titanic(broker, dealer);
    accepted(broker, dealer, "nobody", "hello");
    worker(broker, dealer, "echo");

    String id = accepted(broker, dealer, "echo", "hello");

    assertThat(reply(broker, dealer, id)).isEqualTo(ZmqMessage.of("200", "hello"));
  }

  private void open() {
    running = Disposables.composite();
    store = new TitanicStore(folder.resolve("titanic"));
  }

  private void titanic(RouterSocket broker, DealerSpec dealer) {
    running.add(new MajordomoBroker(broker, HEARTBEAT, PATIENCE).run().subscribe());
    DealerSpec connected = dealer.connect(broker.address());
    running.add(new Titanic(connected, HEARTBEAT, Duration.ofMillis(500), store).run().subscribe());
  }

  private void worker(RouterSocket broker, DealerSpec dealer, String service) {
    running.add(
        new MajordomoWorker(dealer.connect(broker.address()), service, HEARTBEAT, Mono::just)
            .run()
            .subscribe());
  }

  private static String accepted(
      RouterSocket broker, DealerSpec dealer, String service, String body) {
    ZmqMessage reply = ask(broker, dealer, Titanic.REQUEST, ZmqMessage.of(service, body));
    assertThat(reply.text()).isEqualTo("200");
    return reply.text(1);
  }

  /** Asks until it is there. */
  private static ZmqMessage reply(RouterSocket broker, DealerSpec dealer, String id) {
    return client(broker, dealer)
        .request(Titanic.REPLY, ZmqMessage.of(id))
        .last()
        .filter(reply -> !reply.text().equals("300"))
        .repeatWhenEmpty(100, pending -> pending.delayElements(Duration.ofMillis(50)))
        .block();
  }

  private static ZmqMessage ask(
      RouterSocket broker, DealerSpec dealer, String service, ZmqMessage body) {
    return client(broker, dealer).request(service, body).blockLast();
  }

  private static MajordomoClient client(RouterSocket broker, DealerSpec dealer) {
    return new MajordomoClient(dealer.connect(broker.address()), PATIENCE);
  }
}
