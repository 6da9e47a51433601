package reactor.zmtp.samples.bridges;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmqTest;

@ZmqTest
class QueryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String SESSIONS = "SELECT COUNT(*) FROM information_schema.sessions";

  @Test
  void everyRowIsAMessage(PullSocket pull, ZmqContext zmq) {
    try (Database database = new Database()) {
      database.execute(Database.TRADES);
      database.execute("INSERT INTO trades SELECT x, 'trade ' || x FROM SYSTEM_RANGE(1, 1000)");

      zmq.push()
          .connect(pull.address())
          .send(
              Query.messages(
                  database.connections,
                  "SELECT id, content FROM trades ORDER BY CAST(id AS INT)",
                  row ->
                      ZmqMessage.of(row.get("id", String.class), row.get("content", String.class))))
          .subscribe();

      assertThat(pull.receive().take(1000).collectList().block(PATIENCE))
          .isEqualTo(
              IntStream.rangeClosed(1, 1000)
                  .mapToObj(i -> ZmqMessage.of("" + i, "trade " + i))
                  .toList());
    }
  }

  @Test
  void aPullThatAsksForNothingHoldsTheRowsAndTheirConnectionIsClosedWithTheSend(
      PullSpec pulls, PushSpec pushes) {
    Ahead ahead = new Ahead();
    PullSocket pull = pulls.receiveHighWaterMark(5).bind("tcp://127.0.0.1:*").openNow();
    PushSocket push = pushes.sendHighWaterMark(5).connect(pull.address()).openNow();
    try (Database database = new Database()) {
      Flux<ZmqMessage> numbers =
          Query.messages(
              database.connections,
              "SELECT x FROM SYSTEM_RANGE(1, 10000)",
              row -> ahead.taken(ZmqMessage.of("" + row.get(0, Long.class))));
      Disposable sent = push.send(numbers).subscribe();

      ahead.until(10);
      ahead.delivered(pull.receive()).take(500).blockLast(PATIENCE);
      assertThat(ahead.most()).isLessThanOrEqualTo(10 + 1);

      database.until(SESSIONS, 2);
      sent.dispose();
      database.until(SESSIONS, 1);
    }
    pull.dispose();
    push.dispose();
  }
}
