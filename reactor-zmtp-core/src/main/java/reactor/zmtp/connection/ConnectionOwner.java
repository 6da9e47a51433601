package reactor.zmtp.connection;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.mechanism.PeerProperties;
import reactor.zmtp.pipe.Pipe;

/**
 * What made a connection: told once how the handshake ended, and once that a connection that had
 * been made is over.
 */
public interface ConnectionOwner {

  /**
   * The handshake succeeded.
   *
   * @param link the connection
   * @param channel its channel
   * @param peer what the peer said of itself
   * @return the peer's pipe, or null if the socket does not want this peer: {@link #failed} follows
   */
  @Nullable Pipe ready(Pipe.Link link, Channel channel, PeerProperties peer);

  /**
   * The handshake failed; the channel is closed.
   *
   * @param channel the channel
   * @param reason what kind of failure
   * @param cause what went wrong
   */
  void failed(Channel channel, HandshakeFailure reason, Throwable cause);

  /**
   * A connection that had been made is over; the channel is closed.
   *
   * @param channel the channel
   * @param cause why, or null if the peer closed it or this side was asked to
   */
  void closed(Channel channel, @Nullable Throwable cause);
}
