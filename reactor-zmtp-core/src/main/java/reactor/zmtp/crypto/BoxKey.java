package reactor.zmtp.crypto;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;

/**
 * A secret of 32 bytes that both sides have: two key pairs agreed on it (NaCl: crypto_box), or it
 * was drawn (crypto_secretbox).
 */
public final class BoxKey {

  /** The bytes of a nonce. */
  public static final int NONCE = 24;

  /** The bytes of any key. */
  public static final int SIZE = 32;

  private static final byte[] ZERO_NONCE = new byte[16];

  private final byte[] key;

  private BoxKey(byte[] key) {
    this.key = key;
  }

  /**
   * What two key pairs agree on.
   *
   * @param secretKey the one side's secret key
   * @param publicKey the other side's public key
   * @return the shared key, or null if the public key is one of those few that agree on nothing
   *     secret
   */
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

  /**
   * A key that was drawn.
   *
   * @param key 32 bytes, copied
   * @return the key
   */
  public static BoxKey of(byte[] key) {
    return new BoxKey(Arrays.copyOf(key, SIZE));
  }

  /**
   * Encrypts one message.
   *
   * @param nonce 24 bytes, never the same twice
   * @param plain the message, at least 1 byte
   * @return 16 bytes more than that
   */
  public byte[] seal(byte[] nonce, byte[] plain) {
    byte[] box = new byte[DirectedBox.TAG + plain.length];
    DirectedBox once = new XSalsa20Poly1305(key, nonce, 0);
    once.seal(XSalsa20Poly1305.number(nonce), plain[0], plain, 1, plain.length - 1, box, 0);
    once.forget();
    return box;
  }

  /**
   * Decrypts one message.
   *
   * @param nonce 24 bytes
   * @param box has the box
   * @param offset where it begins
   * @param length its length
   * @return the message, 16 bytes less; null if it is forged, or too short to be anything
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
   * What encrypts or decrypts many messages of one direction.
   *
   * @param noncePrefix the first 16 bytes of all their nonces
   * @return the box; it does not need this key any more
   */
  public DirectedBox directed(byte[] noncePrefix) {
    return new XSalsa20Poly1305(key, noncePrefix, 0);
  }

  /** Overwrites the key, which is of no use any more. */
  public void forget() {
    Arrays.fill(key, (byte) 0);
  }

  /** Nothing of the key. */
  @Override
  public String toString() {
    return "BoxKey";
  }
}
