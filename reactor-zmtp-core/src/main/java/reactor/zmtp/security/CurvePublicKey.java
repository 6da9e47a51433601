package reactor.zmtp.security;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Public half of a {@link CurveKeyPair}, by which a peer is known. Immutable. */
public final class CurvePublicKey {

  static final int SIZE = 32;

  private final byte[] bytes;

  private CurvePublicKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A public key.
   *
   * @param bytes 32 bytes, copied
   * @return the key
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static CurvePublicKey of(byte[] bytes) {
    return new CurvePublicKey(checked(bytes, "public").clone());
  }

  /**
   * A public key as text.
   *
   * @param text 40 characters of {@link Z85}
   * @return the key
   * @throws IllegalArgumentException if that is not what they are
   */
  public static CurvePublicKey of(String text) {
    return new CurvePublicKey(decoded(text, "public"));
  }

  static byte[] decoded(String text, String which) {
    if (text.length() != SIZE / 4 * 5) {
      throw new IllegalArgumentException(
          "a CURVE %s key has 40 characters of Z85, not %d".formatted(which, text.length()));
    }
    return Z85.decode(text);
  }

  static byte[] checked(byte[] bytes, String which) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException(
          "a CURVE %s key has 32 bytes, not %d".formatted(which, bytes.length));
    }
    return bytes;
  }

  /**
   * Bytes of the key.
   *
   * @return 32 bytes, the caller's own
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * Text of the key.
   *
   * @return 40 characters of {@link Z85}
   */
  public String toZ85() {
    return Z85.encode(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CurvePublicKey that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Shows the key, which is public, as text. */
  @Override
  public String toString() {
    return toZ85();
  }
}
