package reactor.zmtp.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Poly1305 (RFC 8439, 2.5): a message's blocks of 16 bytes are coefficients of a polynomial, which
 * is evaluated modulo 2^130 - 5.
 *
 * <p>Numbers have limbs of 44, 44 and 42 bits and room above. Of a long message four blocks are
 * taken at a time, multiplied by the fourth to the first power of the key: their products do not
 * wait for each other, and are reduced once. Of a longer one it is {@link Poly1305Batch}'s 64.
 *
 * <p>In constant time: no branch and no place in memory depends on a secret, only on the length.
 * {@link Math#multiplyHigh} has a branch where it is no instruction, on the sign; nothing here is
 * negative.
 */
final class Poly1305 {

  static final int KEY = 32;
  static final int TAG = 16;

  private static final int BLOCK = 16;

  /** From so many bytes on powers pay. */
  private static final int LONG = 16 * BLOCK;

  /** From so many bytes on a batch pays. */
  private static final int LONGER = 8 * Poly1305Batch.BLOCKS * BLOCK;

  private static final int LIMB = 44;
  private static final long MASK = (1L << LIMB) - 1;
  private static final int TOP_LIMB = 130 - 2 * LIMB;
  private static final long TOP_MASK = (1L << TOP_LIMB) - 1;

  /** What is above three whole limbs is worth so much: 2^132 is 4 * 5. */
  private static final int WRAP = 20;

  /** Of a whole block, 2^128. */
  private static final long ONE = 1L << (128 - 2 * LIMB);

  private static final byte[] NOTHING = new byte[BLOCK];

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long r0;
  private long r1;
  private long r2;

  // r^2, r^3, r^4
  private long s0;
  private long s1;
  private long s2;
  private long t0;
  private long t1;
  private long t2;
  private long u0;
  private long u1;
  private long u2;

  private long h0;
  private long h1;
  private long h2;

  private long addendLow;
  private long addendHigh;

  private final byte[] last = new byte[BLOCK];

  private @Nullable Poly1305Batch batch;

  /** Takes the 32 bytes of a key, which is for one message alone. */
  void begin(byte[] key) {
    long low = (long) LONGS.get(key, 0) & 0x0ffffffc0fffffffL;
    long high = (long) LONGS.get(key, 8) & 0x0ffffffc0ffffffcL;
    r0 = low & MASK;
    r1 = ((low >>> LIMB) | (high << 20)) & MASK;
    r2 = high >>> 24;
    addendLow = (long) LONGS.get(key, 16);
    addendHigh = (long) LONGS.get(key, 24);
    h0 = h1 = h2 = 0;
  }

  /** Writes the tag of the message. */
  void tag(byte[] text, int offset, int length, byte[] tag, int tagOffset) {
    int end = offset + length;
    int at = offset;
    if (length >= LONGER) {
      at = manyTimes(text, at, end);
    }
    if (end - at >= LONG) {
      raise();
      at = fourTimes(text, at, end);
    }
    at = once(text, at, end, ONE);
    if (at < end) {
      Arrays.fill(last, (byte) 0);
      System.arraycopy(text, at, last, 0, end - at);
      last[end - at] = 1;
      once(last, 0, BLOCK, 0);
    }
    end(tag, tagOffset);
  }

  /** Overwrites what is kept for long messages, until the next. */
  void rest() {
    if (batch != null) {
      batch.forget();
      batch = null;
    }
  }

  /** Overwrites the key. */
  void forget() {
    rest();
    r0 = r1 = r2 = 0;
    s0 = s1 = s2 = 0;
    t0 = t1 = t2 = 0;
    u0 = u1 = u2 = 0;
    h0 = h1 = h2 = 0;
    addendLow = addendHigh = 0;
    Arrays.fill(last, (byte) 0);
  }

  private int manyTimes(byte[] text, int from, int end) {
    Poly1305Batch many = batch;
    if (many == null) {
      many = batch = new Poly1305Batch();
    }
    many.begin(r0 | (r1 << LIMB), (r1 >>> 20) | (r2 << 24));
    int at = many.take(text, from, end);
    long[] sum = many.sum();
    long whole = sum[0] + (sum[1] << 26);
    h0 = whole & MASK;
    whole = (whole >>> LIMB) + (sum[2] << 8) + (sum[3] << 34);
    h1 = whole & MASK;
    h2 = (whole >>> LIMB) + (sum[4] << 16);
    Arrays.fill(sum, 0);
    return at;
  }

  private void raise() {
    long sum0 = h0;
    long sum1 = h1;
    long sum2 = h2;
    h0 = r0;
    h1 = r1;
    h2 = r2;
    once(NOTHING, 0, BLOCK, 0);
    s0 = h0;
    s1 = h1;
    s2 = h2;
    once(NOTHING, 0, BLOCK, 0);
    t0 = h0;
    t1 = h1;
    t2 = h2;
    once(NOTHING, 0, BLOCK, 0);
    u0 = h0;
    u1 = h1;
    u2 = h2;
    h0 = sum0;
    h1 = sum1;
    h2 = sum2;
  }

  // A sum of products, each less than 2^94, is taken twice: without the lowest 44 bits of each
  // (multiplyHigh, its operands shifted by 15 + 5 = 64 - 44 bits), and modulo 2^64. From both
  // follows the sum of the lowest 44 bits. So there is never a carry out of 64 bits to look for.

  /**
   * Takes whole blocks, four at a time, and returns where they end. Multiplications limit it, so
   * there are six for two numbers of three limbs and not nine, as Karatsuba found: a0 * b1 + a1 *
   * b0 is (a0 + a1) * (b0 + b1) without the other two products.
   */
  private int fourTimes(byte[] text, int from, int end) {
    long r0 = this.r0;
    long r1 = this.r1;
    long r2 = this.r2;
    long r01 = r0 + r1;
    long r02 = r0 + r2;
    long r12 = r1 + r2;
    long s0 = this.s0;
    long s1 = this.s1;
    long s2 = this.s2;
    long s01 = s0 + s1;
    long s02 = s0 + s2;
    long s12 = s1 + s2;
    long t0 = this.t0;
    long t1 = this.t1;
    long t2 = this.t2;
    long t01 = t0 + t1;
    long t02 = t0 + t2;
    long t12 = t1 + t2;
    long u0 = this.u0;
    long u1 = this.u1;
    long u2 = this.u2;
    long u01 = u0 + u1;
    long u02 = u0 + u2;
    long u12 = u1 + u2;
    long h0 = this.h0;
    long h1 = this.h1;
    long h2 = this.h2;
    int at = from;
    for (; end - at >= 4 * BLOCK; at += 4 * BLOCK) {
      long low = (long) LONGS.get(text, at);
      long high = (long) LONGS.get(text, at + 8);
      long a0 = h0 + (low & MASK);
      long a1 = h1 + middle(low, high);
      long a2 = h2 + top(high);
      low = (long) LONGS.get(text, at + 16);
      high = (long) LONGS.get(text, at + 24);
      long b0 = low & MASK;
      long b1 = middle(low, high);
      long b2 = top(high);
      low = (long) LONGS.get(text, at + 32);
      high = (long) LONGS.get(text, at + 40);
      long c0 = low & MASK;
      long c1 = middle(low, high);
      long c2 = top(high);
      low = (long) LONGS.get(text, at + 48);
      high = (long) LONGS.get(text, at + 56);
      long d0 = low & MASK;
      long d1 = middle(low, high);
      long d2 = top(high);

      long high0 = above(a0, u0) + above(b0, t0) + above(c0, s0) + above(d0, r0);
      long low0 = a0 * u0 + b0 * t0 + c0 * s0 + d0 * r0 - (high0 << LIMB);
      long high1 = above(a1, u1) + above(b1, t1) + above(c1, s1) + above(d1, r1);
      long low1 = a1 * u1 + b1 * t1 + c1 * s1 + d1 * r1 - (high1 << LIMB);
      long high2 = above(a2, u2) + above(b2, t2) + above(c2, s2) + above(d2, r2);
      long low2 = a2 * u2 + b2 * t2 + c2 * s2 + d2 * r2 - (high2 << LIMB);
      long high01 =
          above(a0 + a1, u01) + above(b0 + b1, t01) + above(c0 + c1, s01) + above(d0 + d1, r01);
      long low01 =
          (a0 + a1) * u01 + (b0 + b1) * t01 + (c0 + c1) * s01 + (d0 + d1) * r01 - (high01 << LIMB);
      long high02 =
          above(a0 + a2, u02) + above(b0 + b2, t02) + above(c0 + c2, s02) + above(d0 + d2, r02);
      long low02 =
          (a0 + a2) * u02 + (b0 + b2) * t02 + (c0 + c2) * s02 + (d0 + d2) * r02 - (high02 << LIMB);
      long high12 =
          above(a1 + a2, u12) + above(b1 + b2, t12) + above(c1 + c2, s12) + above(d1 + d2, r12);
      long low12 =
          (a1 + a2) * u12 + (b1 + b2) * t12 + (c1 + c2) * s12 + (d1 + d2) * r12 - (high12 << LIMB);

      // What is less than 44 bits of a column may be negative by now, so shifts keep the sign.
      long column0 = low0 + WRAP * (low12 - low1 - low2);
      long column1 = low01 - low0 - low1 + WRAP * low2;
      long column2 = low02 - low0 - low2 + low1;
      column1 += high0 + WRAP * (high12 - high1 - high2) + (column0 >> LIMB);
      column2 += high01 - high0 - high1 + WRAP * high2 + (column1 >> LIMB);
      long over = high02 - high0 - high2 + high1 + (column2 >> LIMB);
      h0 = (column0 & MASK) + WRAP * over;
      h1 = (column1 & MASK) + (h0 >>> LIMB);
      h0 &= MASK;
      h2 = column2 & MASK;
    }
    this.h0 = h0;
    this.h1 = h1;
    this.h2 = h2;
    return at;
  }

  private static long middle(long low, long high) {
    return ((low >>> LIMB) | (high << 20)) & MASK;
  }

  private static long top(long high) {
    return (high >>> 24) | ONE;
  }

  /** Takes whole blocks, with this on top of each, and returns where they end. */
  private int once(byte[] text, int from, int end, long top) {
    long r0 = this.r0;
    long r1 = this.r1;
    long r2 = this.r2;
    long wr1 = WRAP * r1;
    long wr2 = WRAP * r2;
    long h0 = this.h0;
    long h1 = this.h1;
    long h2 = this.h2;
    int at = from;
    for (; end - at >= BLOCK; at += BLOCK) {
      long low = (long) LONGS.get(text, at);
      long high = (long) LONGS.get(text, at + 8);
      h0 += low & MASK;
      h1 += ((low >>> LIMB) | (high << 20)) & MASK;
      h2 += (high >>> 24) | top;
      long c0 = above(h0, r0) + above(h1, wr2) + above(h2, wr1);
      long d0 = h0 * r0 + h1 * wr2 + h2 * wr1 - (c0 << LIMB);
      long c1 = above(h0, r1) + above(h1, r0) + above(h2, wr2);
      long d1 = h0 * r1 + h1 * r0 + h2 * wr2 - (c1 << LIMB);
      long c2 = above(h0, r2) + above(h1, r1) + above(h2, r0);
      long d2 = h0 * r2 + h1 * r1 + h2 * r0 - (c2 << LIMB);
      d1 += c0 + (d0 >>> LIMB);
      d2 += c1 + (d1 >>> LIMB);
      h0 = (d0 & MASK) + WRAP * (c2 + (d2 >>> LIMB));
      h1 = (d1 & MASK) + (h0 >>> LIMB);
      h0 &= MASK;
      h2 = d2 & MASK;
    }
    this.h0 = h0;
    this.h1 = h1;
    this.h2 = h2;
    return at;
  }

  /** A product without its lowest 44 bits. */
  private static long above(long a, long b) {
    return Math.multiplyHigh(a << 15, b << 5);
  }

  private void end(byte[] tag, int offset) {
    carry();
    carry();
    // If it is not less than the modulus, then h + 5 reaches 2^130, and what is below is right.
    long g0 = h0 + 5;
    long g1 = h1 + (g0 >>> LIMB);
    long g2 = h2 + (g1 >>> LIMB);
    long reaches = -(g2 >>> TOP_LIMB);
    h0 = (h0 & ~reaches) | (g0 & MASK & reaches);
    h1 = (h1 & ~reaches) | (g1 & MASK & reaches);
    h2 = (h2 & ~reaches) | (g2 & TOP_MASK & reaches);
    long low = h0 | (h1 << LIMB);
    long high = (h1 >>> 20) | (h2 << 24);
    long sum = low + addendLow;
    long carry = ((low & addendLow) | ((low | addendLow) & ~sum)) >>> 63;
    LONGS.set(tag, offset, sum);
    LONGS.set(tag, offset + 8, high + addendHigh + carry);
  }

  private void carry() {
    h1 += h0 >>> LIMB;
    h0 &= MASK;
    h2 += h1 >>> LIMB;
    h1 &= MASK;
    h0 += 5 * (h2 >>> TOP_LIMB);
    h2 &= TOP_MASK;
  }
}
