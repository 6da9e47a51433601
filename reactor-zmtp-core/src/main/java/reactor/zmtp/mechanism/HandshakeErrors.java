package reactor.zmtp.mechanism;

import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.ErrorReason;

/** What goes wrong in the handshakes that have a client and a server. */
final class HandshakeErrors {

  private HandshakeErrors() {}

  static ProtocolException unexpected(String mechanism, Command came, String due) {
    return new ProtocolException(
        Rule.UNEXPECTED_COMMAND,
        "a %s command during the %s handshake; %s is due".formatted(came.name(), mechanism, due));
  }

  /** Checked before anything is read from the body, and before any cryptography. */
  static void checkLength(Command command, boolean right, String due) {
    if (!right) {
      throw malformed(
          "a %s command of %d bytes after its name; %s are right"
              .formatted(command.name(), command.body().length, due));
    }
  }

  static ProtocolException malformed(String message) {
    return new ProtocolException(Rule.MALFORMED_COMMAND, message);
  }

  /** The peer, a server, said ERROR. */
  static AuthenticationException refused(Command error) {
    String reason = ErrorReason.decode(error);
    int status = reason.matches("[345]00") ? Integer.parseInt(reason) : 0;
    return new AuthenticationException(
        status,
        reason.isEmpty()
            ? "the peer refused our credentials and gave no reason"
            : "the peer refused our credentials: " + reason);
  }
}
