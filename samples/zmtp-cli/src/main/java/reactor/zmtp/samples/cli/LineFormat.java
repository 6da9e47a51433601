package reactor.zmtp.samples.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import reactor.zmtp.ZmqMessage;

/** A message as a line: TAB between its frames. */
enum LineFormat {
  /**
   * A frame is its bytes, whatever they are: those that hold TAB or newline do not come back as
   * they went.
   */
  TEXT {
    @Override
    byte[] decode(byte[] line, int from, int to) {
      return Arrays.copyOfRange(line, from, to);
    }

    @Override
    byte[] encode(byte[] frame) {
      return frame;
    }
  },

  /** A frame is two hexadecimal digits for each byte: every message comes back as it went. */
  HEX {
    @Override
    byte[] decode(byte[] line, int from, int to) {
      if ((to - from) % 2 != 0) {
        throw notHex(line, from, to, "an odd number of digits");
      }
      byte[] frame = new byte[(to - from) / 2];
      for (int i = 0; i < frame.length; i++) {
        int high = Character.digit(line[from + 2 * i], 16);
        int low = Character.digit(line[from + 2 * i + 1], 16);
        if (high < 0 || low < 0) {
          throw notHex(line, from, to, "something that is no digit");
        }
        frame[i] = (byte) (high << 4 | low);
      }
      return frame;
    }

    @Override
    byte[] encode(byte[] frame) {
      byte[] digits = new byte[2 * frame.length];
      for (int i = 0; i < frame.length; i++) {
        digits[2 * i] = DIGITS[frame[i] >> 4 & 0xF];
        digits[2 * i + 1] = DIGITS[frame[i] & 0xF];
      }
      return digits;
    }
  };

  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  abstract byte[] decode(byte[] line, int from, int to);

  abstract byte[] encode(byte[] frame);

  /**
   * The message a line is.
   *
   * @param line without its newline
   * @throws IllegalArgumentException if it is not in this format
   */
  final ZmqMessage parse(byte[] line) {
    int tab = indexOfTab(line, 0);
    if (tab == line.length) {
      return ZmqMessage.wrap(decode(line, 0, line.length));
    }
    List<byte[]> frames = new ArrayList<>();
    int from = 0;
    while (tab < line.length) {
      frames.add(decode(line, from, tab));
      from = tab + 1;
      tab = indexOfTab(line, from);
    }
    frames.add(decode(line, from, line.length));
    return ZmqMessage.wrap(frames.toArray(byte[][]::new));
  }

  /** Appends the message as a line, with its newline. */
  final void print(ZmqMessage message, ByteArrayOutputStream out) {
    for (int i = 0; i < message.size(); i++) {
      if (i > 0) {
        out.write('\t');
      }
      out.writeBytes(encode(message.bytes(i)));
    }
    out.write('\n');
  }

  private static int indexOfTab(byte[] line, int from) {
    int index = from;
    while (index < line.length && line[index] != '\t') {
      index++;
    }
    return index;
  }

  private static IllegalArgumentException notHex(byte[] line, int from, int to, String what) {
    int shown = Math.min(to, from + 40);
    String start = new String(line, from, shown - from, StandardCharsets.UTF_8);
    return new IllegalArgumentException(
        "not hexadecimal, there is "
            + what
            + " in \""
            + start
            + (shown < to ? "..." : "")
            + "\"; write two digits for each byte, such as 00ff");
  }
}
