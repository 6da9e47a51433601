package reactor.zmtp.transport.provided;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.ZmqException;
import reactor.zmtp.endpoint.Bootstraps;
import reactor.zmtp.endpoint.Dialer;
import reactor.zmtp.endpoint.TlsCheck;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.option.Option;

/** Connects through the channels of another's transport. */
final class ProvidedDialer implements Dialer {

  private final ProvidedTransport transport;
  private final String endpoint;
  private final SocketAddress address;
  private final TransportContext socket;

  /**
   * Prepares to connect.
   *
   * @throws InvalidEndpointException if there is TLS for binding only, or nobody that its
   *     certificate could be for
   */
  ProvidedDialer(
      ProvidedTransport transport,
      String endpoint,
      SocketAddress address,
      TransportContext socket) {
    this.transport = transport;
    this.endpoint = endpoint;
    this.address = address;
    this.socket = socket;
    TlsCheck.check(socket.options(), endpoint, false);
    if (socket.options().get(Option.TLS).isUsed() && expected() == null) {
      throw new InvalidEndpointException(
          endpoint,
          "this socket has TLS, and the address is no host that a certificate could be for; right"
              + " is curve, or a transport whose addresses have a host");
    }
  }

  @Override
  public Future<List<SocketAddress>> resolve() {
    return socket.loop().eventLoop().newSucceededFuture(List.of(address));
  }

  @Override
  public ChannelFuture dial(SocketAddress remote, ChannelHandler handler) {
    Bootstrap bootstrap =
        Bootstraps.connecting(
                socket.loop(), socket.options(), Bootstraps.ofConnection(socket.options()))
            .resolver(new NameResolver(socket.resolver()))
            .handler(handler);
    try {
      return transport.returned(transport.provided().connect(bootstrap, remote), "connect");
    } catch (Throwable t) { // whatever is wrong with it harms nobody else
      throw transport.fault(endpoint, t);
    }
  }

  @Override
  public SocketAddress local(Channel channel) {
    return channel.localAddress() == null ? address : channel.localAddress();
  }

  @Override
  public SocketAddress remote(Channel channel) {
    return channel.remoteAddress() == null ? address : channel.remoteAddress();
  }

  @Override
  public boolean isRefused(Throwable cause) {
    return cause instanceof ConnectException;
  }

  @Override
  public Throwable explain(Throwable cause) {
    return cause;
  }

  @Override
  public @Nullable ZmqException fault(Channel channel) {
    return null;
  }

  @Override
  public @Nullable SocketAddress expected() {
    return address instanceof InetSocketAddress ip
        ? InetSocketAddress.createUnresolved(ip.getHostString(), ip.getPort())
        : null;
  }

  @Override
  public int port() {
    return address instanceof InetSocketAddress ip ? ip.getPort() : -1;
  }
}
