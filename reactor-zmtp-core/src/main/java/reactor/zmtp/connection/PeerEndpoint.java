package reactor.zmtp.connection;

import io.netty.channel.ChannelHandler;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.netty.tcp.SslProvider;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/** Endpoint of a {@link PeerChannel}: it accepted or made the channel. */
public interface PeerEndpoint {

  /** The address in events. */
  String address();

  /** Whether peers come to it, or it connects to one. */
  boolean accepts();

  /** How the socket addresses the peer, if that was settled when it connected. */
  default @Nullable RoutingId assignedId() {
    return null;
  }

  /**
   * The peer that TLS is to find at the other end: host and port as they were asked for, not
   * resolved; null where peers come to this side.
   */
  default @Nullable SocketAddress expected() {
    return null;
  }

  /** TLS of its channels; null if they have none, or have it from somebody else. */
  default @Nullable SslProvider tls(Options options) {
    return options.get(Option.TLS).of(accepts());
  }

  /** What begins a channel: ZMTP itself, or what is said before it. */
  default ChannelHandler first(Beginning zmtp) {
    return zmtp.handler();
  }

  void handshakeSucceeded(PeerChannel peer);

  /** The channel is closed. */
  void handshakeFailed(PeerChannel peer, HandshakeFailure reason, Throwable cause);

  /**
   * A connection that had been made is over, and its channel closed; without a cause the peer
   * closed it or this side was asked to.
   */
  void disconnected(PeerChannel peer, @Nullable Throwable cause);
}
