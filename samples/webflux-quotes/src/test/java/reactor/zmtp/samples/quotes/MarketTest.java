package reactor.zmtp.samples.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MarketTest {

  private final Market market = new Market(new Random(7));

  @Test
  void pricesWalkInSmallSteps() {
    double[] last = {187.20};

    Stream.generate(market::step)
        .limit(10_000)
        .filter(quote -> quote.symbol().equals("AAPL"))
        .mapToDouble(quote -> quote.price().doubleValue())
        .forEach(
            price -> {
              assertThat(price / last[0]).isBetween(0.97, 1.03);
              last[0] = price;
            });
    assertThat(last[0]).isPositive().isNotEqualTo(187.20);
  }

  @Test
  void anOrderIsFilledAtTheLastPrice() {
    Quote last = market.step();

    assertThat(market.fill(new Order(last.symbol(), 1)))
        .isEqualTo(new Confirmation("filled", last.price().toPlainString()));
  }
}
