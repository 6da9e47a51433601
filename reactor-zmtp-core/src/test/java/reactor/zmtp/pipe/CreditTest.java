package reactor.zmtp.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.zmtp.message.DefaultMessage;

/** What one side grants and the other spends, in any order of events. */
class CreditTest {

  private static final int SEEDS = 50;
  private static final int STEPS = 2000;

  /** Two sides, what is on its way between them, and a subscriber. */
  private static final class World {

    private final Random random;
    private final SendCredit sender = new SendCredit();
    private final ReceiveCredit receiver;
    private final ArrayDeque<DefaultMessage> under = new ArrayDeque<>();
    private final ArrayDeque<Credit> back = new ArrayDeque<>();
    private final ArrayDeque<DefaultMessage> queue = new ArrayDeque<>();
    private long queuedBytes;
    private long demand;
    private long sent;
    private long sentBytes;
    private long taken;
    private long takenBytes;

    World(HighWaterMarks marks, long seed) {
      this.random = new Random(seed);
      this.receiver = new ReceiveCredit(marks);
      sender.grant(marks.firstCredit(), true);
    }

    void step() {
      switch (random.nextInt(4)) {
        case 0 -> send();
        case 1 -> arrive();
        case 2 -> grantArrives();
        default -> request(1 + random.nextInt(20));
      }
    }

    void send() {
      if (sender.isLeft()) {
        DefaultMessage message = new DefaultMessage(new byte[random.nextInt(50)]);
        sender.spend(message);
        under.add(message);
        sent++;
        sentBytes += message.cost();
      }
    }

    private void arrive() {
      DefaultMessage message = under.poll();
      if (message != null) {
        receiver.count(message);
        queue.add(message);
        queuedBytes += message.cost();
        deliver();
      }
    }

    private void grantArrives() {
      Credit credit = back.poll();
      if (credit != null) {
        sender.grant(credit, false);
      }
    }

    void request(long n) {
      demand += n;
      deliver();
    }

    private void deliver() {
      while (demand > 0 && !queue.isEmpty()) {
        demand--;
        DefaultMessage message = queue.remove();
        queuedBytes -= message.cost();
        taken++;
        takenBytes += message.cost();
        if (receiver.isDue(queue.size(), queuedBytes)) {
          back.add(receiver.grant(queue.size(), queuedBytes, demand));
        }
      }
    }

    /** All that is on its way arrives, and all that arrives is taken. */
    void settle() {
      while (!under.isEmpty() || !back.isEmpty() || !queue.isEmpty()) {
        arrive();
        request(queue.size());
        grantArrives();
      }
    }
  }

  static HighWaterMarks[] marks() {
    return new HighWaterMarks[] {
      marks(1, 0),
      marks(2, 0),
      marks(3, 0),
      marks(10, 0),
      marks(1000, 0),
      marks(0, 1),
      marks(0, 100),
      marks(0, 5000),
      marks(10, 300),
      marks(1, 33),
      marks(1000, 500)
    };
  }

  private static HighWaterMarks marks(int messages, long bytes) {
    return HighWaterMarks.ofOptions(0, 0, messages, bytes, false, true);
  }

