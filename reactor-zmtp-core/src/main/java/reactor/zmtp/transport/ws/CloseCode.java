package reactor.zmtp.transport.ws;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;

/** Codes that say why a WebSocket is closed (RFC 6455, section 7.4.1). */
final class CloseCode {

  static final int NORMAL = 1000;
  static final int GOING_AWAY = 1001;
  static final int PROTOCOL_ERROR = 1002;
  static final int POLICY_VIOLATION = 1008;
  static final int TOO_BIG = 1009;
  static final int UNEXPECTED_CONDITION = 1011;

  /** Of IANA's registry, which goes on where the RFC ends. */
  static final int TRY_AGAIN_LATER = 1013;

  private static final int LONGEST_REASON = Opcode.LONGEST_CONTROL - Short.BYTES;

  private CloseCode() {}

  /** The payload of the frame; what is nobody else's business is not told. */
  static byte[] because(@Nullable Throwable why) {
    if (why == null) {
      return payload(NORMAL, "");
    }
    if (why instanceof ProtocolException broken) {
      boolean tooBig =
          broken.rule() == Rule.MESSAGE_TOO_LARGE || broken.rule() == Rule.TOO_MANY_FRAMES;
      return payload(tooBig ? TOO_BIG : PROTOCOL_ERROR, String.valueOf(broken.getMessage()));
    }
    return payload(
        why instanceof AuthenticationException ? POLICY_VIOLATION : UNEXPECTED_CONDITION, "");
  }

  static byte[] payload(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.US_ASCII); // which can be cut anywhere
    int length = Math.min(text.length, LONGEST_REASON);
    return ByteBuffer.allocate(Short.BYTES + length)
        .putShort((short) code)
        .put(text, 0, length)
        .array();
  }
}
