package reactor.zmtp.mechanism;

import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.ErrorReason;

/** Errors of the handshakes that have a client and a server. */
final class HandshakeErrors {

  /**
   * What a peer means that knows who this side is and closes the connection: RFC 37 has it signal
   * in this way what may pass by itself.
   */
  static final String NOT_WANTED =
      "most likely it does not want this side now: its one place or its last (maxPeers) is taken,"
          + " this side's routing id is, or it cannot tell whether to let this side in";

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

  /** The peer, a server, has sent ERROR. */
  static AuthenticationException refused(Command error) {
    return refused("refused our credentials", ErrorReason.decode(error));
  }

  static AuthenticationException refused(String what, String reason) {
    return new AuthenticationException(
        status(reason),
        "the peer " + what + (reason.isEmpty() ? " and gave no reason" : ": " + reason));
  }

  /** The status of RFC 27 that is the reason of an ERROR, as libzmq has it; 0 if it is none. */
  static int status(String reason) {
    return reason.matches("[345]00") ? Integer.parseInt(reason) : 0;
  }
}
