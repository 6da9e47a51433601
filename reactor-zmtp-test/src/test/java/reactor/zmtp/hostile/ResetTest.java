package reactor.zmtp.hostile;

import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.concat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.zmtp.ZmqMessage;

/** Subscribers that reset while there is more of them to decode and more to be written to them. */
class ResetTest extends PublisherUnderAttack {

  private static final int TOPICS = 20_000;
  private static final int PEERS = 30;

  private static final byte[] SUBSCRIPTIONS =
      concat(
          IntStream.range(0, TOPICS)
              .mapToObj(i -> command("SUBSCRIBE", topic(i)))
              .toArray(byte[][]::new));

  private static byte[] topic(int number) {
    return "stranger %d".formatted(number).getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void allOfThemAreGone() {
    Flux<Long> ticks = Flux.interval(Duration.ofMillis(1)).onBackpressureDrop();
    keep(pub.send(ticks.map(tick -> ZmqMessage.of("stranger 0"))).subscribe());

    for (int i = 0; i < PEERS; i++) {
      await(stranger().script().send(SUBSCRIPTIONS).reset());
    }

    until(pub, metrics -> metrics.peers() == 1);
  }
}
