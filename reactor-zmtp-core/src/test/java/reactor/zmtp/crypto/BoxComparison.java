package reactor.zmtp.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * Boxes of random keys, numbers, lengths and offsets beside Bouncy Castle's. As a program it has a
 * seed and a number of boxes as its arguments: for JVMs that compile in another way, or not at all.
 */
final class BoxComparison {

  private static final int MOST_OF_A_KEY = 200;

  private final Random random;
  private final long seed;

  private BoxComparison(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  public static void main(String[] arguments) {
    run(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]));
    System.out.println("equal");
  }

  /** Throws an AssertionError that says which box differs. */
  static void run(long seed, int boxes) {
    BoxComparison comparison = new BoxComparison(seed);
    int left = boxes;
    while (left > 0) {
      int some = Math.min(left, 1 + comparison.random.nextInt(MOST_OF_A_KEY));
      comparison.compare(some);
      left -= some;
    }
  }

  /** So many of one key and prefix, whose numbers rise. */
  private void compare(int boxes) {
    byte[] key = bytes(BoxKey.SIZE);
    byte[] prefix = bytes(16);
    DirectedBox sender = new XSalsa20Poly1305(key, prefix, 0);
    DirectedBox receiver = new XSalsa20Poly1305(key, prefix, 0);
    int longest = longest();
    long number = random.nextLong();
    for (int i = 0; i < boxes; i++) {
      number += random.nextInt(20) == 0 ? random.nextInt(300) : 1;
      if (random.nextInt(100) == 0) {
        sender.rest();
        receiver.rest();
      }
      compare(sender, receiver, key, prefix, number, random.nextInt(longest));
    }
    sender.forget();
    receiver.forget();
  }

  /** Mostly short ones, so that many are ahead. */
  private int longest() {
    return switch (random.nextInt(100)) {
      case 0 -> 40_000;
      case 1, 2, 3 -> 5_000;
      default -> 1 + random.nextInt(300);
    };
  }

  private void compare(
      DirectedBox sender,
      DirectedBox receiver,
      byte[] key,
      byte[] prefix,
      long number,
      int length) {
    byte[] plain = bytes(1 + length);
    byte[] nonce = ByteBuffer.allocate(BoxKey.NONCE).put(prefix).putLong(number).array();
    byte[] expected = NaclReference.box(key, nonce, plain);

    int from = random.nextInt(9);
    byte[] source = new byte[from + length];
    System.arraycopy(plain, 1, source, from, length);
    int to = random.nextInt(9);
    byte[] box = new byte[to + expected.length];
    sender.seal(number, plain[0], source, from, length, box, to);
    check(Arrays.equals(box, to, box.length, expected, 0, expected.length), "box", number, length);

    byte[] opened = new byte[length];
    int first = receiver.open(number, box, to, expected.length, opened);
    check(
        first == (plain[0] & 0xFF) && Arrays.equals(opened, 0, length, plain, 1, 1 + length),
        "message",
        number,
        length);
  }

  private void check(boolean equal, String what, long number, int length) {
    if (!equal) {
      throw new AssertionError(
          "the %s of number %d and length %d differs, with seed %d"
              .formatted(what, number, length, seed));
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
