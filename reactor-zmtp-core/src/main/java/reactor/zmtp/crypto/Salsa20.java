package reactor.zmtp.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.Salsa20Engine;

/**
 * Salsa20, a block of 64 bytes at a time, with Bouncy Castle's core. Its state is 16 words: four
 * constants, eight of the key, two of the nonce and two of the block's number.
 */
final class Salsa20 {

  static final int WORDS = 16;
  static final int BLOCK = 4 * WORDS;
  static final int KEY = 32;
  static final int ROUNDS = 20;

  /** Where in the state the nonce of 8 bytes is, and after it the block's number. */
  static final int NONCE = 6;

  static final int NUMBER = 8;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  // "expand 32-byte k"
  private static final int SIGMA_0 = 0x61707865;
  private static final int SIGMA_1 = 0x3320646e;
  private static final int SIGMA_2 = 0x79622d32;
  private static final int SIGMA_3 = 0x6b206574;

  private Salsa20() {}

  /** The state of a key, with a nonce and a number of zero. */
  static int[] state(byte[] key) {
    int[] state = new int[WORDS];
    state[0] = SIGMA_0;
    state[5] = SIGMA_1;
    state[10] = SIGMA_2;
    state[15] = SIGMA_3;
    for (int i = 0; i < 4; i++) {
      state[1 + i] = (int) INTS.get(key, 4 * i);
      state[11 + i] = (int) INTS.get(key, 16 + 4 * i);
    }
    return state;
  }

  /** HSalsa20: a key of its own for each nonce of 16 bytes. */
  static byte[] derive(byte[] key, byte[] nonce, int offset) {
    int[] in = state(key);
    for (int i = 0; i < 4; i++) {
      in[NONCE + i] = (int) INTS.get(nonce, offset + 4 * i);
    }
    int[] out = new int[WORDS];
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

  /** Computes the block of a state. */
  static void block(int[] state, int[] words) {
    Salsa20Engine.salsaCore(ROUNDS, state, words);
  }

  static void toBytes(int[] words, byte[] block) {
    for (int i = 0; i < WORDS; i++) {
      INTS.set(block, 4 * i, words[i]);
    }
  }
}
