package reactor.zmtp.crypto;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;

/**
 * Secret of 32 bytes that both sides have: two key pairs agreed on it (NaCl: crypto_box), or it was
 * drawn (crypto_secretbox).
 */
public final class BoxKey {

  public static final int NONCE = 24;

  public static final int SIZE = 32;

  private static final byte[] ZERO_NONCE = new byte[16];

  private final byte[] key;

  private BoxKey(byte[] key) {
    this.key = key;
  }

  /** Null if the public key is one of those few that agree on nothing secret. */
  public static @Nullable BoxKey agree(byte[] secretKey, byte[] publicKey) {
    byte[] shared = new byte[X25519.POINT_SIZE];
    try {
      return X25519.calculateAgreement(secretKey, 0, publicKey, 0, shared, 0)
          ? new BoxKey(Salsa20.derive(shared, ZERO_NONCE, 0))
          : null;
    } finally {
      Arrays.fill(shared, (byte) 0);
    }
  }

  /** Copies the key. */
  public static BoxKey of(byte[] key) {
    return new BoxKey(Arrays.copyOf(key, SIZE));
  }

  /**
   * The nonce has 24 bytes, never the same twice; the message has at least 1 byte, and the box 16
   * more.
   */
  public byte[] seal(byte[] nonce, byte[] plain) {
    byte[] box = new byte[DirectedBox.TAG + plain.length];
    DirectedBox once = new XSalsa20Poly1305(key, nonce, 0);
    once.seal(XSalsa20Poly1305.number(nonce), plain[0], plain, 1, plain.length - 1, box, 0);
    once.forget();
    return box;
  }

  /**
   * The message, 16 bytes shorter than the box; null if it is forged, or too short to be anything.
   */
  public byte @Nullable [] open(byte[] nonce, byte[] box, int offset, int length) {
    if (length <= DirectedBox.TAG) {
      return null;
    }
    byte[] rest = new byte[length - DirectedBox.TAG - 1];
    DirectedBox once = new XSalsa20Poly1305(key, nonce, 0);
    int first = once.open(XSalsa20Poly1305.number(nonce), box, offset, length, rest);
    once.forget();
    if (first < 0) {
      return null;
    }
    byte[] plain = new byte[1 + rest.length];
    plain[0] = (byte) first;
    System.arraycopy(rest, 0, plain, 1, rest.length);
    Arrays.fill(rest, (byte) 0); // it may be a key
    return plain;
  }

  /**
   * A box for many messages of one direction, whose nonces begin with these 16 bytes. It does not
   * need this key any more.
   */
  public DirectedBox directed(byte[] noncePrefix) {
    return new XSalsa20Poly1305(key, noncePrefix, 0);
  }

  public void forget() {
    Arrays.fill(key, (byte) 0);
  }

  /** Shows nothing of the key. */
  @Override
  public String toString() {
    return "BoxKey";
  }
}
