package reactor.zmtp.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which blocks of which messages are in a batch, and where. */
class Salsa20BatchTest {

  private static final long FIRST = 100;
  private static final int FIRST_BLOCK = 3;
  private static final int OF_FIRST = 10;
  private static final int OF_OTHERS = 4;

  /** 10 blocks of the first, 4 of each of 61 others, and 2 of one more. */
  private static final long LAST = FIRST + 62;

  private final Salsa20Batch batch = made(FIRST_BLOCK, OF_FIRST);

  @Test
  void theFirstMessagesBlocksComeFirst() {
    assertThat(batch.find(FIRST, FIRST_BLOCK)).isZero();
    assertThat(batch.find(FIRST, FIRST_BLOCK + 9)).isEqualTo(9);
  }

  @Test
  void otherBlocksOfTheFirstMessageAreNotThere() {
    assertThat(batch.find(FIRST, FIRST_BLOCK - 1)).isEqualTo(-1);
    assertThat(batch.find(FIRST, FIRST_BLOCK + 10)).isEqualTo(-1);
  }

  @Test
  void thoseOfTheMessagesThatFollowComeAfterThem() {
    assertThat(batch.find(FIRST + 1, 0)).isEqualTo(10);
    assertThat(batch.find(FIRST + 1, 3)).isEqualTo(13);
    assertThat(batch.find(FIRST + 2, 0)).isEqualTo(14);
    assertThat(batch.find(LAST, 1)).isEqualTo(255);
  }

  @Test
  void furtherBlocksOfAMessageThatFollowsAreNotThere() {
    assertThat(batch.find(FIRST + 1, 4)).isEqualTo(-1);
    assertThat(batch.find(LAST, 2)).isEqualTo(-1);
  }

  @Test
  void messagesBeforeAndAfterAreNotThere() {
    assertThat(batch.find(FIRST - 1, 0)).isEqualTo(-1);
    assertThat(batch.find(LAST + 1, 0)).isEqualTo(-1);
  }

  /** So many messages, of four blocks each, are 2^64 blocks, or none in 64 bits. */
  @Test
  void aMessageFarAheadIsNotThere() {
    assertThat(batch.find(FIRST + 1 + (1L << 62), 0)).isEqualTo(-1);
  }

  @Test
  void blocksAreCountedToTheEndOfTheirMessage() {
    assertThat(batch.countFrom(0, FIRST, FIRST_BLOCK)).isEqualTo(10);
    assertThat(batch.countFrom(9, FIRST, FIRST_BLOCK + 9)).isEqualTo(1);
    assertThat(batch.countFrom(10, FIRST + 1, 0)).isEqualTo(4);
    assertThat(batch.countFrom(13, FIRST + 1, 3)).isEqualTo(1);
  }

  @Test
  void blocksAreCountedToTheEndOfTheBatch() {
    assertThat(batch.countFrom(254, LAST, 0)).isEqualTo(2);
    assertThat(batch.countFrom(255, LAST, 1)).isEqualTo(1);
  }

  @Test
  void aBatchIsAheadOfAllMessagesButItsLast() {
    assertThat(batch.isAheadOf(FIRST)).isTrue();
    assertThat(batch.isAheadOf(LAST - 1)).isTrue();
    assertThat(batch.isAheadOf(LAST)).isFalse();
  }

  @Test
  void aBatchIsAheadOfNoMessageBeforeItsFirst() {
    assertThat(made(0, OF_FIRST).isAheadOf(FIRST - 1)).isFalse();
  }

  @Test
  void aBatchThatOneMessageFillsIsAheadOfNone() {
    assertThat(made(0, 1000).isAheadOf(FIRST)).isFalse();
  }

  @Test
  void nothingIsThereOnceItIsForgotten() {
    batch.forget();

    assertThat(batch.find(FIRST, FIRST_BLOCK)).isEqualTo(-1);
    assertThat(batch.find(FIRST + 1, 0)).isEqualTo(-1);
  }

  private static Salsa20Batch made(int firstBlock, int blocksOfFirst) {
    Salsa20Batch made = new Salsa20Batch();
    made.make(Salsa20.state(new byte[32]), FIRST, firstBlock, blocksOfFirst, OF_OTHERS);
    return made;
  }
}
