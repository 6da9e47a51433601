package reactor.zmtp.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ZmqException;

/** Makes connections to one endpoint, whenever a {@link Connector} wants one. */
public interface Dialer {

  /** Where to try, one after the other; found anew for each attempt, at least one. */
  Future<List<SocketAddress>> resolve();

  /**
   * Tries one of them.
   *
   * @param remote where
   * @param handler the first of the channel's pipeline
   * @return the channel, connected or failed
   * @throws ZmqException if it cannot be tried
   */
  ChannelFuture dial(SocketAddress remote, ChannelHandler handler);

  /** Whether nobody listens there. */
  boolean isRefused(Throwable cause);

  /** What is wrong with a connection that was made, or null. */
  @Nullable ZmqException fault(Channel channel);

  /** Whom TLS is to find at the other end; not resolved. */
  @Nullable SocketAddress expected();

  /** The port of the endpoint; -1 where the transport has none. */
  int port();
}
