package reactor.zmtp.transport.tcp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetSocketAddress;
import reactor.zmtp.option.Proxy;

/**
 * Connection through a proxy: to what comes behind it in the pipeline it is made when the proxy has
 * made its own.
 */
final class ProxyTunnel extends ChannelInitializer<Channel> {

  private final Proxy proxy;
  private final ProxyHandler asking;
  private final ChannelHandler next;

  ProxyTunnel(Proxy proxy, InetSocketAddress address, long timeoutMillis, ChannelHandler next) {
    this.proxy = proxy;
    this.asking = asking(proxy, address);
    this.next = next;
    asking.setConnectTimeoutMillis(timeoutMillis);
  }

  private static ProxyHandler asking(Proxy proxy, InetSocketAddress address) {
    String username = proxy.username();
    String password = proxy.password();
    if (proxy.protocol() == Proxy.Protocol.SOCKS5) {
      return new Socks5ProxyHandler(address, username, password);
    }
    return username == null || password == null
        ? new HttpProxyHandler(address)
        : new HttpProxyHandler(address, username, password);
  }

  @Override
  protected void initChannel(Channel channel) {
    channel.config().setAutoRead(true); // see ReceiveBuffers
    channel.pipeline().addLast(asking, new Entrance(), next);
  }

  /** Done when the proxy has said whether it is connected. */
  ChannelFuture through(ChannelFuture toProxy) {
    if (toProxy.isDone() && !toProxy.isSuccess()) {
      return toProxy;
    }
    ChannelPromise made = toProxy.channel().newPromise();
    toProxy.addListener(
        reached -> {
          if (!reached.isSuccess()) {
            made.tryFailure(explained("cannot be reached", reached.cause()));
          }
        });
    asking
        .connectFuture()
        .addListener(
            answered -> {
              if (answered.isSuccess()) {
                toProxy.channel().pipeline().remove(asking);
                made.trySuccess();
              } else {
                made.tryFailure(explained("did not connect", answered.cause()));
              }
            });
    return made;
  }

  private ProxyConnectException explained(String what, Throwable cause) {
    return new ProxyConnectException(
        "the %s %s: %s".formatted(proxy, what, cause.getMessage()), cause);
  }

  /** Keeps back that the channel is active until the proxy is connected. */
  private static final class Entrance extends ChannelInboundHandlerAdapter {

    @Override
    public void channelActive(ChannelHandlerContext ctx) {}

    // Before the proxy's last packet is passed on, with which the peer's first bytes may come.
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof ProxyConnectionEvent) {
        ctx.fireChannelActive();
        ctx.pipeline().remove(this);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // It is the outcome of the attempt, too.
    }
  }
}
