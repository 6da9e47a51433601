package reactor.zmtp.endpoint;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ZmqException;
import reactor.zmtp.connection.Beginning;

/** Accepts connections at one endpoint, for a {@link Listener}: the dual of {@link Dialer}. */
public interface Binder {

  /**
   * Binds a channel with one handler, and gives each that it accepts the other.
   *
   * @throws ZmqException if the endpoint can never be bound to
   */
  Future<Channel> bind(ChannelHandler listening, ChannelHandler accepted);

  /** The endpoint that peers connect to. */
  String address(Channel bound);

  /** -1 where the transport has no ports. */
  int port(Channel bound);

  /** The address of this side, of the bound channel and of those it accepts. */
  SocketAddress local(Channel channel);

  /** Why it could not be bound to. */
  ZmqException explain(Throwable cause);

  /** Where a connection comes from, or null if its peer was gone before it was accepted. */
  @Nullable Origin origin(Channel accepted);

  /** The reason why the socket's filters turn a connection away, or null. */
  @Nullable String filtered(Channel accepted, Origin origin);

  /** What begins an accepted channel: ZMTP itself, or what is said before it. */
  default ChannelHandler first(Beginning zmtp) {
    return zmtp.handler();
  }
}
