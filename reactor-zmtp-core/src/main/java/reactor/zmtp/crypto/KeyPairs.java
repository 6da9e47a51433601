package reactor.zmtp.crypto;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** Keys of X25519 (RFC 7748), and random bytes. */
public final class KeyPairs {

  private static final SecureRandom RANDOM = new SecureRandom();

  private KeyPairs() {}

  /**
   * Draws a secret key.
   *
   * @return 32 bytes
   */
  public static byte[] drawSecretKey() {
    return random(X25519.SCALAR_SIZE);
  }

  /**
   * The public key that belongs to a secret key.
   *
   * @param secretKey 32 bytes
   * @return 32 bytes
   */
  public static byte[] publicKeyOf(byte[] secretKey) {
    byte[] publicKey = new byte[X25519.POINT_SIZE];
    X25519.scalarMultBase(secretKey, 0, publicKey, 0);
    return publicKey;
  }

  /**
   * Draws bytes nobody can guess.
   *
   * @param length how many
   * @return the bytes
   */
  public static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
