package reactor.zmtp.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Salsa20's stream under one key, for one message after another. Since their numbers rise, blocks
 * of the next messages are made with those of this one, as many for each as messages took lately,
 * where there was enough traffic lately to use them. A number may as well be left out.
 */
final class KeyStream {

  /** So many blocks one by one cost what a batch costs, which is what one may be wasted after. */
  private static final int WORTH_A_BATCH = 48;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int[] state;
  private final int[] words = new int[Salsa20.WORDS];
  private final byte[] bytes = new byte[Salsa20.BLOCK];

  private long number;
  private int block;
  private int blocks;

  private @Nullable Salsa20Batch batch;

  /** How many blocks a message takes at most, of late. */
  private int usual;

  /** How many blocks messages took since the last rest. */
  private int lately;

  KeyStream(byte[] key) {
    this.state = Salsa20.state(key);
  }

  /** Begins a message's stream, of which so many bytes are needed. */
  void begin(long number, long length) {
    this.number = number;
    block = 0;
    blocks = (int) ((length + Salsa20.BLOCK - 1) / Salsa20.BLOCK);
    usual = Math.max(blocks, usual - (usual + 7) / 8);
    lately = Math.min(lately + blocks, WORTH_A_BATCH);
  }

  /** The next block; it is overwritten by what follows. */
  byte[] next() {
    int at = find();
    if (at >= 0 && batch != null) {
      batch.copy(at, words);
    } else {
      alone();
    }
    Salsa20.toBytes(words, bytes);
    block++;
    return bytes;
  }

  /** XORs whole blocks of bytes with the next ones. */
  void xor(byte[] in, int inOffset, byte[] out, int outOffset, int count) {
    int from = inOffset;
    int to = outOffset;
    int end = block + count;
    while (block < end) {
      int at = find();
      int found = 1;
      if (at >= 0 && batch != null) {
        found = Math.min(end - block, batch.countFrom(at, number, block));
        batch.xor(at, found, in, from, out, to);
        block += found;
      } else {
        xor(in, from, next(), 0, out, to, Salsa20.BLOCK);
      }
      from += found * Salsa20.BLOCK;
      to += found * Salsa20.BLOCK;
    }
  }

  static void xor(
      byte[] in, int inOffset, byte[] with, int withOffset, byte[] out, int outOffset, int count) {
    int i = 0;
    for (; count - i >= Long.BYTES; i += Long.BYTES) {
      long value = (long) LONGS.get(in, inOffset + i) ^ (long) LONGS.get(with, withOffset + i);
      LONGS.set(out, outOffset + i, value);
    }
    for (; i < count; i++) {
      out[outOffset + i] = (byte) (in[inOffset + i] ^ with[withOffset + i]);
    }
  }

  /** Where in the batch the next block is, or -1 if it is to be made alone. */
  private int find() {
    Salsa20Batch made = batch;
    int at = made == null ? -1 : made.find(number, block);
    if (at >= 0 || !isBatchDue(made)) {
      return at;
    }
    if (made == null) {
      made = batch = new Salsa20Batch();
    }
    made.make(state, number, block, blocks - block, usual);
    return 0;
  }

  /** Not for the end of a message that is longer than usual, as long as others are there. */
  private boolean isBatchDue(@Nullable Salsa20Batch made) {
    return lately >= WORTH_A_BATCH
        && (made == null || blocks - block >= WORTH_A_BATCH || !made.isAheadOf(number));
  }

  private void alone() {
    state[Salsa20.NONCE] = Salsa20Batch.highWord(number);
    state[Salsa20.NONCE + 1] = Salsa20Batch.lowWord(number);
    state[Salsa20.NUMBER] = block;
    Salsa20.block(state, words);
  }

  /** Whether there are blocks made ahead. */
  boolean isAhead() {
    return batch != null;
  }

  /** Overwrites what was made ahead, unless there were messages since the last time. */
  void rest() {
    if (lately == 0) {
      forgetBlocks();
    }
    lately = 0;
  }

  /** Overwrites the key, and all that was made with it. */
  void forget() {
    Arrays.fill(state, 0);
    forgetBlocks();
  }

  private void forgetBlocks() {
    Arrays.fill(words, 0);
    Arrays.fill(bytes, (byte) 0);
    if (batch != null) {
      batch.forget();
      batch = null;
    }
  }
}
