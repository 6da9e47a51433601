package reactor.zmtp.samples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of bytes out of a stream, read only as far as they are asked for. */
final class LineReader {

  private final InputStream in;
  private final long maxLength;
  private byte[] buffer = new byte[64 * 1024];
  private int start;
  private int end;
  private long lines;

  LineReader(InputStream in, long maxLength) {
    this.in = in;
    this.maxLength =
        Math.min(
            maxLength < 0 ? Long.MAX_VALUE : maxLength,
            Integer.MAX_VALUE - 16); // what an array can hold
  }

  /** The number of the line read last, counted from 1. */
  long lineNumber() {
    return lines;
  }

  /** Whether the next line cannot be had without waiting, as far as one can tell. */
  boolean wouldBlock() throws IOException {
    return indexOfNewline(start) < 0 && in.available() == 0;
  }

  /** What there is of a line that has not ended yet; null if nothing. */
  byte @Nullable [] unfinished() {
    return start == end ? null : take(end, 0);
  }

  /** The next line without its newline, which the last one need not have; null at the end. */
  byte @Nullable [] next() throws IOException {
    lines++;
    int searched = start;
    int newline;
    while ((newline = indexOfNewline(searched)) < 0) {
      int held = end - start;
      check(held);
      boolean more = fill();
      searched = start + held;
      if (!more) {
        return unfinished();
      }
    }
    check(newline - start);
    return take(newline, 1);
  }

  private byte[] take(int lineEnd, int newline) {
    byte[] line = Arrays.copyOfRange(buffer, start, lineEnd);
    start = lineEnd + newline;
    return line;
  }

  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    } else if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * end, Integer.MAX_VALUE - 8));
    }
    int read = in.read(buffer, end, buffer.length - end);
    if (read > 0) {
      end += read;
    }
    return read >= 0;
  }

  private int indexOfNewline(int from) {
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void check(int length) throws IOException {
    if (length > maxLength) {
      throw new IOException(
          "longer than the " + maxLength + " bytes of the largest message, see --max-message-size");
    }
  }
}
