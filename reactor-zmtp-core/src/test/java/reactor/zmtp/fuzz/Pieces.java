package reactor.zmtp.fuzz;

import java.util.Arrays;
import java.util.Iterator;

/** Bytes as a network may cut them: whole, byte by byte, or at points that follow from a number. */
public final class Pieces implements Iterator<byte[]> {

  /** No cut. */
  public static final int WHOLE = 0;

  private static final int ONE_BY_ONE = 1;
  private static final int[] LONGEST = {3, 17, 70, 300, 3000};

  private final byte[] bytes;
  private final int cuts;
  private int position;
  private int state;

  /**
   * The pieces of some bytes.
   *
   * @param cuts {@link #WHOLE}, or any other number from 0 to 255
   */
  public Pieces(byte[] bytes, int cuts) {
    this.bytes = bytes;
    this.cuts = cuts;
    this.state = cuts;
  }

  @Override
  public boolean hasNext() {
    return position < bytes.length;
  }

  @Override
  public byte[] next() {
    int from = position;
    position = Math.min(bytes.length, from + length());
    return Arrays.copyOfRange(bytes, from, position);
  }

  private int length() {
    if (cuts == WHOLE) {
      return bytes.length;
    }
    if (cuts == ONE_BY_ONE) {
      return 1;
    }
    state = state * 1_103_515_245 + 12_345;
    return 1 + (state >>> 16) % LONGEST[cuts % LONGEST.length];
  }
}
