package reactor.zmtp.security;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import reactor.zmtp.fuzz.Check;

/** Any bytes as Z85 text, and as what is written in it. */
class Z85FuzzTest {

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] bytes) {
    decode(new String(bytes, StandardCharsets.ISO_8859_1));
    decode(new String(bytes, StandardCharsets.UTF_8));
    byte[] whole = Arrays.copyOf(bytes, bytes.length & ~3);
    String text = Z85.encode(whole);
    Check.that(text.length() == whole.length / 4 * 5, "five characters for four bytes");
    Check.that(Arrays.equals(Z85.decode(text), whole), "bytes come back");
    if (text.length() <= 40) {
      key(text);
    }
  }

  private static void decode(String text) {
    byte[] bytes;
    try {
      bytes = Z85.decode(text);
    } catch (IllegalArgumentException e) {
      Check.that(
          text.length() < 5 || !String.valueOf(e.getMessage()).contains(text),
          "nothing of it is told, it may be a secret");
      return;
    }
    Check.that(Z85.encode(bytes).equals(text), "text comes back");
  }

  private static void key(String text) {
    try {
      Check.that(CurvePublicKey.of(text).toZ85().equals(text), "a key comes back");
    } catch (IllegalArgumentException e) {
      Check.that(text.length() != 40, "40 characters are a key");
    }
  }
}
