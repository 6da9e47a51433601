package reactor.zmtp.socks;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.socksx.v5.DefaultSocks5CommandResponse;
import io.netty.handler.codec.socksx.v5.DefaultSocks5InitialResponse;
import io.netty.handler.codec.socksx.v5.DefaultSocks5PasswordAuthResponse;
import io.netty.handler.codec.socksx.v5.Socks5AddressType;
import io.netty.handler.codec.socksx.v5.Socks5AuthMethod;
import io.netty.handler.codec.socksx.v5.Socks5CommandRequest;
import io.netty.handler.codec.socksx.v5.Socks5CommandRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5CommandStatus;
import io.netty.handler.codec.socksx.v5.Socks5InitialRequest;
import io.netty.handler.codec.socksx.v5.Socks5InitialRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5Message;
import io.netty.handler.codec.socksx.v5.Socks5PasswordAuthRequest;
import io.netty.handler.codec.socksx.v5.Socks5PasswordAuthRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5PasswordAuthStatus;
import io.netty.handler.codec.socksx.v5.Socks5ServerEncoder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Small SOCKS5 proxy, which keeps what it was asked for; with a user it lets in nobody else. */
final class SocksServer implements Disposable {

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final @Nullable String user;
  private final @Nullable String password;
  private final Channel server;

  SocksServer(@Nullable String user, @Nullable String password) {
    this.user = user;
    this.password = password;
    this.server =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(new Accepted())
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** Where it was to connect to: {@code DOMAIN localhost:5555}. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** And every connection. */
  @Override
  public void dispose() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Accepted extends ChannelInitializer<Channel> {

    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(
              Socks5ServerEncoder.DEFAULT, new Socks5InitialRequestDecoder(), new Conversation());
    }
  }

  private final class Conversation extends SimpleChannelInboundHandler<Socks5Message> {

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Socks5Message message) {
      if (message instanceof Socks5InitialRequest) {
        Socks5AuthMethod method =
            user == null ? Socks5AuthMethod.NO_AUTH : Socks5AuthMethod.PASSWORD;
        ctx.pipeline()
            .replace(
                Socks5InitialRequestDecoder.class,
                "next",
                user == null
                    ? new Socks5CommandRequestDecoder()
                    : new Socks5PasswordAuthRequestDecoder());
        ctx.writeAndFlush(new DefaultSocks5InitialResponse(method));
      } else if (message instanceof Socks5PasswordAuthRequest request) {
        letIn(ctx, request);
      } else if (message instanceof Socks5CommandRequest request) {
        asked.add(name(request.dstAddrType()) + " " + request.dstAddr() + ":" + request.dstPort());
        connect(ctx, request);
      }
    }

    private void letIn(ChannelHandlerContext ctx, Socks5PasswordAuthRequest request) {
      boolean known = request.username().equals(user) && request.password().equals(password);
      ctx.pipeline().replace("next", "command", new Socks5CommandRequestDecoder());
      ctx.writeAndFlush(
          new DefaultSocks5PasswordAuthResponse(
              known ? Socks5PasswordAuthStatus.SUCCESS : Socks5PasswordAuthStatus.FAILURE));
    }

    private void connect(ChannelHandlerContext ctx, Socks5CommandRequest request) {
      new Bootstrap()
          .group(ctx.channel().eventLoop())
          .channel(NioSocketChannel.class)
          .handler(new Relay(ctx.channel()))
          .connect(new InetSocketAddress(request.dstAddr(), request.dstPort()))
          .addListener(
              (ChannelFuture connected) -> {
                Socks5CommandStatus status =
                    connected.isSuccess()
                        ? Socks5CommandStatus.SUCCESS
                        : Socks5CommandStatus.CONNECTION_REFUSED;
                ctx.writeAndFlush(
                    new DefaultSocks5CommandResponse(
                        status, Socks5AddressType.IPv4, "127.0.0.1", 0));
                if (connected.isSuccess()) {
                  ctx.pipeline().remove(Socks5CommandRequestDecoder.class);
                  ctx.pipeline().remove(Socks5ServerEncoder.class);
                  ctx.pipeline().replace(this, "relay", new Relay(connected.channel()));
                }
              });
    }

    private static String name(Socks5AddressType type) {
      return type.toString().replaceAll("\\(.*", "");
    }
  }

  private static final class Relay extends ChannelInboundHandlerAdapter {

    private final Channel other;

    Relay(Channel other) {
      this.other = other;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
      other.writeAndFlush(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      other.close();
    }
  }
}
