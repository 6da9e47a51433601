package reactor.zmtp.fuzz;

import java.util.Arrays;

/**
 * A fuzzer's bytes as choices, from the first to the last, so that an input can be read and written
 * by hand. When they are used up every choice is 0.
 */
public final class Input {

  private final byte[] bytes;
  private int position;

  public Input(byte[] bytes) {
    this.bytes = bytes;
  }

  public boolean hasMore() {
    return position < bytes.length;
  }

  /** The next byte, 0 to 255. */
  public int next() {
    return hasMore() ? bytes[position++] & 0xFF : 0;
  }

  /** 0 to one less than the bound, of one byte. */
  public int next(int bound) {
    return next() % bound;
  }

  /** One of these, by one byte. */
  @SafeVarargs
  public final <T> T oneOf(T... values) {
    return values[next(values.length)];
  }

  /** As many bytes, or as there are. */
  public byte[] bytes(int length) {
    int end = Math.min(bytes.length, position + length);
    byte[] taken = Arrays.copyOfRange(bytes, position, end);
    position = end;
    return taken;
  }

  /** As many bytes as the next one says, or as there are. */
  public byte[] bytes() {
    return bytes(next());
  }

  public byte[] rest() {
    return bytes(bytes.length - position);
  }
}
