package reactor.zmtp.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * 64 blocks of Poly1305 at once: 64 sums, each of every 64th block, which are multiplied by the
 * 64th power of the key and in the end become one. Numbers have five limbs of 26 bits and room
 * above; each limb is an array, with a place for each sum.
 *
 * <p>As in {@link Salsa20Batch}, HotSpot turns loops over such arrays into vector instructions, and
 * how fast they are depends on their form: a loop has three products at most, and none without a
 * bound that is a constant.
 */
final class Poly1305Batch {

  static final int BLOCKS = 64;

  private static final int BLOCK = 16;
  private static final int LIMBS = 5;
  private static final int LIMB = 26;
  private static final long MASK = (1L << LIMB) - 1;

  /** What is above five limbs, 2^130, is worth so much. */
  private static final int WRAP = 5;

  /** Of a whole block, 2^128. */
  private static final long ONE = 1L << (128 - 4 * LIMB);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The key to the powers of 1, 2, 4, ..., 64. */
  private final long[][] powers = new long[1 + Integer.numberOfTrailingZeros(BLOCKS)][LIMBS];

  private long[][] sums = new long[LIMBS][BLOCKS];
  private long[][] products = new long[LIMBS][BLOCKS];
  private final long[] carry = new long[BLOCKS];
  private final long[] low = new long[BLOCKS];
  private final long[] high = new long[BLOCKS];

  /** Takes the key, as two numbers of 64 bits. */
  void begin(long keyLow, long keyHigh) {
    long[] key = powers[0];
    key[0] = keyLow & MASK;
    key[1] = (keyLow >>> 26) & MASK;
    key[2] = ((keyLow >>> 52) | (keyHigh << 12)) & MASK;
    key[3] = (keyHigh >>> 14) & MASK;
    key[4] = keyHigh >>> 40;
    for (int i = 1; i < powers.length; i++) {
      System.arraycopy(powers[i - 1], 0, powers[i], 0, LIMBS);
      multiply(powers[i], powers[i - 1]);
    }
    for (long[] limb : sums) {
      Arrays.fill(limb, 0);
    }
  }

  /** Takes whole blocks, 64 at a time, and returns where they end. */
  int take(byte[] text, int from, int end) {
    int at = from;
    while (true) {
      split(text, at, low, high);
      addLimb0(sums[0], low);
      addLimb1(sums[1], low);
      addLimb2(sums[2], low, high);
      addLimb3(sums[3], high);
      addLimb4(sums[4], high);
      at += BLOCKS * BLOCK;
      if (end - at < BLOCKS * BLOCK) {
        return at;
      }
      multiply(powers[powers.length - 1]);
    }
  }

  /** Makes the sums one number, in five limbs of at most 27 bits. */
  long[] sum() {
    long[] one = new long[LIMBS];
    int half = BLOCKS / 2;
    for (int i = powers.length - 2; i >= 0; i--, half /= 2) {
      for (int j = 0; j < half; j++) {
        get(j, one);
        multiply(one, powers[i]);
        for (int k = 0; k < LIMBS; k++) {
          sums[k][j] = one[k] + sums[k][j + half];
        }
      }
    }
    get(0, one);
    multiply(one, powers[0]);
    return one;
  }

  private void get(int place, long[] number) {
    for (int k = 0; k < LIMBS; k++) {
      number[k] = sums[k][place];
    }
  }

  private static void split(byte[] text, int from, long[] low, long[] high) {
    for (int i = 0; i < BLOCKS; i++) {
      low[i] = (long) LONGS.get(text, from + BLOCK * i);
      high[i] = (long) LONGS.get(text, from + BLOCK * i + Long.BYTES);
    }
  }

  private static void addLimb0(long[] sum, long[] low) {
    for (int i = 0; i < BLOCKS; i++) {
      sum[i] += low[i] & MASK;
    }
  }

  private static void addLimb1(long[] sum, long[] low) {
    for (int i = 0; i < BLOCKS; i++) {
      sum[i] += (low[i] >>> 26) & MASK;
    }
  }

  private static void addLimb2(long[] sum, long[] low, long[] high) {
    for (int i = 0; i < BLOCKS; i++) {
      sum[i] += ((low[i] >>> 52) | (high[i] << 12)) & MASK;
    }
  }

