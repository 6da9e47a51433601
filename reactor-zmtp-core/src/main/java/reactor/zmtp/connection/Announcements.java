package reactor.zmtp.connection;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.MessageEncoder;
import reactor.zmtp.wire.Zmtp1Encoder;

/**
 * How announcements look on the wire: ZMTP 3.1 has commands for them (RFC 37); to a peer of 3.0,
 * which ignores commands it does not know, a subscription is a message that begins with 1, its end
 * one that begins with 0 (RFC 23), as it is to peers of 2.0 (RFC 15) and, since libzmq does so, of
 * 1.0.
 */
final class Announcements {

  private static final byte SUBSCRIBE = 1;
  private static final byte CANCEL = 0;

  private Announcements() {}

  /** The announcement a command is, or null if it is none. */
  static @Nullable Announcement named(String command) {
    return switch (command) {
      case "SUBSCRIBE" -> Announcement.SUBSCRIBE;
      case "CANCEL" -> Announcement.CANCEL;
      case "JOIN" -> Announcement.JOIN;
      case "LEAVE" -> Announcement.LEAVE;
      default -> null;
    };
  }

  /** The whole frame. */
  static byte[] frame(Announcement what, byte[] subject, ProtocolVersion version) {
    if (version.isAtLeast(ProtocolVersion.ZMTP_3_1)
        || what == Announcement.JOIN
        || what == Announcement.LEAVE) {
      Command command = Command.of(what.name(), subject);
      byte[] frame = new byte[command.frameLength()];
      command.writeTo(Unpooled.wrappedBuffer(frame).clear());
      return frame;
    }
    byte[] message = new byte[1 + subject.length];
    message[0] = what == Announcement.SUBSCRIBE ? SUBSCRIBE : CANCEL;
    System.arraycopy(subject, 0, message, 1, subject.length);
    return version == ProtocolVersion.ZMTP_1_0
        ? Zmtp1Encoder.frame(message)
        : MessageEncoder.frame(message);
  }
}
