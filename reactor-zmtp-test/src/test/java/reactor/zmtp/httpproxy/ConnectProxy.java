package reactor.zmtp.httpproxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Small HTTP proxy that knows CONNECT alone, and keeps what it was asked for. */
final class ConnectProxy implements Disposable {

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Function<HttpRequest, @Nullable HttpResponseStatus> policy;
  private final Channel server;

  /** With what is answered to a request: 200 lets it through. */
  private ConnectProxy(Function<HttpRequest, @Nullable HttpResponseStatus> policy) {
    this.policy = policy;
    this.server =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(new Accepted())
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  static ConnectProxy open() {
    return new ConnectProxy(request -> HttpResponseStatus.OK);
  }

  /** Refuses all with a status. */
  static ConnectProxy answering(HttpResponseStatus status) {
    return new ConnectProxy(request -> status);
  }

  /** Lets in this user alone. */
  static ConnectProxy of(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    String known = "Basic " + Base64.getEncoder().encodeToString(pair);
    return new ConnectProxy(
        request ->
            known.equals(request.headers().get(HttpHeaderNames.PROXY_AUTHORIZATION))
                ? HttpResponseStatus.OK
                : HttpResponseStatus.PROXY_AUTHENTICATION_REQUIRED);
  }

  /** Closes the connection in place of an answer. */
  static ConnectProxy closing() {
    return new ConnectProxy(request -> null);
  }

  int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** The requests' first lines, without the version. */
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
      channel.pipeline().addLast(new HttpServerCodec(), new Conversation());
    }
  }

  private final class Conversation extends SimpleChannelInboundHandler<HttpRequest> {

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpRequest request) {
      asked.add(request.method() + " " + request.uri());
      HttpResponseStatus status = policy.apply(request);
      if (status == null) {
        ctx.close();
      } else if (!status.equals(HttpResponseStatus.OK)) {
        answer(ctx, status).addListener(ChannelFutureListener.CLOSE);
      } else if (request.method().equals(HttpMethod.CONNECT)) {
        connect(ctx, URI.create("tcp://" + request.uri()));
      } else {
        answer(ctx, HttpResponseStatus.METHOD_NOT_ALLOWED);
      }
    }

    private void connect(ChannelHandlerContext ctx, URI peer) {
      String host = peer.getHost().replaceAll("[\\[\\]]", "");
      new Bootstrap()
          .group(ctx.channel().eventLoop())
          .channel(NioSocketChannel.class)
          .handler(new Relay(ctx.channel()))
          .connect(new InetSocketAddress(host, peer.getPort()))
          .addListener(
              (ChannelFuture connected) -> {
                if (connected.isSuccess()) {
                  answer(ctx, HttpResponseStatus.OK);
                  ctx.pipeline().remove(HttpServerCodec.class);
                  ctx.pipeline().replace(this, "relay", new Relay(connected.channel()));
                } else {
                  answer(ctx, HttpResponseStatus.BAD_GATEWAY);
                }
              });
    }

    private static ChannelFuture answer(ChannelHandlerContext ctx, HttpResponseStatus status) {
      return ctx.writeAndFlush(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER));
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
