package reactor.zmtp.crypto;

/**
 * Authenticated encryption of many messages in one direction: NaCl's box under one shared key, with
 * nonces of a prefix that stays and a number that rises. The place for another primitive, such as a
 * native one.
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

  /** Whether there is key stream for messages to come, as there is while they follow each other. */
  boolean isAhead();

  /**
   * Overwrites key stream for messages to come, if there was no message since the last time.
   * Whoever uses a box calls this from time to time while it {@linkplain #isAhead is ahead}.
   */
  void rest();

  /** Overwrites the key: nothing more is to be encrypted or decrypted. */
  void forget();
}
