package reactor.zmtp.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.Salsa20Engine;

/**
 * Salsa20's stream under one key, for one message after another. As Bouncy Castle's engine, with
 * its core, but a key that stays is not set again for each message, and four bytes are taken at a
 * time.
 */
final class Salsa20 {

  static final int KEY = 32;
  static final int NONCE = 8;

  private static final int ROUNDS = 20;
  private static final int BLOCK = 64;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  // "expand 32-byte k"
  private static final int SIGMA_0 = 0x61707865;
  private static final int SIGMA_1 = 0x3320646e;
  private static final int SIGMA_2 = 0x79622d32;
  private static final int SIGMA_3 = 0x6b206574;

  private final int[] state = new int[16];
  private final int[] words = new int[16];
  private final byte[] block = new byte[BLOCK];
  private int used = BLOCK;

  Salsa20(byte[] key) {
    setKey(state, key);
  }

  /** HSalsa20: a key of its own for each nonce of 16 bytes. */
  static byte[] derive(byte[] key, byte[] nonce, int offset) {
    int[] in = new int[16];
    setKey(in, key);
    for (int i = 0; i < 4; i++) {
      in[6 + i] = (int) INTS.get(nonce, offset + 4 * i);
    }
    int[] out = new int[16];
    Salsa20Engine.salsaCore(ROUNDS, in, out);
    // The core adds its input at the end, HSalsa20 does not.
    byte[] derived = new byte[KEY];
    int at = 0;
    for (int i : new int[] {0, 5, 10, 15, 6, 7, 8, 9}) {
      INTS.set(derived, at, out[i] - in[i]);
      at += 4;
    }
    Arrays.fill(in, 0);
    Arrays.fill(out, 0);
    return derived;
  }

  private static void setKey(int[] state, byte[] key) {
    state[0] = SIGMA_0;
    state[5] = SIGMA_1;
    state[10] = SIGMA_2;
    state[15] = SIGMA_3;
    for (int i = 0; i < 4; i++) {
      state[1 + i] = (int) INTS.get(key, 4 * i);
      state[11 + i] = (int) INTS.get(key, 16 + 4 * i);
    }
  }

  /** Begins the stream of a nonce of 8 bytes. */
  void begin(byte[] nonce, int offset) {
    state[6] = (int) INTS.get(nonce, offset);
    state[7] = (int) INTS.get(nonce, offset + 4);
    state[8] = 0;
    state[9] = 0;
    used = BLOCK;
  }

  void read(byte[] out, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = next();
    }
  }

  byte crypt(byte in) {
    return (byte) (in ^ next());
  }

  void crypt(byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    int i = 0;
    while (i < length && used < BLOCK) {
      out[outOffset + i] = (byte) (in[inOffset + i] ^ block[used++]);
      i++;
    }
    while (length - i >= BLOCK) {
      nextBlock();
      for (int word = 0; word < 16; word++) {
        int plain = (int) INTS.get(in, inOffset + i);
        INTS.set(out, outOffset + i, plain ^ words[word]);
        i += 4;
      }
    }
    while (i < length) {
      out[outOffset + i] = (byte) (in[inOffset + i] ^ next());
      i++;
    }
  }

  void forget() {
    Arrays.fill(state, 0);
    Arrays.fill(words, 0);
    Arrays.fill(block, (byte) 0);
  }

  private byte next() {
    if (used == BLOCK) {
      nextBlock();
      for (int word = 0; word < 16; word++) {
        INTS.set(block, 4 * word, words[word]);
      }
      used = 0;
    }
    return block[used++];
  }

  private void nextBlock() {
    Salsa20Engine.salsaCore(ROUNDS, state, words);
    if (++state[8] == 0) {
      state[9]++;
    }
  }
}
