package reactor.zmtp.connection;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.SubscriptionFrames;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Frame;

/**
 * Announcements on the wire: ZMTP 3.1 has commands for them (RFC 37); to a peer of 3.0, which
 * ignores commands it does not know, a subscription is a message that begins with 1, its end one
 * that begins with 0 (RFC 23), as it is to peers of 2.0 (RFC 15) and, since libzmq does so, of 1.0.
 */
final class Announcements {

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

  static Frame frame(Announcement what, byte[] subject, ProtocolVersion version) {
    boolean isCommand =
        version.isAtLeast(ProtocolVersion.ZMTP_3_1)
            || what == Announcement.JOIN
            || what == Announcement.LEAVE;
    return isCommand
        ? Frame.of(Command.of(what.name(), subject))
        : Frame.ofMessage(SubscriptionFrames.frame(what, subject));
  }
}
