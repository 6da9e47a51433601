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
import reactor.zmtp.message.Frames;

class UnwrittenTest {

  private final Unwritten unwritten = new Unwritten(true);
  private final List<String> told = new ArrayList<>();
  private final Origin a = n -> told.add("a" + n);
  private final Origin b = n -> told.add("b" + n);

  @Test
  void itKeepsTheOrder() {
    Frames first = message(1);
    Frames second = message(2);
    unwritten.add(first, a);
    unwritten.add(second, b);

    assertThat(unwritten.size()).isEqualTo(2);
    assertThat(unwritten.first()).isSameAs(first);
    assertThat(unwritten.firstOrigin()).isSameAs(a);
    unwritten.removeFirst();
    assertThat(unwritten.first()).isSameAs(second);
    assertThat(unwritten.firstOrigin()).isSameAs(b);
  }

  @Test
  void neighboursOfOneOriginAreToldTogether() {
    add(a, a, b, b, b, a);

    unwritten.written(6);

    assertThat(told).containsExactly("a2", "b3", "a1");
    assertThat(unwritten.size()).isZero();
  }

  @Test
  void onlyAsManyAsWereWrittenAreTold() {
    add(a, a, a, b);

    unwritten.written(2);
    assertThat(told).containsExactly("a2");
    unwritten.written(2);
    assertThat(told).containsExactly("a2", "a1", "b1");
  }

  @Test
  void nothingWrittenTellsNobody() {
    add(a);

    unwritten.written(0);

    assertThat(told).isEmpty();
    assertThat(unwritten.size()).isEqualTo(1);
  }

  @Test
  void whatIsTakenBackIsNotTold() {
    add(a, b);

    unwritten.removeFirst();
    unwritten.written(1);

    assertThat(told).containsExactly("b1");
  }

  @Test
  void theNewestMayBeTakenBackWhileItIsPending() {
    add(a);
    unwritten.passLast();
    add(a, b);

    assertThat(unwritten.removeLast()).isSameAs(b);
    assertThat(unwritten.removeLast()).isSameAs(a);
    assertThatIllegalStateException().isThrownBy(unwritten::removeLast);
    unwritten.written(1);
    assertThat(told).containsExactly("a1");
  }

  @Test
  void anOriginThatSendsAgainWhenToldIsServed() {
    Frames next = message(9);
    Origin again =
        n -> {
          told.add("again" + n);
          if (told.size() == 1) {
            unwritten.add(next, b);
          }
        };
    unwritten.add(message(1), again);

    unwritten.written(1);

    assertThat(unwritten.size()).isEqualTo(1);
    assertThat(unwritten.first()).isSameAs(next);
  }

  @Test
  void anEmptyOneHasNoFirst() {
    assertThatIllegalStateException().isThrownBy(unwritten::first);
    assertThatIllegalStateException().isThrownBy(unwritten::firstOrigin);
    assertThatIllegalStateException().isThrownBy(() -> unwritten.written(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void itGrowsAndGoesRoundLikeAQueue(long seed) {
    Random random = new Random(seed);
    ArrayDeque<Frames> expected = new ArrayDeque<>();
    ArrayDeque<Origin> origins = new ArrayDeque<>();
    int growth = 3;
    for (int i = 0; i < 20_000; i++) {
      if (i % 2000 == 0) {
        growth = 7 - growth; // fills, then empties
      }
      if (random.nextInt(7) < growth) {
        Frames message = message(i);
        Origin origin = random.nextBoolean() ? a : b;
        expected.add(message);
        origins.add(origin);
        unwritten.add(message, origin);
      } else if (!expected.isEmpty()) {
        assertThat(unwritten.first()).isSameAs(expected.remove());
        assertThat(unwritten.firstOrigin()).isSameAs(origins.remove());
        unwritten.removeFirst();
      }
      assertThat(unwritten.size()).isEqualTo(expected.size());
      assertThat(unwritten.bytes()).isEqualTo(expected.size() * message(0).cost());
    }
    while (!expected.isEmpty()) {
      assertThat(unwritten.first()).isSameAs(expected.remove());
      assertThat(unwritten.firstOrigin()).isSameAs(origins.remove());
      unwritten.written(1);
    }
    assertThat(unwritten.bytes()).isZero();
  }

  private void add(Origin... origins) {
    for (Origin origin : origins) {
      unwritten.add(message(0), origin);
    }
  }

  private static Frames message(int number) {
    return new Frames(new byte[] {(byte) number});
  }
}
