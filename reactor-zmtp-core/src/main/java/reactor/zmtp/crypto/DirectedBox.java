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
   * Encrypts.
   *
   * @param number the rest of the nonce, never the same twice
   * @param first the first byte
   * @param plain has the other bytes
   * @param offset where they begin
   * @param length how many they are
   * @param box gets the box
   * @param boxOffset where it is to begin; it takes {@link #TAG} + 1 + {@code length} bytes
   */
  void seal(
      long number, byte first, byte[] plain, int offset, int length, byte[] box, int boxOffset);

  /**
   * Decrypts, if nobody has changed a bit.
   *
   * @param number the rest of the nonce
   * @param box has the box
   * @param offset where it begins
   * @param length its length, at least {@link #TAG} + 1
   * @param plain gets all but the first byte, from its beginning; untouched if the box is forged
   * @return the first byte, 0 to 255; -1 if the box is forged
   */
  int open(long number, byte[] box, int offset, int length, byte[] plain);

  /** Overwrites the key: nothing more is to be encrypted or decrypted. */
  void forget();
}
