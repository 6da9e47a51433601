package reactor.zmtp.test.spec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Frames between text and octets: {@code \x00} stands for an octet that is no character. */
final class Text {

  private static final int SHOWN = 40;

  private Text() {}

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static List<byte[]> frames(String... texts) {
    List<byte[]> frames = new ArrayList<>();
    for (String text : texts) {
      frames.add(octets(text));
    }
    return frames;
  }

  static String of(List<byte[]> frames) {
    List<String> shown = new ArrayList<>();
    frames.forEach(frame -> shown.add(of(frame)));
    return String.join(", ", shown);
  }

  static String of(byte[] frame) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < Math.min(frame.length, SHOWN); i++) {
      int octet = frame[i] & 0xff;
      text.append(
          octet >= ' ' && octet < 0x7f ? (char) octet + "" : String.format("\\x%02x", octet));
    }
    return text.append(frame.length > SHOWN ? "...\" of " + frame.length + " octets" : "\"")
        .toString();
  }
}
