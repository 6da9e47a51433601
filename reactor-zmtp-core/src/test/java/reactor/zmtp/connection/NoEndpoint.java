package reactor.zmtp.connection;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketEvent.HandshakeFailure;

/** An endpoint that listens to nothing. */
final class NoEndpoint implements PeerEndpoint {

  @Override
  public String address() {
    return "tcp://there:2";
  }

  @Override
  public boolean accepts() {
    return true;
  }

  @Override
  public void handshakeSucceeded(PeerChannel peer) {}

  @Override
  public void handshakeFailed(PeerChannel peer, HandshakeFailure reason, Throwable cause) {}

  @Override
  public void disconnected(PeerChannel peer, @Nullable Throwable cause) {}
}
