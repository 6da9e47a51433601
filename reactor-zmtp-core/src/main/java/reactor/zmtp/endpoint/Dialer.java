package reactor.zmtp.endpoint;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ZmqException;
import reactor.zmtp.connection.Beginning;

/** Makes connections to one endpoint, whenever a {@link Connector} wants one. */
public interface Dialer {

  /** At least one address, to be tried one after the other; resolved anew for each attempt. */
  Future<List<SocketAddress>> resolve();

  /**
   * Tries one address, with this handler as the first of the channel's pipeline.
   *
   * @throws ZmqException if it cannot be tried
   */
  ChannelFuture dial(SocketAddress remote, ChannelHandler handler);

  /** The addresses of both ends of a connection that was made. */
  SocketAddress local(Channel channel);

  SocketAddress remote(Channel channel);

  /** Whether nobody listens there. */
  boolean isRefused(Throwable cause);

  /** What the system said, and whatever it left unsaid. */
  Throwable explain(Throwable cause);

  /** A fault of a connection that was made, or null. */
  @Nullable ZmqException fault(Channel channel);

  /** The peer that TLS is to find at the other end; not resolved. */
  @Nullable SocketAddress expected();

  /** -1 where the transport has no ports. */
  int port();

  /** What begins a connection that was made: ZMTP itself, or what is said before it. */
  default ChannelHandler first(Beginning zmtp) {
    return zmtp.handler();
  }
}