  private static void addLimb3(long[] sum, long[] high) {
    for (int i = 0; i < BLOCKS; i++) {
      sum[i] += (high[i] >>> 14) & MASK;
    }
  }

  private static void addLimb4(long[] sum, long[] high) {
    for (int i = 0; i < BLOCKS; i++) {
      sum[i] += (high[i] >>> 40) | ONE;
    }
  }

  /** Multiplies every sum. What is above a limb goes on to the next as it is made. */
  private void multiply(long[] by) {
    long[][] s = sums;
    long[][] p = products;
    long b0 = by[0];
    long b1 = by[1];
    long b2 = by[2];
    long b3 = by[3];
    long b4 = by[4];
    long w1 = WRAP * b1;
    long w2 = WRAP * b2;
    long w3 = WRAP * b3;
    long w4 = WRAP * b4;
    Arrays.fill(carry, 0);
    three(p[0], s[0], s[1], s[2], b0, w4, w3);
    two(p[0], s[3], s[4], w2, w1, carry);
    three(p[1], s[0], s[1], s[2], b1, b0, w4);
    two(p[1], s[3], s[4], w3, w2, carry);
    three(p[2], s[0], s[1], s[2], b2, b1, b0);
    two(p[2], s[3], s[4], w4, w3, carry);
    three(p[3], s[0], s[1], s[2], b3, b2, b1);
    two(p[3], s[3], s[4], b0, w4, carry);
    three(p[4], s[0], s[1], s[2], b4, b3, b2);
    two(p[4], s[3], s[4], b1, b0, carry);
    wrap(p[0], p[1], carry);
    sums = p;
    products = s;
  }

  private static void three(
      long[] product, long[] a, long[] b, long[] c, long byA, long byB, long byC) {
    for (int i = 0; i < BLOCKS; i++) {
      product[i] = a[i] * byA + b[i] * byB + c[i] * byC;
    }
  }

  private static void two(long[] product, long[] a, long[] b, long byA, long byB, long[] carry) {
    for (int i = 0; i < BLOCKS; i++) {
      long whole = product[i] + a[i] * byA + b[i] * byB + carry[i];
      carry[i] = whole >>> LIMB;
      product[i] = whole & MASK;
    }
  }

  private static void wrap(long[] limb0, long[] limb1, long[] carry) {
    for (int i = 0; i < BLOCKS; i++) {
      long over = carry[i];
      long whole = limb0[i] + over + (over << 2);
      limb1[i] += whole >>> LIMB;
      limb0[i] = whole & MASK;
    }
  }

  /** The same for one number. */
  private static void multiply(long[] a, long[] b) {
    long w1 = WRAP * b[1];
    long w2 = WRAP * b[2];
    long w3 = WRAP * b[3];
    long w4 = WRAP * b[4];
    long p0 = a[0] * b[0] + a[1] * w4 + a[2] * w3 + a[3] * w2 + a[4] * w1;
    long p1 = a[0] * b[1] + a[1] * b[0] + a[2] * w4 + a[3] * w3 + a[4] * w2;
    long p2 = a[0] * b[2] + a[1] * b[1] + a[2] * b[0] + a[3] * w4 + a[4] * w3;
    long p3 = a[0] * b[3] + a[1] * b[2] + a[2] * b[1] + a[3] * b[0] + a[4] * w4;
    long p4 = a[0] * b[4] + a[1] * b[3] + a[2] * b[2] + a[3] * b[1] + a[4] * b[0];
    p1 += p0 >>> LIMB;
    p2 += p1 >>> LIMB;
    p3 += p2 >>> LIMB;
    p4 += p3 >>> LIMB;
    p0 = (p0 & MASK) + WRAP * (p4 >>> LIMB);
    a[0] = p0 & MASK;
    a[1] = (p1 & MASK) + (p0 >>> LIMB);
    a[2] = p2 & MASK;
    a[3] = p3 & MASK;
    a[4] = p4 & MASK;
  }

  /** Overwrites the key, and what was made with it. */
  void forget() {
    for (long[] power : powers) {
      Arrays.fill(power, 0);
    }
    for (int k = 0; k < LIMBS; k++) {
      Arrays.fill(sums[k], 0);
      Arrays.fill(products[k], 0);
    }
    Arrays.fill(carry, 0);
    Arrays.fill(low, 0);
    Arrays.fill(high, 0);
  }
}