  @ParameterizedTest
  @MethodSource("marks")
  void neverMoreIsUnderWayThanTheMarkAndWhatIsRequested(HighWaterMarks marks) {
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = new World(marks, seed);
      for (int step = 0; step < STEPS; step++) {
        world.step();
        assertThat(world.sent - world.taken - world.demand).isLessThanOrEqualTo(marks.receive());
        assertThat(world.queue.size()).isLessThanOrEqualTo(marks.receive());
        assertThat(world.sender.left()).isNotNegative();
        assertThat(world.sender.inFlight()).isGreaterThanOrEqualTo(world.sent - world.taken);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("marks")
  void neverMoreBytesAreUnderWayThanTheMarkButForOneMessage(HighWaterMarks marks) {
    if (marks.receiveBytes() == Long.MAX_VALUE) {
      return;
    }
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = new World(marks, seed);
      for (int step = 0; step < STEPS; step++) {
        world.step();
        assertThat(world.sentBytes - world.takenBytes).isLessThan(marks.receiveBytes() + 49 + 32);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("marks")
  void whenAllWasTakenSomethingCanBeSent(HighWaterMarks marks) {
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = new World(marks, seed);
      for (int step = 0; step < STEPS; step++) {
        world.step();
        if (step % 100 == 0) {
          world.settle();
          assertThat(world.taken).isEqualTo(world.sent);
          assertThat(world.sender.isLeft()).as("credit after " + world.sent).isTrue();
        }
      }
    }
  }

  @Test
  void creditOfMessagesIsDueWhenHalfOfItWasTakenOutOfTheQueue() {
    ReceiveCredit credit = new ReceiveCredit(marks(10, 0));
    assertThat(credit.isDue(0, 0)).isFalse();
    count(credit, 5, 0);

    assertThat(credit.isDue(1, 0)).as("4 of 10 were taken").isFalse();
    assertThat(credit.isDue(0, 0)).as("5 of 10 were taken").isTrue();
  }

  @Test
  void creditOfBytesIsDueWhenHalfOfItWasTakenOutOfTheQueue() {
    ReceiveCredit credit = new ReceiveCredit(marks(0, 1000));
    assertThat(credit.isDue(0, 0)).isFalse();
    count(credit, 5, 100);

    assertThat(credit.isDue(1, 1)).as("499 of 1000 were taken").isFalse();
    assertThat(credit.isDue(0, 0)).as("500 of 1000 were taken").isTrue();
  }

  @Test
  void whatWasGrantedForDemandIsDueAgainWhenHalfOfItWasTaken() {
    ReceiveCredit credit = new ReceiveCredit(marks(10, 0));
    count(credit, 6, 0);

    assertThat(credit.grant(0, 0, 4)).isEqualTo(new Credit(6, 20, Credit.UNLIMITED));

    count(credit, 7, 0);
    assertThat(credit.isDue(1, 0)).as("6 of 14 were taken").isFalse();
    assertThat(credit.isDue(0, 0)).as("7 of 14 were taken").isTrue();
  }

  @Test
  void bytesThatWaitAreNotGrantedAgain() {
    ReceiveCredit credit = new ReceiveCredit(marks(0, 1000));
    count(credit, 8, 100);

    assertThat(credit.grant(2, 200, 0)).isEqualTo(new Credit(6, Credit.UNLIMITED, 1600));

    count(credit, 5, 100);
    assertThat(credit.isDue(3, 201)).as("499 of 1000 since then").isFalse();
    assertThat(credit.isDue(2, 200)).as("500 of 1000 since then").isTrue();
  }

  @Test
  void demandIsDueWhenItAddsHalfOfWhatItWouldGrant() {
    ReceiveCredit credit = new ReceiveCredit(marks(10, 0));

    assertThat(credit.isDue(0, 0, 8)).as("8 of 18 would be new").isFalse();
    assertThat(credit.isDue(0, 0, 10)).as("10 of 20 would be new").isTrue();
  }

  @Test
  void demandIsMeasuredFromWhatWasTaken() {
    ReceiveCredit credit = new ReceiveCredit(marks(10, 0));
    count(credit, 3, 0);

    assertThat(credit.isDue(1, 0, 4)).as("6 of 14 would be new").isFalse();
    assertThat(credit.isDue(1, 0, 6)).as("8 of 16 would be new").isTrue();
    assertThat(credit.isDue(0, 0, 4)).as("7 of 14 would be new").isTrue();
  }

  @Test
  void demandGrantsNothingWhereMessagesHaveNoBound() {
    ReceiveCredit credit = new ReceiveCredit(marks(0, 1000));

    assertThat(credit.isDue(0, 0, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void creditIsDueOfItselfWhateverTheDemand() {
    ReceiveCredit credit = new ReceiveCredit(marks(0, 1000));
    count(credit, 5, 100);

    assertThat(credit.isDue(0, 0, 0)).isTrue();
  }

  @Test
  void messagesThatMayStillComeAreCounted() {
    ReceiveCredit credit = new ReceiveCredit(marks(3, 0));

    count(credit, 1, 0);
    assertThat(credit.left()).isEqualTo(2);
    count(credit, 2, 0);
    assertThat(credit.left()).isZero();
  }

  @Test
  void messagesOfBoundedBytesAreNotCounted() {
    ReceiveCredit credit = new ReceiveCredit(marks(0, 1000));

    count(credit, 9, 100);
    assertThat(credit.left()).isEqualTo(Credit.UNLIMITED);
    count(credit, 1, 100);
    assertThat(credit.left()).isZero();
  }

  @Test
  void creditIsUsedUpByTheLastMessageAndNotByOneMore() {
    ReceiveCredit credit = new ReceiveCredit(marks(2, 0));

    count(credit, 1, 0);
    assertThat(credit.isUsedUp()).isFalse();
    count(credit, 1, 0);
    assertThat(credit.isUsedUp()).isTrue();
    count(credit, 1, 0);
    assertThat(credit.isUsedUp()).as("the peer does not keep to it").isFalse();
  }

  @Test
  void creditOfBytesIsUsedUpByTheMessageThatReachesIt() {
    ReceiveCredit credit = new ReceiveCredit(marks(0, 200));

    count(credit, 1, 100);
    assertThat(credit.isUsedUp()).isFalse();
    count(credit, 1, 100);
    assertThat(credit.isUsedUp()).isTrue();
  }

  @Test
  void whatWasSentIsTakenFromTheCredit() {
    SendCredit credit = new SendCredit();
    credit.grant(new Credit(0, 5, Credit.UNLIMITED), true);

    credit.spend(ofCost(100));
    credit.spend(ofCost(100));

    assertThat(credit.left()).isEqualTo(3);
  }

  @Test
  void bytesThatWereGrantedAreLeftUntilTheyAreReached() {
    SendCredit credit = new SendCredit();
    credit.grant(new Credit(0, Credit.UNLIMITED, 200), true);
    assertThat(credit.left()).isEqualTo(Credit.UNLIMITED);

    credit.spend(ofCost(100));
    assertThat(credit.isLeft()).isTrue();
    credit.spend(ofCost(100));
    assertThat(credit.isLeft()).isFalse();
  }

  @Test
  void whatThePeerReportsAsTakenIsNotInFlight() {
    SendCredit credit = new SendCredit();
    credit.grant(new Credit(0, 5, Credit.UNLIMITED), true);
    for (int i = 0; i < 5; i++) {
      credit.spend(ofCost(100));
    }

    credit.grant(new Credit(2, 7, Credit.UNLIMITED), false);

    assertThat(credit.inFlight()).isEqualTo(3);
  }

  private static void count(ReceiveCredit credit, int messages, int cost) {
    for (int i = 0; i < messages; i++) {
      credit.count(ofCost(Math.max(cost, 32)));
    }
  }

  /** A frame costs 32 more than its bytes. */
  private static DefaultMessage ofCost(int cost) {
    return new DefaultMessage(new byte[cost - 32]);
  }
}
