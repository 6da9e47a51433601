package reactor.zmtp.transport.tcp;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Detects a connection of a socket to itself. When a local port in the ephemeral range is connected
 * to while nobody listens on it, the kernel may pick that very port as the source, and TCP's
 * simultaneous open joins the socket with itself; from then on it blocks the port from its rightful
 * listener.
 */
final class SelfConnection {

  private SelfConnection() {}

  /** False if either end is not known, or not any more. */
  static boolean isSelf(@Nullable SocketAddress local, @Nullable SocketAddress remote) {
    return local != null && local.equals(remote);
  }
}
