package reactor.zmtp.security;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.crypto.KeyPairs;

/**
 * Long-term key pair of CURVE (RFC 26): the public key is what peers know this side by, the secret
 * key proves it. Immutable.
 *
 * <p>The secret key is in nothing this class prints.
 */
public final class CurveKeyPair {

  private final CurvePublicKey publicKey;
  private final byte[] secretKey;

  private CurveKeyPair(CurvePublicKey publicKey, byte[] secretKey) {
    this.publicKey = publicKey;
    this.secretKey = secretKey;
  }

  private static CurveKeyPair ofOwned(byte[] secretKey) {
    return new CurveKeyPair(CurvePublicKey.of(KeyPairs.publicKeyOf(secretKey)), secretKey);
  }

  /**
   * Draws a key pair (zmq_curve_keypair).
   *
   * @return a new one
   */
  public static CurveKeyPair generate() {
    return ofOwned(KeyPairs.drawSecretKey());
  }

  /**
   * The key pair of a secret key (zmq_curve_public).
   *
   * @param secretKey 32 bytes, copied
   * @return the pair
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static CurveKeyPair ofSecretKey(byte[] secretKey) {
    return ofOwned(CurvePublicKey.checked(secretKey, "secret").clone());
  }

  /**
   * The key pair of a secret key as text.
   *
   * @param secretKey 40 characters of {@link Z85}
   * @return the pair
   * @throws IllegalArgumentException if that is not what they are
   */
  public static CurveKeyPair ofSecretKey(String secretKey) {
    return ofOwned(CurvePublicKey.decoded(secretKey, "secret"));
  }

  /**
   * A key pair.
   *
   * @param publicKey 32 bytes, copied
   * @param secretKey 32 bytes, copied
   * @return the pair
   * @throws IllegalArgumentException if there are more or fewer, or the public key is not that of
   *     the secret key
   */
  public static CurveKeyPair of(byte[] publicKey, byte[] secretKey) {
    return matching(CurvePublicKey.of(publicKey), ofSecretKey(secretKey));
  }

  /**
   * A key pair as text.
   *
   * @param publicKey 40 characters of {@link Z85}
   * @param secretKey 40 characters of {@link Z85}
   * @return the pair
   * @throws IllegalArgumentException if that is not what they are, or the public key is not that of
   *     the secret key
   */
  public static CurveKeyPair of(String publicKey, String secretKey) {
    return matching(CurvePublicKey.of(publicKey), ofSecretKey(secretKey));
  }

  private static CurveKeyPair matching(CurvePublicKey publicKey, CurveKeyPair pair) {
    if (!pair.publicKey.equals(publicKey)) {
      throw new IllegalArgumentException(
          "the CURVE public key is not that of the secret key, which is %s; were they swapped?"
              .formatted(pair.publicKey)); // the one that was given may be a secret then
    }
    return pair;
  }

  /**
   * Public key, which peers may know.
   *
   * @return the key
   */
  public CurvePublicKey publicKey() {
    return publicKey;
  }

  /**
   * Secret key.
   *
   * @return 32 bytes, the caller's own
   */
  public byte[] secretKey() {
    return secretKey.clone();
  }

  /**
   * Secret key as text.
   *
   * @return 40 characters of {@link Z85}
   */
  public String secretKeyZ85() {
    return Z85.encode(secretKey);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CurveKeyPair that && MessageDigest.isEqual(secretKey, that.secretKey);
  }

  @Override
  public int hashCode() {
    return publicKey.hashCode();
  }

  /** Shows the public key only. */
  @Override
  public String toString() {
    return "CurveKeyPair[" + publicKey + "]";
  }
}
