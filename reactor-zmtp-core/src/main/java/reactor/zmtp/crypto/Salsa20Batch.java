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
    int[] w0 = words[0];
    int[] w1 = words[1];
    int[] w2 = words[2];
    int[] w3 = words[3];
    int[] w4 = words[4];
    int[] w5 = words[5];
    int[] w6 = words[6];
    int[] w7 = words[7];
    int[] w8 = words[8];
    int[] w9 = words[9];
    int[] w10 = words[10];
    int[] w11 = words[11];
    int[] w12 = words[12];
    int[] w13 = words[13];
    int[] w14 = words[14];
    int[] w15 = words[15];
    for (int i = 0; i < count; i++) {
      int from = inOffset + Salsa20.BLOCK * i;
      int to = outOffset + Salsa20.BLOCK * i;
      int b = at + i;
      xorPair(w0[b], w1[b], in, from, out, to);
      xorPair(w2[b], w3[b], in, from + 8, out, to + 8);
      xorPair(w4[b], w5[b], in, from + 16, out, to + 16);
      xorPair(w6[b], w7[b], in, from + 24, out, to + 24);
      xorPair(w8[b], w9[b], in, from + 32, out, to + 32);
      xorPair(w10[b], w11[b], in, from + 40, out, to + 40);
      xorPair(w12[b], w13[b], in, from + 48, out, to + 48);
      xorPair(w14[b], w15[b], in, from + 56, out, to + 56);
    }
  }

  private static void xorPair(int low, int high, byte[] in, int from, byte[] out, int to) {
    long pair = (low & 0xFFFFFFFFL) | ((long) high << 32);
    LONGS.set(out, to, (long) LONGS.get(in, from) ^ pair);
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
