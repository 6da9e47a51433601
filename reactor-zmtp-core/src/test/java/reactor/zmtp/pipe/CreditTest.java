package reactor.zmtp.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
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
}
