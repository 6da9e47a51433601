package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.concat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * crypto_box of NaCl: Curve25519, XSalsa20 and Poly1305, written for clearness and not for speed.
 */
final class Box {

  private static final int TAG = 16;
  private static final int KEY = 32;
  private static final int BLOCK = 64;
  private static final int[] SIGMA = words(Text.octets("expand 32-byte k"));
  private static final BigInteger P = BigInteger.TWO.pow(130).subtract(BigInteger.valueOf(5));

  private final byte[] key;

  Box(byte[] theirOpen, byte[] ownSecret) {
    key = hsalsa(X25519.shared(theirOpen, ownSecret), new byte[TAG]);
  }

  byte[] seal(byte[] nonce, byte[] plain) {
    byte[] sealed = stream(nonce, concat(new byte[KEY], plain));
    byte[] body = Arrays.copyOfRange(sealed, KEY, sealed.length);
    return concat(poly1305(Arrays.copyOf(sealed, KEY), body), body);
  }

  byte[] open(byte[] nonce, byte[] box) {
    if (box.length < TAG) {
      throw new Failed("right: a box; came: " + box.length + " octets");
    }
    byte[] body = Arrays.copyOfRange(box, TAG, box.length);
    byte[] opened = stream(nonce, concat(new byte[KEY], body));
    byte[] tag = poly1305(Arrays.copyOf(stream(nonce, new byte[KEY]), KEY), body);
    if (!MessageDigest.isEqual(tag, Arrays.copyOf(box, TAG))) {
      throw new Failed("right: a box that opens with these keys and this nonce; it does not");
    }
    return Arrays.copyOfRange(opened, KEY, opened.length);
  }

  /** The octets with XSalsa20's stream added. */
  private byte[] stream(byte[] nonce, byte[] octets) {
    byte[] inner = hsalsa(key, Arrays.copyOf(nonce, TAG));
    byte[] result = octets.clone();
    for (int block = 0; block * BLOCK < result.length; block++) {
      byte[] input =
          ByteBuffer.allocate(TAG)
              .order(ByteOrder.LITTLE_ENDIAN)
              .put(nonce, TAG, Long.BYTES)
              .putLong(block)
              .array();
      int[] state = state(inner, input);
      int[] mixed = rounds(state);
      ByteBuffer pad = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < mixed.length; i++) {
        pad.putInt(mixed[i] + state[i]);
      }
      for (int i = 0; i < BLOCK && block * BLOCK + i < result.length; i++) {
        result[block * BLOCK + i] ^= pad.get(i);
      }
    }
    return result;
  }

  private static byte[] hsalsa(byte[] key, byte[] input) {
    int[] mixed = rounds(state(key, input));
    ByteBuffer out = ByteBuffer.allocate(KEY).order(ByteOrder.LITTLE_ENDIAN);
    for (int i : new int[] {0, 5, 10, 15, 6, 7, 8, 9}) {
      out.putInt(mixed[i]);
    }
    return out.array();
  }

  private static int[] state(byte[] key, byte[] input) {
    int[] k = words(key);
    int[] n = words(input);
    return new int[] {
      SIGMA[0], k[0], k[1], k[2], k[3], SIGMA[1], n[0], n[1], n[2], n[3], SIGMA[2], k[4], k[5],
      k[6], k[7], SIGMA[3]
    };
  }

  private static int[] rounds(int[] state) {
    int[] x = state.clone();
    for (int i = 0; i < 10; i++) {
      for (int c = 0; c < 4; c++) {
        quarter(x, 5 * c % 16, (5 * c + 4) % 16, (5 * c + 8) % 16, (5 * c + 12) % 16);
      }
      for (int r = 0; r < 4; r++) {
        int row = 4 * r;
        quarter(x, row + r, row + (r + 1) % 4, row + (r + 2) % 4, row + (r + 3) % 4);
      }
    }
    return x;
  }

  private static void quarter(int[] x, int a, int b, int c, int d) {
    x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
    x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
    x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
    x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
  }

  private static byte[] poly1305(byte[] key, byte[] octets) {
    byte[] clamp = Arrays.copyOf(key, TAG);
    for (int i : new int[] {3, 7, 11, 15}) {
      clamp[i] &= 15;
    }
    for (int i : new int[] {4, 8, 12}) {
      clamp[i] &= (byte) 252;
    }
    BigInteger r = number(clamp);
    BigInteger sum = BigInteger.ZERO;
    for (int at = 0; at < octets.length; at += TAG) {
      byte[] block = Arrays.copyOfRange(octets, at, Math.min(at + TAG, octets.length));
      sum = sum.add(number(concat(block, new byte[] {1}))).multiply(r).mod(P);
    }
    byte[] tag = sum.add(number(Arrays.copyOfRange(key, TAG, KEY))).toByteArray();
    byte[] little = new byte[TAG];
    for (int i = 0; i < TAG && i < tag.length; i++) {
      little[i] = tag[tag.length - 1 - i];
    }
    return little;
  }

  private static BigInteger number(byte[] little) {
    byte[] big = new byte[little.length];
    for (int i = 0; i < big.length; i++) {
      big[i] = little[big.length - 1 - i];
    }
    return new BigInteger(1, big);
  }

  private static int[] words(byte[] octets) {
    int[] words = new int[octets.length / Integer.BYTES];
    ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
    return words;
  }
}
