package reactor.zmtp.connection;

import java.io.Serial;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqException;

/** Ends a step of a handshake, and the handshake: the kind of failure to report, and its cause. */
final class FailedHandshake extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final HandshakeFailure reason;
  private final Throwable why;

  FailedHandshake(HandshakeFailure reason, Throwable why) {
    super(null, why, false, false);
    this.reason = reason;
    this.why = why;
  }

  /** What a step threw, whatever it is: it costs this connection and no other. */
  static FailedHandshake of(Throwable thrown) {
    if (thrown instanceof FailedHandshake failed) {
      return failed;
    }
    if (thrown instanceof ProtocolException e) {
      return new FailedHandshake(
          e.rule() == Rule.REFUSED_BY_PEER
              ? HandshakeFailure.REFUSED_BY_PEER
              : HandshakeFailure.PROTOCOL,
          e);
    }
    if (thrown instanceof AuthenticationException) {
      return new FailedHandshake(HandshakeFailure.REFUSED_BY_PEER, thrown);
    }
    return new FailedHandshake(
        HandshakeFailure.CLOSED,
        new ZmqException("this side's part of the handshake failed: " + thrown, thrown));
  }

  HandshakeFailure reason() {
    return reason;
  }

  Throwable why() {
    return why;
  }
}
