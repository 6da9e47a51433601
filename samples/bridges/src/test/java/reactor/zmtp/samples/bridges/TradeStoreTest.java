package reactor.zmtp.samples.bridges;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmqTest;

/** A publisher's messages are in the database at least once, and by their keys just once. */
@ZmqTest(bind = "tcp://127.0.0.1:*") // a link that breaks is in between
class TradeStoreTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofMillis(50);
  private static final String STORED = "SELECT COUNT(*) FROM trades";

  private final Database database = new Database();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsPublishedBeforeTheStoreIsThereIsStored(
      PubSocket pub, PullSocket acknowledgements, ZmqContext zmq) {
    database.execute(Database.TRADES);
    Mono<Void> sent = new AcknowledgedFeed(pub, acknowledgements, SOON).send(trades(1000)).cache();
    sent.subscribe();
    Disposable store = store(zmq, pub.address(), acknowledgements.address()).subscribe();

    sent.block(PATIENCE);

    assertThat(database.number(STORED).block()).isEqualTo(1000);
    store.dispose();
  }

  @Test
  void whatIsPublishedTwiceIsStoredOnce(
      PubSocket pub, PullSocket acknowledgements, ZmqContext zmq) {
    database.execute(Database.TRADES);
    Disposable store = store(zmq, pub.address(), acknowledgements.address()).subscribe();

    new AcknowledgedFeed(pub, acknowledgements, SOON)
        .send(trades(300).concatWith(trades(300)))
        .block(PATIENCE);

    assertThat(database.number(STORED).block()).isEqualTo(300);
    store.dispose();
  }

  @Test
  void whatIsLostWithAConnectionIsPublishedAgain(
      PubSocket pub, PullSocket acknowledgements, ZmqContext zmq) {
    database.execute(Database.TRADES);
    FaultyLink link = FaultyLink.to(pub.address()).block();
    Disposable store = store(zmq, link.endpoint(), acknowledgements.address()).subscribe();
    pub.awaitSubscribers("trade", 1).block(PATIENCE);
    link.blackHole(FaultyLink.Side.TARGET);
    Mono<Void> sent = new AcknowledgedFeed(pub, acknowledgements, SOON).send(trades(500)).cache();
    sent.subscribe();
    link.until(counts -> counts.vanished() > 0).block(PATIENCE);

    link.cut();
    link.heal();
    sent.block(PATIENCE);

    assertThat(database.number(STORED).block()).isEqualTo(500);
    store.dispose();
    link.dispose();
    link.onDispose().block(PATIENCE);
  }

  @Test
  void aStoreWhoseDatabaseFailsHasItAllWhenItTriesAgain(
      PubSocket pub, PullSocket acknowledgements, ZmqContext zmq) {
    Disposable store =
        store(zmq, pub.address(), acknowledgements.address())
            .retryWhen(
                Retry.fixedDelay(10, SOON)
                    .doBeforeRetryAsync(noTable -> database.executed(Database.TRADES)))
            .subscribe();

    new AcknowledgedFeed(pub, acknowledgements, SOON).send(trades(1000)).block(PATIENCE);

    assertThat(database.number(STORED).block()).isEqualTo(1000);
    store.dispose();
  }

  @Test
  void noMoreThanFourBatchesAreTakenThatNobodyAcknowledges(
      PubSocket pub, PullSocket acknowledgements, ZmqContext zmq) {
    Ahead ahead = new Ahead();
    SubSocket sub = zmq.sub().connect(pub.address()).subscribe("trade").openNow();
    Disposable sent =
        new AcknowledgedFeed(pub, acknowledgements, SOON)
            .send(trades(10_000).map(ahead::taken))
            .subscribe();

    sub.receive().take(1000).blockLast(PATIENCE); // ten times the first batch

    assertThat(ahead.most()).isLessThanOrEqualTo(400);
    sent.dispose();
    sub.dispose();
  }

  private Mono<Void> store(ZmqContext zmq, String feed, String acknowledgements) {
    TradeStore store = new TradeStore(database.connections);
    return zmq.push()
        .connect(acknowledgements)
        .send(store.store(zmq.sub().connect(feed).subscribe("trade").receive()));
  }

  private static Flux<ZmqMessage> trades(int count) {
    return Flux.range(0, count).map(i -> ZmqMessage.of("trade", "" + i, "content " + i));
  }
}
