package reactor.zmtp.provided;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import reactor.netty.tcp.TcpResources;
import reactor.zmtp.transport.ZmqTransport;

/** TCP once more, as a jar of somebody else's may bring it: {@code wire://HOST:PORT}. */
public class Wire implements ZmqTransport {

  @Override
  public String scheme() {
    return "wire";
  }

  @Override
  public SocketAddress bindAddress(String address) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port(address));
  }

  @Override
  public SocketAddress connectAddress(String address) {
    return InetSocketAddress.createUnresolved(address.split(":", 2)[0], port(address));
  }

  private static int port(String address) {
    int colon = address.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("there is no port; right is wire://host:port");
    }
    String port = address.substring(colon + 1);
    return port.equals("*") ? 0 : Integer.parseInt(port);
  }

  @Override
  public ChannelFuture bind(ServerBootstrap bootstrap, SocketAddress address) {
    return bootstrap
        .channelFactory(
            () ->
                TcpResources.get().onChannel(ServerSocketChannel.class, bootstrap.config().group()))
        .bind(address);
  }

  @Override
  public ChannelFuture connect(Bootstrap bootstrap, SocketAddress address) {
    return bootstrap
        .channelFactory(
            () -> TcpResources.get().onChannel(SocketChannel.class, bootstrap.config().group()))
        .connect(address);
  }

  @Override
  public String format(SocketAddress bound) {
    return "127.0.0.1:" + ((InetSocketAddress) bound).getPort();
  }
}
