package reactor.zmtp.mechanism;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.crypto.BoxKey;
import reactor.zmtp.crypto.DirectedBox;
import reactor.zmtp.security.CurveKeyPair;

/** Commands of CURVE (RFC 26): sizes after the name, nonces, keys. */
final class CurveCommands {

  static final String NAME = "CURVE";

  static final String HELLO = "HELLO";
  static final String WELCOME = "WELCOME";
  static final String INITIATE = "INITIATE";

  static final int KEY = BoxKey.SIZE;
  static final int TAG = DirectedBox.TAG;
  static final int SHORT_NONCE = 8;
  static final int LONG_NONCE = 16;

  /** Version, padding, C', nonce, Box [64 * %x0](C'-&gt;S). */
  static final int HELLO_PADDING = 72;

  static final int HELLO_KEY = 2 + HELLO_PADDING;
  static final int HELLO_NONCE = HELLO_KEY + KEY;
  static final int HELLO_BOX = HELLO_NONCE + SHORT_NONCE;
  static final int HELLO_PROOF = 64;
  static final int HELLO_SIZE = HELLO_BOX + TAG + HELLO_PROOF;

  /** Nonce, SecretBox [C' + s'](t). */
  static final int COOKIE_SIZE = LONG_NONCE + TAG + 2 * KEY;

  /** Nonce, Box [S' + cookie](S-&gt;C'). */
  static final int WELCOME_SIZE = LONG_NONCE + TAG + KEY + COOKIE_SIZE;

  /** Box [C' + S](C-&gt;S'). */
  static final int VOUCH_BOX = TAG + 2 * KEY;

  static final int INITIATE_NONCE = COOKIE_SIZE;
  static final int INITIATE_BOX = INITIATE_NONCE + SHORT_NONCE;

  /** Inside of the box of INITIATE: C, nonce of the vouch, vouch, metadata. */
  static final int INITIATE_METADATA = KEY + LONG_NONCE + VOUCH_BOX;

  static final int INITIATE_LEAST = INITIATE_BOX + TAG + INITIATE_METADATA;

  /** Nonce, Box [metadata](S'-&gt;C'), of which there is always some. */
  static final int READY_BOX = SHORT_NONCE;

  static final int READY_LEAST = READY_BOX + TAG + 1;

  static final String CLIENT_MESSAGES = "CurveZMQMESSAGEC";
  static final String SERVER_MESSAGES = "CurveZMQMESSAGES";

  private CurveCommands() {}

  /** Nonce of 16 characters and a number. */
  static byte[] nonce(String prefix, long number) {
    return ByteBuffer.allocate(BoxKey.NONCE).put(ascii(prefix)).putLong(number).array();
  }

  /** Nonce of 8 characters and 16 bytes. */
  static byte[] nonce(String prefix, byte[] bytes, int offset) {
    return ByteBuffer.allocate(BoxKey.NONCE)
        .put(ascii(prefix))
        .put(bytes, offset, LONG_NONCE)
        .array();
  }

  /**
   * Each nonce is the last plus one, in all implementations. RFC 26 asks no more than that none is
   * used twice; but then whoever is on the way could leave out frames, and make one message of two.
   */
  static void checkFollows(long number, long last, String what) {
    if (number != last + 1) {
      throw new ProtocolException(
          Rule.INVALID_SEQUENCE,
          "%s with nonce %s after %s: it %s"
              .formatted(
                  what,
                  Long.toUnsignedString(number),
                  Long.toUnsignedString(last),
                  Long.compareUnsigned(number, last) > 0
                      ? "is not the next, something is missing"
                      : "came before"));
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static ProtocolException forged(String message) {
    return new ProtocolException(Rule.CRYPTOGRAPHIC, message);
  }

  static ProtocolException wrongKeys(String message) {
    return new ProtocolException(Rule.KEY_EXCHANGE, message);
  }

  /** The key that two sides agree on; this side's key pair is a long-term one. */
  static BoxKey agree(CurveKeyPair own, byte[] publicKey, String whose) {
    byte[] secretKey = own.secretKey();
    try {
      return agree(secretKey, publicKey, whose);
    } finally {
      Arrays.fill(secretKey, (byte) 0);
    }
  }

  static BoxKey agree(byte[] secretKey, byte[] publicKey, String whose) {
    BoxKey key = BoxKey.agree(secretKey, publicKey);
    if (key == null) {
      throw wrongKeys(whose + " is a key with which nothing can be kept secret");
    }
    return key;
  }
}
