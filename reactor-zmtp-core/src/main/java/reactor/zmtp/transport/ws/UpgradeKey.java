package reactor.zmtp.transport.ws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Keys by which both sides know that the other means WebSocket (RFC 6455, sections 4.1, 4.2.2). */
final class UpgradeKey {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int LENGTH = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private UpgradeKey() {}

  /** One that a client has not sent before. */
  static String next() {
    byte[] nonce = new byte[LENGTH];
    RANDOM.nextBytes(nonce);
    return Base64.getEncoder().encodeToString(nonce);
  }

  /** Whether a server may answer it. */
  static boolean isValid(String key) {
    try {
      return Base64.getDecoder().decode(key.strip()).length == LENGTH;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The server's answer. */
  static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] digest = sha1.digest((key.strip() + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-1", e);
    }
  }
}
