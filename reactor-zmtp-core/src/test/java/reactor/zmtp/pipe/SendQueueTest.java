package reactor.zmtp.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.message.DefaultMessage;

class SendQueueTest {

  private final SendQueue sendQueue = new SendQueue(true);
  private final List<String> told = new ArrayList<>();
  private final WriteListener a = n -> told.add("a" + n);
  private final WriteListener b = n -> told.add("b" + n);

  @Test
  void itKeepsTheOrder() {
    DefaultMessage first = message(1);
    DefaultMessage second = message(2);
    sendQueue.add(first, a);
    sendQueue.add(second, b);

    assertThat(sendQueue.size()).isEqualTo(2);
    assertThat(sendQueue.first()).isSameAs(first);
    assertThat(sendQueue.firstOrigin()).isSameAs(a);
    sendQueue.removeFirst();
    assertThat(sendQueue.first()).isSameAs(second);
    assertThat(sendQueue.firstOrigin()).isSameAs(b);
  }

  @Test
  void neighboursOfOneOriginAreToldTogether() {
    add(a, a, b, b, b, a);

    sendQueue.written(6);

    assertThat(told).containsExactly("a2", "b3", "a1");
    assertThat(sendQueue.size()).isZero();
  }

  @Test
  void onlyAsManyAsWereWrittenAreTold() {
    add(a, a, a, b);

    sendQueue.written(2);
    assertThat(told).containsExactly("a2");
    sendQueue.written(2);
    assertThat(told).containsExactly("a2", "a1", "b1");
  }

  @Test
  void nothingWrittenTellsNobody() {
    add(a);

    sendQueue.written(0);

    assertThat(told).isEmpty();
    assertThat(sendQueue.size()).isEqualTo(1);
  }

  @Test
  void whatIsTakenBackIsNotTold() {
    add(a, b);

    sendQueue.removeFirst();
    sendQueue.written(1);

    assertThat(told).containsExactly("b1");
  }

  @Test
  void theNewestMayBeTakenBackWhileItIsPending() {
    add(a);
    sendQueue.passLast();
    add(a, b);

    assertThat(sendQueue.removeLast()).isSameAs(b);
    assertThat(sendQueue.removeLast()).isSameAs(a);
    assertThatIllegalStateException().isThrownBy(sendQueue::removeLast);
    sendQueue.written(1);
    assertThat(told).containsExactly("a1");
  }

  @Test
  void whatIsTakenBackFromTheEndCostsNothing() {
    add(a);
    long one = sendQueue.bytes();
    add(b);

    sendQueue.removeLast();

    assertThat(sendQueue.bytes()).isEqualTo(one);
  }

  @Test
  void whatFollowsSomethingWrittenIsPending() {
    DefaultMessage next = message(2);
    add(a);
    sendQueue.passLast();
    sendQueue.written(1);
    assertThat(sendQueue.hasPending()).isFalse();

    sendQueue.add(next, b);

    assertThat(sendQueue.hasPending()).isTrue();
    assertThat(sendQueue.passNext()).isSameAs(next);
  }

  @Test
  void whatIsPendingStaysSoWhenTheOldestIsTakenBack() {
    DefaultMessage next = message(2);
    add(a, a);
    sendQueue.passLast();
    sendQueue.add(next, b);

    sendQueue.removeFirst();

    assertThat(sendQueue.passNext()).isSameAs(next);
    assertThat(sendQueue.hasPending()).isFalse();
  }

  @Test
  void anOriginThatSendsAgainWhenToldIsServed() {
    DefaultMessage next = message(9);
    WriteListener again =
        n -> {
          told.add("again" + n);
          if (told.size() == 1) {
            sendQueue.add(next, b);
          }
        };
    sendQueue.add(message(1), again);

    sendQueue.written(1);

    assertThat(sendQueue.size()).isEqualTo(1);
    assertThat(sendQueue.first()).isSameAs(next);
  }

  @Test
  void anEmptyOneHasNoFirst() {
    assertThatIllegalStateException().isThrownBy(sendQueue::first);
    assertThatIllegalStateException().isThrownBy(sendQueue::firstOrigin);
    assertThatIllegalStateException().isThrownBy(() -> sendQueue.written(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void itGrowsAndGoesRoundLikeAQueue(long seed) {
    Random random = new Random(seed);
    ArrayDeque<DefaultMessage> expected = new ArrayDeque<>();
    ArrayDeque<WriteListener> origins = new ArrayDeque<>();
    int growth = 3;
    for (int i = 0; i < 20_000; i++) {
      if (i % 2000 == 0) {
        growth = 7 - growth; // fills, then empties
      }
      if (random.nextInt(7) < growth) {
        DefaultMessage message = message(i);
        WriteListener listener = random.nextBoolean() ? a : b;
        expected.add(message);
        origins.add(listener);
        sendQueue.add(message, listener);
      } else if (!expected.isEmpty()) {
        assertThat(sendQueue.first()).isSameAs(expected.remove());
        assertThat(sendQueue.firstOrigin()).isSameAs(origins.remove());
        sendQueue.removeFirst();
      }
      assertThat(sendQueue.size()).isEqualTo(expected.size());
      assertThat(sendQueue.bytes()).isEqualTo(expected.size() * message(0).cost());
    }
    while (!expected.isEmpty()) {
      assertThat(sendQueue.first()).isSameAs(expected.remove());
      assertThat(sendQueue.firstOrigin()).isSameAs(origins.remove());
      sendQueue.written(1);
    }
    assertThat(sendQueue.bytes()).isZero();
  }

  private void add(WriteListener... origins) {
    for (WriteListener listener : origins) {
      sendQueue.add(message(0), listener);
    }
  }

  private static DefaultMessage message(int number) {
    return new DefaultMessage(new byte[] {(byte) number});
  }
}
