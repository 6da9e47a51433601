package reactor.zmtp.legacy;

import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.hex;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.test.ZmtpBytes;

/** Who meets whom, and the bytes of the older version, written in the plainest way. */
enum Older {
  ZMTP_1_0_COMES(ProtocolVersion.ZMTP_1_0, true),
  ZMTP_1_0_IS_VISITED(ProtocolVersion.ZMTP_1_0, false),
  ZMTP_2_0_COMES(ProtocolVersion.ZMTP_2_0, true),
  ZMTP_2_0_IS_VISITED(ProtocolVersion.ZMTP_2_0, false);

  final ProtocolVersion version;

  /** Whether the older peer connects to ours; if not, ours connects to it. */
  final boolean comes;

  Older(ProtocolVersion version, boolean comes) {
    this.version = version;
    this.comes = comes;
  }

  boolean is1() {
    return version == ProtocolVersion.ZMTP_1_0;
  }

  /** All that the peer says of itself. The types are those of RFC 15; 1.0 has none. */
  byte[] greeting(int type, String identity) {
    byte[] id = bytes(identity);
    return is1()
        ? frame(false, id)
        : concat(hex("ff 00 00 00 00 00 00 00 00 7f 01"), new byte[] {(byte) type}, message(id));
  }

  /** All that we say of ourselves. */
  byte[] ours(int type, String identity) {
    byte[] id = bytes(identity);
    byte[] signature = ByteBuffer.allocate(10).put((byte) 0xff).putLong(id.length + 1L).array();
    signature[9] = 0x7f;
    return is1()
        ? concat(signature, id)
        : concat(signature, hex("03"), new byte[] {(byte) type}, message(id));
  }

  byte[] message(String... frames) {
    byte[][] all = new byte[frames.length][];
    for (int i = 0; i < all.length; i++) {
      all[i] = bytes(frames[i]);
    }
    return message(all);
  }

  byte[] message(byte[]... frames) {
    if (!is1()) {
      return ZmtpBytes.message(frames);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < frames.length; i++) {
      out.writeBytes(frame(i + 1 < frames.length, frames[i]));
    }
    return out.toByteArray();
  }

  private static byte[] frame(boolean more, byte[] body) {
    byte[] flags = {(byte) (more ? 1 : 0)};
    int length = body.length + 1;
    return length < 255
        ? concat(new byte[] {(byte) length}, flags, body)
        : concat(ByteBuffer.allocate(9).put((byte) 0xff).putLong(length).array(), flags, body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
