package reactor.zmtp.samples.line;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import reactor.netty.tcp.TcpResources;
import reactor.zmtp.transport.ZmqTransport;

/**
 * Line within this machine that is slow, and breaks: {@code line://5557?delay=20&cut=65536} delays
 * what is sent by 20 milliseconds, and is cut after 64 KiB. It is TCP with one more handler.
 */
public final class LineTransport implements ZmqTransport {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @Override
  public String scheme() {
    return "line";
  }

  @Override
  public SocketAddress bindAddress(String address) {
    if (!address.matches("\\*|[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "\"%s\" is no port; right is line://5557, or line://* for any".formatted(address));
    }
    return new InetSocketAddress(HERE, address.equals("*") ? 0 : Integer.parseInt(address));
  }

  @Override
  public SocketAddress connectAddress(String address) {
    return Line.parse(address);
  }

  @Override
  public ChannelFuture bind(ServerBootstrap bootstrap, SocketAddress address) {
    return bootstrap
        // A channel of the kind that lives on this event loop: a native one, or one of Java's.
        .channelFactory(
            () ->
                TcpResources.get().onChannel(ServerSocketChannel.class, bootstrap.config().group()))
        .bind(address);
  }

  @Override
  public ChannelFuture connect(Bootstrap bootstrap, SocketAddress address) {
    Line line = (Line) address;
    ChannelHandler zmtp = bootstrap.config().handler();
    return bootstrap
        .channelFactory(
            () -> TcpResources.get().onChannel(SocketChannel.class, bootstrap.config().group()))
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Faults(line), zmtp); // between TCP and ZMTP
              }
            })
        .connect(new InetSocketAddress(HERE, line.port()));
  }

  @Override
  public String format(SocketAddress bound) {
    return String.valueOf(((InetSocketAddress) bound).getPort());
  }
}
