package reactor.zmtp.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which blocks are made ahead, and for how long they are kept. */
class KeyStreamTest {

  private static final byte[] KEY = new byte[32];
  private static final int TWO_BLOCKS = 65;

  static {
    new Random(1).nextBytes(KEY);
  }

  private final KeyStream stream = new KeyStream(KEY);
  private long number;

  @Test
  void nothingIsAheadOfAFewMessages() {
    for (int i = 0; i < 20; i++) {
      take(TWO_BLOCKS);
    }

    assertThat(stream.isAhead()).isFalse();
  }

  @Test
  void streamIsAheadOfManyMessages() {
    manyMessages();

    assertThat(stream.isAhead()).isTrue();
  }

  @Test
  void streamIsAheadOfOneLongMessage() {
    take(10_000);

    assertThat(stream.isAhead()).isTrue();
  }

  @Test
  void nothingIsAheadOnceThereIsNoMessageBetweenTwoRests() {
    manyMessages();

    stream.rest();
    assertThat(stream.isAhead()).isTrue();

    stream.rest();
    assertThat(stream.isAhead()).isFalse();
  }

  @Test
  void aMessageBetweenTwoRestsKeepsWhatIsAhead() {
    manyMessages();
    stream.rest();
    take(TWO_BLOCKS);
    stream.rest();

    assertThat(stream.isAhead()).isTrue();
  }

  @Test
  void afterARestTheStreamIsTheSame() {
    manyMessages();
    stream.rest();
    stream.rest();

    assertThat(take(1000)).isEqualTo(expected(1000));
  }

  @Test
  void numbersThatAreLeftOutCostNothingButTheirBlocks() {
    manyMessages();

    for (int skipped : new int[] {1, 2, 10, 100, 10_000}) {
      number += skipped;
      assertThat(take(TWO_BLOCKS)).as("after %d left out", skipped).isEqualTo(expected(TWO_BLOCKS));
    }
  }

  @Test
  void aNumberThatWasBeforeHasItsStreamAgain() {
    manyMessages();
    number -= 7;

    assertThat(take(TWO_BLOCKS)).isEqualTo(expected(TWO_BLOCKS));
  }

  @Test
  void numbersAreUnsigned() {
    number = Long.MAX_VALUE - 50;
    for (int i = 0; i < 100; i++) {
      assertThat(take(TWO_BLOCKS)).isEqualTo(expected(TWO_BLOCKS));
    }

    number = -50;
    for (int i = 0; i < 100; i++) {
      assertThat(take(TWO_BLOCKS)).isEqualTo(expected(TWO_BLOCKS));
    }
  }

  @Test
  void messagesLongerThanUsualHaveTheirStream() {
    manyMessages();

    for (int length : new int[] {200, 65, 3_000, 1, 20_000, 64, 200_000, 65}) {
      assertThat(take(length)).as("length %d", length).isEqualTo(expected(length));
    }
  }

  @Test
  void oneLongMessageIsSoonForgottenInWhatIsUsual() throws Exception {
    take(100_000);
    for (int i = 0; i < 100; i++) {
      take(1);
    }

    assertThat(field(stream, "usual")).isEqualTo(1);
  }

  @Test
  void aMessageTakesAsManyBlocksAsItsBytesNeed() throws Exception {
    assertThat(field(begun(64), "usual")).isEqualTo(1);
    assertThat(field(begun(65), "usual")).isEqualTo(2);
    assertThat(field(begun(128), "usual")).isEqualTo(2);
  }

  private static KeyStream begun(int length) {
    KeyStream stream = new KeyStream(KEY);
    stream.begin(1, length);
    return stream;
  }

  /** The key of the tag takes 32 bytes. */
  @Test
  void aBoxTakesAsManyBlocksAsItsTextAndItsKeyNeed() throws Exception {
    for (int length : new int[] {96, 97}) {
      DirectedBox box = new XSalsa20Poly1305(KEY, new byte[16], 0);
      byte[] sealed = new byte[DirectedBox.TAG + length];
      box.seal(1, (byte) 1, new byte[length], 0, length - 1, sealed, 0);
      assertThat(field(field(box, "stream"), "usual")).isEqualTo(length == 96 ? 2 : 3);

      DirectedBox receiver = new XSalsa20Poly1305(KEY, new byte[16], 0);
      receiver.open(1, sealed, 0, sealed.length, new byte[length]);
      assertThat(field(field(receiver, "stream"), "usual")).isEqualTo(length == 96 ? 2 : 3);
    }
  }

  @Test
  void whatIsUsualShrinksByAnEighth() throws Exception {
    take(80 * Salsa20.BLOCK);

    take(1);

    assertThat(field(stream, "usual")).isEqualTo(70);
  }

  @Test
  void aMessageThatIsLongerThanUsualLeavesTheNextOnesWhatWasMadeForThem() throws Exception {
    manyMessages();
    Object first = field(field(stream, "batch"), "first");

    take((2 + 47) * Salsa20.BLOCK);

    assertThat(field(field(stream, "batch"), "first")).isEqualTo(first);
  }

  @Test
  void aMessageWhoseRestIsWorthABatchHasOneOfItsOwn() throws Exception {
    manyMessages();

    take((2 + 48) * Salsa20.BLOCK);

    assertThat(field(field(stream, "batch"), "first")).isEqualTo(number);
  }

  @Test
  void whatIsAheadIsTakenAsItWasMade() throws Exception {
    manyMessages();
    Arrays.fill((int[]) field(stream, "state"), 0); // a block made now would be another

    assertThat(take(TWO_BLOCKS)).isEqualTo(expected(TWO_BLOCKS));
  }

