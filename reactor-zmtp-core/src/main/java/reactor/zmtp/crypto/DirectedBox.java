package reactor.zmtp.crypto;

/**
 * Authenticated encryption of many messages in one direction: NaCl's box under one shared key, with
 * nonces of a prefix that stays and a number that rises. The place for a faster primitive, native
 * or vectorised.
 *
 * <p>Its first byte is given apart, so that what follows can be taken from, and put into, an array
 * of its own without another copy. Not thread-safe.
 */
public interface DirectedBox {

  /** How many bytes a box is longer than what is in it. */
  int TAG = 16;

  /**
   * Encrypts {@code first} and then the bytes of {@code plain}. The number must never be the same
   * twice; the box takes {@link #TAG} + 1 + {@code length} bytes.
   */
  void seal(
      long number, byte first, byte[] plain, int offset, int length, byte[] box, int boxOffset);

  /**
   * Decrypts a box of at least {@link #TAG} + 1 bytes and returns the first byte; the others go to
   * the beginning of {@code plain}. If the box is forged it returns -1 and leaves {@code plain}
   * untouched.
   */
  int open(long number, byte[] box, int offset, int length, byte[] plain);

  /** Overwrites the key: nothing more is to be encrypted or decrypted. */
  void forget();
}
