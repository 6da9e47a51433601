package reactor.zmtp.samples.benchmarks.peer;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.FixedLengthFrameDecoder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.netty.resources.LoopResources;

/**
 * No ZeroMQ at all: messages of one size, without frames, through a channel of the event loop ours
 * runs on. Nobody who is built on Netty is faster.
 */
final class NettyPeer implements Peer {

  private final LoopResources loops = LoopResources.create("netty", 1, true);
  private final EventLoopGroup loop = loops.onServer(LoopResources.DEFAULT_NATIVE);
  private final CountDownLatch done = new CountDownLatch(1);

  @Override
  public void play(Plan plan) {
    switch (plan.role()) {
      case ECHO -> bind(plan, (ctx, message) -> ctx.writeAndFlush(message.retain()));
      case LISTEN -> listen(plan);
      case PING -> ping(plan);
      case PULSE -> pulse(connect(plan, (ctx, message) -> {}), new Pulses(plan));
      default -> throw new IllegalArgumentException(plan.role() + " is none of Netty's roles");
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen(Plan plan) {
    Pulses.Listener listener = new Pulses.Listener(plan);
    bind(
        plan,
        (ctx, message) -> {
          if (listener.arrived(message.getLong(message.readerIndex()))) {
            done.countDown();
          }
        });
  }

  private void ping(Plan plan) {
    RoundTrips trips = new RoundTrips(plan);
    byte[] payload = new byte[plan.size()];
    Channel channel =
        connect(
            plan,
            (ctx, message) -> {
              if (trips.isBack()) {
                done.countDown();
              } else {
                trips.leaves();
                write(ctx.channel(), payload);
              }
            });
    channel
        .eventLoop()
        .execute(
            () -> {
              trips.leaves();
              write(channel, payload);
            });
  }

  private static void pulse(Channel channel, Pulses pulses) {
    Duration pause = pulses.pause();
    channel
        .eventLoop()
        .schedule(
            () -> {
              write(channel, pulses.after(pause));
              pulse(channel, pulses);
            },
            pause.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private static void write(Channel channel, byte[] payload) {
    ByteBuf message = channel.alloc().directBuffer(payload.length).writeBytes(payload);
    channel.writeAndFlush(message, channel.voidPromise());
  }

  private void bind(Plan plan, Handler handler) {
    URI endpoint = URI.create(plan.endpoint().replace(":*", ":0"));
    Channel channel =
        new ServerBootstrap()
            .group(loop)
            .channel(loops.onChannelClass(ServerSocketChannel.class, loop))
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Messages(plan.size(), handler))
            .bind(endpoint.getHost(), endpoint.getPort())
            .syncUninterruptibly()
            .channel();
    PeerProgram.bound("tcp://127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort());
  }

  private Channel connect(Plan plan, Handler handler) {
    URI endpoint = URI.create(plan.endpoint());
    return new Bootstrap()
        .group(loop)
        .channel(loops.onChannelClass(SocketChannel.class, loop))
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(new Messages(plan.size(), handler))
        .connect(endpoint.getHost(), endpoint.getPort())
        .syncUninterruptibly()
        .channel();
  }

  /** What is done with a message. */
  @FunctionalInterface
  private interface Handler {

    void read(ChannelHandlerContext ctx, ByteBuf message);
  }

  /** Takes the bytes apart. */
  private static final class Messages extends ChannelInitializer<SocketChannel> {

    private final int size;
    private final Handler handler;

    Messages(int size, Handler handler) {
      this.size = size;
      this.handler = handler;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      channel
          .pipeline()
          .addLast(
              new FixedLengthFrameDecoder(size),
              new SimpleChannelInboundHandler<ByteBuf>() {
                @Override
                protected void channelRead0(ChannelHandlerContext ctx, ByteBuf message) {
                  handler.read(ctx, message);
                }
              });
    }
  }
}
