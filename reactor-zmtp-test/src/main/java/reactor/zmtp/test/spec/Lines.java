package reactor.zmtp.test.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Frames as words of a line: hexadecimal, {@code -} for one without octets, {@code 1000*78} for a
 * thousand octets 78.
 */
final class Lines {

  private static final int PLAIN_AT_MOST = 32;

  private Lines() {}

  static String word(byte[] frame) {
    if (frame.length == 0) {
      return "-";
    }
    if (frame.length > PLAIN_AT_MOST && isUniform(frame)) {
      return frame.length + "*" + HexFormat.of().toHexDigits(frame[0]);
    }
    return HexFormat.of().formatHex(frame);
  }

  static String words(List<byte[]> frames) {
    List<String> words = new ArrayList<>();
    frames.forEach(frame -> words.add(word(frame)));
    return String.join(" ", words);
  }

  static byte[] frame(String word) {
    int star = word.indexOf('*');
    if (star >= 0) {
      byte[] frame = new byte[Integer.parseInt(word.substring(0, star))];
      Arrays.fill(frame, (byte) HexFormat.fromHexDigits(word, star + 1, word.length()));
      return frame;
    }
    return word.equals("-") ? new byte[0] : HexFormat.of().parseHex(word);
  }

  static List<byte[]> frames(List<String> words) {
    return words.stream().map(Lines::frame).toList();
  }

  private static boolean isUniform(byte[] frame) {
    for (byte octet : frame) {
      if (octet != frame[0]) {
        return false;
      }
    }
    return true;
  }
}
