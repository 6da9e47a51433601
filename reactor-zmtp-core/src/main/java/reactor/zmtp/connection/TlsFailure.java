package reactor.zmtp.connection;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import javax.net.ssl.SSLException;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqException;

/** Failure of TLS, in the terms of events. */
final class TlsFailure {

  private TlsFailure() {}

  static boolean is(Throwable cause) {
    return bare(cause) instanceof SSLException;
  }

  static HandshakeFailure reason(Throwable cause) {
    Throwable bare = bare(cause);
    if (bare instanceof SslHandshakeTimeoutException) {
      return HandshakeFailure.TIMEOUT;
    }
    return bare instanceof IOException && !(bare instanceof SSLException)
        ? HandshakeFailure.CLOSED
        : HandshakeFailure.TLS;
  }

  static ZmqException explained(Throwable cause) {
    Throwable bare = bare(cause);
    if (bare instanceof NotSslRecordException) { // whose message has all the bytes that came
      return new ZmqException("the peer does not speak TLS: what it said is no TLS record");
    }
    if (reason(bare) == HandshakeFailure.CLOSED) {
      return new ZmqException(
          "the connection was closed before the TLS handshake was complete", bare);
    }
    String said = bare.getMessage() == null ? bare.toString() : bare.getMessage();
    return new ZmqException("TLS failed: " + said, bare);
  }

  /** Without the exception of the decoder that came upon it. */
  private static Throwable bare(Throwable cause) {
    Throwable inner = cause.getCause();
    return inner instanceof SSLException && !(cause instanceof SSLException) ? inner : cause;
  }
}
