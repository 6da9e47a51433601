package reactor.zmtp.samples.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class LocalPipelineTest {

  private final List<String> lost = new ArrayList<>();

  private String count(Flux<String> lines) {
    return Results.text(
        Objects.requireNonNull(Results.lastOf(LocalPipeline.count(lines, lost::add)).block()));
  }

  @Test
  void theTradesThatShipAreThoseThatAreMade() throws IOException {
    assertThat(Files.readAllLines(Expected.TRADES))
        .isEqualTo(Trades.lines(Expected.COUNT).collectList().block());
  }

  @Test
  void theResultIsTheExpectedOne() throws IOException {
    assertThat(count(Lines.of(Expected.TRADES))).isEqualTo(Expected.counts());
    assertThat(lost).isEmpty();
  }

  @Test
  void aWindowIsPublishedWhenItClosesAndAgainForLateTrades() {
    Flux<String> lines =
        Flux.range(0, 250)
            .map(i -> "ACME," + (5_000 + 10 * i) + ",1") // one epoch, up to 7,490
            .concatWithValues("ACME,5500,1");

    assertThat(
            LocalPipeline.count(lines, lost::add).map(TradeCount::toString).collectList().block())
        .containsExactly(
            "ACME,5000,100,100", "ACME,6000,100,100", "ACME,5000,101,101", "ACME,7000,50,50");
  }

  @Test
  void whatIsNoTradeOrTooLateIsToldAsLost() {
    assertThat(count(Flux.just("ACME,40000,1", "ACME,1", "ACME,1000,1")))
        .isEqualTo("ACME,40000,1,1\n");
    assertThat(lost)
        .containsExactly(
            "a trade is symbol,time,quantity and not ACME,1",
            "too late for its window: ACME,1000,1");
  }
}
