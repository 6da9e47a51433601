package reactor.zmtp.samples.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.zmtp.RoutingId;

class PartitionsTest {

  private static final RoutingId ANN = RoutingId.of("ann");
  private static final RoutingId BOB = RoutingId.of("bob");

  private final Partitions partitions = new Partitions();

  private static Trade trade(int quantity) {
    return new Trade("ACME", 5_000 + quantity, quantity);
  }

  private static WindowCount counted(int trades, int quantity, boolean closed) {
    return new WindowCount(new TradeCount("ACME", 5_000, trades, quantity), closed);
  }

  private static List<String> sentTo(Member member) {
    List<String> sent = new ArrayList<>();
    member
        .messages()
        .filter(each -> each.message().size() == 3)
        .subscribe(each -> sent.add(each.message().text(0) + " " + each.message().text(2)));
    return sent;
  }

  @Test
  void theHeirOfAWindowBeginsWithWhatIsCountedAndGetsWhatIsNot() {
    partitions.join(ANN);
    List.of(1, 2, 4).forEach(quantity -> partitions.add(trade(quantity)));
    assertThat(partitions.counted(counted(2, 3, false))).isEqualTo(2);
    partitions.leave(ANN);

    assertThat(sentTo(partitions.join(BOB)))
        .containsExactly("OPEN ACME,5000,2,3", "TRADE ACME,5004,4");
  }

  @Test
  void aNewcomerGetsHalfAndTheOtherSendsNothingMoreOfIt() {
    Member ann = partitions.join(ANN);
    Trades.lines(100).map(Trade::parse).subscribe(partitions::add);
    int before = ann.waiting();

    Member bob = partitions.join(BOB);

    assertThat(ann.load()).isEqualTo(bob.load());
    assertThat(bob.waiting()).isPositive();
    assertThat(ann.waiting()).isLessThan(before);
  }

  @Test
  void aCountOfAWorkerThatWasGivenUpIsAsGoodAsItsHeirsOne() {
    partitions.join(ANN);
    List.of(1, 2, 4).forEach(quantity -> partitions.add(trade(quantity)));
    partitions.join(BOB);
    partitions.leave(ANN);

    assertThat(partitions.counted(counted(3, 7, false))).as("of ann").isEqualTo(3);
    assertThat(partitions.counted(counted(2, 3, false))).as("of bob, behind").isEqualTo(-1);
    assertThat(partitions.counted(counted(3, 7, false))).as("of bob, the same").isEqualTo(-1);
    assertThat(partitions.counted(counted(3, 7, true))).as("of bob, closed").isZero();
  }

  @Test
  void aCountOfMoreThanThereWasIsRefused() {
    partitions.add(trade(1));

    assertThatThrownBy(() -> partitions.counted(counted(2, 2, false)))
        .hasMessage("a worker has counted ACME,5000,2,2, and there were 1 trades");
  }

  @Test
  void allIsDoneWhenEachWindowIsClosedWithAllItsTrades() {
    partitions.add(trade(1));
    partitions.mark(Long.MAX_VALUE);
    assertThat(partitions.isDone()).isFalse();
    partitions.counted(counted(1, 1, false));
    assertThat(partitions.isDone()).isFalse();
    partitions.counted(counted(1, 1, true));
    assertThat(partitions.isDone()).isTrue();
  }

  @Test
  void marksThatWaitForOneWorkerAreOneMark() {
    Member ann = partitions.join(ANN);
    int before = ann.waiting();
    for (int i = 0; i < 10; i++) {
      partitions.mark(i);
    }

    assertThat(ann.waiting()).isEqualTo(before + 1);
  }
}