  @Test
  void theEndOfALongMessageIsMadeWithTheBeginningOfTheNext() throws Exception {
    take((Salsa20Batch.BLOCKS + 44) * Salsa20.BLOCK);

    Salsa20Batch batch = (Salsa20Batch) field(stream, "batch");
    assertThat(batch.find(number, Salsa20Batch.BLOCKS)).isZero();
    assertThat(batch.find(number + 1, 0)).isEqualTo(44);
  }

  @Test
  void whatIsForgottenIsOverwritten() throws Exception {
    manyMessages();
    List<Object> arrays = arrays(stream);
    assertThat(arrays).hasSize(3 + 16 + 3);

    stream.forget();

    assertThat(arrays).allMatch(KeyStreamTest::isZero);
    assertThat(stream.isAhead()).isFalse();
  }

  @Test
  void whatIsAheadOfAnIdleConnectionIsOverwritten() throws Exception {
    manyMessages();
    List<Object> arrays = arrays(stream);
    arrays.remove(field(stream, "state"));
    stream.rest();
    stream.rest();

    assertThat(arrays).allMatch(KeyStreamTest::isZero);
  }

  @Test
  void theKeyOfATagIsOverwritten() throws Exception {
    Poly1305 poly = new Poly1305();
    poly.begin(KEY);
    poly.tag(new byte[333], 0, 333, new byte[16], 0);

    poly.forget();

    for (Field field : Poly1305.class.getDeclaredFields()) {
      field.setAccessible(true);
      if (field.getType() == long.class && !Modifier.isStatic(field.getModifiers())) {
        assertThat(field.getLong(poly)).as(field.getName()).isZero();
      }
    }
    assertThat(isZero(field(poly, "last"))).isTrue();
  }

  @Test
  void whatIsKeptForTagsOfLongMessagesIsOverwritten() throws Exception {
    Poly1305 poly = new Poly1305();
    poly.begin(KEY);
    byte[] text = new byte[20_000];
    Arrays.fill(text, (byte) 1);
    poly.tag(text, 0, text.length, new byte[16], 0);
    Object batch = field(poly, "batch");
    List<Object> arrays = new ArrayList<>();
    for (String name : List.of("powers", "sums", "products")) {
      arrays.addAll(List.of((long[][]) field(batch, name)));
    }
    for (String name : List.of("carry", "low", "high")) {
      arrays.add(field(batch, name));
    }
    assertThat(arrays).hasSize(7 + 5 + 5 + 3).noneMatch(KeyStreamTest::isZero);

    poly.rest();

    assertThat(arrays).allMatch(KeyStreamTest::isZero);
  }

  @Test
  void theKeyOfATagIsForgottenWithWhatIsKeptForLongMessages() throws Exception {
    Poly1305 poly = new Poly1305();
    poly.begin(KEY);
    poly.tag(new byte[20_000], 0, 20_000, new byte[16], 0);

    poly.forget();

    assertThat(field(poly, "batch")).isNull();
  }

  @Test
  void aBoxKeepsWhatIsAheadAndWhatTagsNeedUntilItRests() throws Exception {
    DirectedBox box = new XSalsa20Poly1305(KEY, new byte[16], 0);
    assertThat(box.isAhead()).isFalse();
    box.seal(1, (byte) 1, new byte[20_000], 0, 20_000, new byte[20_017], 0);
    assertThat(box.isAhead()).isTrue();

    box.rest();
    assertThat(box.isAhead()).isTrue();
    assertThat(field(field(box, "poly"), "batch")).isNotNull();

    box.rest();
    assertThat(box.isAhead()).isFalse();
    assertThat(field(field(box, "poly"), "batch")).isNull();
  }

  @Test
  void aBoxForgetsTheKeyOfItsTags() throws Exception {
    DirectedBox box = new XSalsa20Poly1305(KEY, new byte[16], 0);
    box.seal(1, (byte) 1, new byte[300], 0, 300, new byte[317], 0);

    box.forget();

    assertThat(field(field(box, "poly"), "r0")).isEqualTo(0L);
  }

  private void manyMessages() {
    for (int i = 0; i < 100; i++) {
      take(TWO_BLOCKS);
    }
  }

  /** The stream of the next message. */
  private byte[] take(int length) {
    stream.begin(++number, length);
    byte[] taken = new byte[length];
    int blocks = length / Salsa20.BLOCK;
    stream.xor(new byte[length], 0, taken, 0, blocks);
    int rest = length - blocks * Salsa20.BLOCK;
    if (rest > 0) {
      System.arraycopy(stream.next(), 0, taken, length - rest, rest);
    }
    return taken;
  }

  /** The stream of the same message, by itself. */
  private byte[] expected(int length) {
    KeyStreamTest alone = new KeyStreamTest();
    byte[] expected = new byte[length];
    alone.stream.begin(number, 1); // too few for a batch
    for (int at = 0; at < length; at += Salsa20.BLOCK) {
      byte[] block = alone.stream.next();
      System.arraycopy(block, 0, expected, at, Math.min(Salsa20.BLOCK, length - at));
    }
    return expected;
  }

  private static List<Object> arrays(KeyStream stream) throws Exception {
    List<Object> arrays = new ArrayList<>();
    arrays.add(field(stream, "state"));
    arrays.add(field(stream, "words"));
    arrays.add(field(stream, "bytes"));
    Object batch = field(stream, "batch");
    arrays.addAll(List.of((int[][]) field(batch, "words")));
    arrays.addAll(List.of((int[][]) field(batch, "places")));
    return arrays;
  }

  private static Object field(Object of, String name) throws Exception {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  private static boolean isZero(Object array) {
    for (int i = 0; i < Array.getLength(array); i++) {
      if (Array.getLong(array, i) != 0) {
        return false;
      }
    }
    return true;
  }
}
