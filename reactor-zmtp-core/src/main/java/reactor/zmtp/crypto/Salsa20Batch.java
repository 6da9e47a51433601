package reactor.zmtp.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * 256 blocks of Salsa20 at once, for one message and those after it: each word of the state is an
 * array, with a place for each block.
 *
 * <p>The loops over such arrays have nothing in them but additions, rotations and exclusive ors,
 * which HotSpot turns into vector instructions, and which take the same time whatever the key is:
 * no branch depends on a secret, and no place in memory. How fast they are depends on their form.
 * It keeps to one quarter of a round in a loop, in a method with one call, and to a number of
 * blocks that is a constant.
 */
final class Salsa20Batch {

  static final int BLOCKS = 256;

  /** So many are passed over eight times while they are in the processor's nearest cache. */
  private static final int CACHED = 64;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int[][] DOUBLE_ROUND = {
    {0, 4, 8, 12}, {5, 9, 13, 1}, {10, 14, 2, 6}, {15, 3, 7, 11},
    {0, 1, 2, 3}, {5, 6, 7, 4}, {10, 11, 8, 9}, {15, 12, 13, 14}
  };

  private final int[][] words = new int[Salsa20.WORDS][BLOCKS];

  /** Words 6, 7 and 8 of each block's state; the others are the same for all. */
  private final int[][] places = new int[3][BLOCKS];

  private long first;
  private int firstBlock;
  private int blocksOfFirst;
  private int blocksOfOthers;

  /**
   * Makes so many blocks of message {@code first} from {@code firstBlock} on, as far as there is
   * room, and then so many of each message that follows.
   */
  void make(int[] state, long first, int firstBlock, int blocksOfFirst, int blocksOfOthers) {
    this.first = first;
    this.firstBlock = firstBlock;
    this.blocksOfFirst = Math.min(blocksOfFirst, BLOCKS);
    this.blocksOfOthers = blocksOfOthers;
    layOut();
    for (int i = 0; i < Salsa20.WORDS; i++) {
      if (isPlace(i)) {
        System.arraycopy(places[i - Salsa20.NONCE], 0, words[i], 0, BLOCKS);
      } else {
        Arrays.fill(words[i], state[i]);
      }
    }
    for (int i = 0; i < Salsa20.ROUNDS; i += 2) {
      for (int[] quarter : DOUBLE_ROUND) {
        quarterRound(words[quarter[0]], words[quarter[1]], words[quarter[2]], words[quarter[3]]);
      }
    }
    for (int i = 0; i < Salsa20.WORDS; i++) {
      if (isPlace(i)) {
        add(words[i], places[i - Salsa20.NONCE]);
      } else {
        add(words[i], state[i]);
      }
    }
  }

  private static boolean isPlace(int word) {
    return word >= Salsa20.NONCE && word <= Salsa20.NUMBER;
  }

  private void layOut() {
    int[] high = places[0];
    int[] low = places[1];
    int[] blocks = places[2];
    long number = first;
    int block = firstBlock;
    int end = firstBlock + blocksOfFirst;
    for (int i = 0; i < BLOCKS; i++) {
      high[i] = highWord(number);
      low[i] = lowWord(number);
      blocks[i] = block;
      if (++block == end) {
        number++;
        block = 0;
        end = blocksOfOthers;
      }
    }
  }

  /** A message's number is the nonce, most significant byte first; words have that one last. */
  static int highWord(long number) {
    return Integer.reverseBytes((int) (number >>> 32));
  }

  static int lowWord(long number) {
    return Integer.reverseBytes((int) number);
  }

  private static void quarterRound(int[] as, int[] bs, int[] cs, int[] ds) {
    for (int i = 0; i < BLOCKS; i++) {
      int a = as[i];
      int b = bs[i];
      int c = cs[i];
      int d = ds[i];
      b ^= Integer.rotateLeft(a + d, 7);
      c ^= Integer.rotateLeft(b + a, 9);
      d ^= Integer.rotateLeft(c + b, 13);
      a ^= Integer.rotateLeft(d + c, 18);
      as[i] = a;
      bs[i] = b;
      cs[i] = c;
      ds[i] = d;
    }
  }

  private static void add(int[] words, int value) {
    for (int i = 0; i < BLOCKS; i++) {
      words[i] += value;
    }
  }

  private static void add(int[] words, int[] values) {
    for (int i = 0; i < BLOCKS; i++) {
      words[i] += values[i];
    }
  }

  /** Where a message's block is, or -1 if it is none of these. */
  int find(long number, int block) {
    if (number == first) {
      int at = block - firstBlock;
      return at >= 0 && at < blocksOfFirst ? at : -1;
    }
    long messages = number - first - 1;
    if (messages < 0 || messages >= BLOCKS || block >= blocksOfOthers) {
      return -1;
    }
    long at = blocksOfFirst + messages * blocksOfOthers + block;
    return at < BLOCKS ? (int) at : -1;
  }

  /** How many blocks of a message are there from its block at this place on. */
  int countFrom(int at, long number, int block) {
    return number == first ? blocksOfFirst - at : Math.min(blocksOfOthers - block, BLOCKS - at);
  }

  /** Whether some are of messages that follow this one. */
  boolean isAheadOf(long number) {
    return number - first >= 0 && find(number + 1, 0) >= 0;
  }

  void copy(int at, int[] block) {
    for (int i = 0; i < Salsa20.WORDS; i++) {
      block[i] = words[i][at];
    }
  }

  /** XORs whole blocks of bytes with those from this place on. */
  void xor(int at, int count, byte[] in, int inOffset, byte[] out, int outOffset) {
    for (int done = 0; done < count; done += CACHED) {
      int some = Math.min(CACHED, count - done);
      int from = inOffset + Salsa20.BLOCK * done;
      int to = outOffset + Salsa20.BLOCK * done;
      for (int i = 0; i < Salsa20.WORDS; i += 2) {
        int bytes = i * Integer.BYTES;
        xor(words[i], words[i + 1], at + done, some, in, from + bytes, out, to + bytes);
      }
    }
  }

  /** Two words of each block, which are eight bytes. */
  private static void xor(
      int[] low, int[] high, int at, int count, byte[] in, int from, byte[] out, int to) {
    for (int i = 0; i < count; i++) {
      long pair = (low[at + i] & 0xFFFFFFFFL) | ((long) high[at + i] << 32);
      int place = Salsa20.BLOCK * i;
      LONGS.set(out, to + place, (long) LONGS.get(in, from + place) ^ pair);
    }
  }

  void forget() {
    for (int[] word : words) {
      Arrays.fill(word, 0);
    }
    for (int[] place : places) {
      Arrays.fill(place, 0);
    }
    blocksOfFirst = 0;
    blocksOfOthers = 0;
  }
}
