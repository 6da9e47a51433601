package reactor.zmtp.crypto;

import java.security.DrbgParameters;
import java.security.DrbgParameters.Capability;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * Key pairs of X25519 (RFC 7748), and random bytes. Bouncy Castle's X25519 was chosen by
 * measurement: the JDK's takes two to three times as long to agree on a key, and five to six times
 * as long for a public key.
 */
public final class KeyPairs {

  private static final int STRENGTH = 256;

  // The system's generator is read from a device, under a lock, which no event loop is to wait for.
  // This one (SP 800-90A) reads its seed once, when the first keys are made or read, which the
  // application does before there can be a connection.
  private static final SecureRandom RANDOM = seeded();

  private KeyPairs() {}

  private static SecureRandom seeded() {
    SecureRandom random;
    try {
      random =
          SecureRandom.getInstance(
              "DRBG", DrbgParameters.instantiation(STRENGTH, Capability.NONE, null));
    } catch (NoSuchAlgorithmException e) { // a JDK of other providers
      random = new SecureRandom();
    }
    random.nextBytes(new byte[1]); // now it is seeded
    return random;
  }

  public static byte[] drawSecretKey() {
    return random(X25519.SCALAR_SIZE);
  }

  public static byte[] publicKeyOf(byte[] secretKey) {
    byte[] publicKey = new byte[X25519.POINT_SIZE];
    X25519.scalarMultBase(secretKey, 0, publicKey, 0);
    return publicKey;
  }

  public static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
