package reactor.zmtp.test;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * Plain TCP, and Unix domain sockets to connect to, as this package needs them: every channel on
 * one event loop, so that what belongs to a channel needs no locks; one bounded read per {@link
 * Channel#read()}; and the two directions closed one by one.
 *
 * <p>NIO even where epoll is there: once the other side has closed, Netty's epoll channels read
 * what is left without being asked to, which a peer that pauses its reading must not do.
 */
final class Tcp {

  static final String THREADS = "zmtp-test";

  private static final int READ_AT_MOST = 64 * 1024;
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final LoopResources LOOPS = LoopResources.create(THREADS, 1, true);

  private Tcp() {}

  static Mono<DisposableServer> listen(InetSocketAddress address, Consumer<Channel> accepted) {
    return TcpServer.create()
        .runOn(LOOPS, false)
        .bindAddress(() -> address)
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, oneReadAtATime())
        .doOnChannelInit((observer, channel, remote) -> accepted.accept(channel))
        .bind()
        .map(DisposableServer.class::cast);
  }

  static Mono<Channel> connect(SocketAddress address, ChannelHandler handler) {
    return address instanceof UnixDomainSocketAddress path
        ? connectTo(path, handler)
        : connectTo(address, handler);
  }

  /** By Netty alone: with NIO, Reactor Netty knows no Unix domain sockets. */
  private static Mono<Channel> connectTo(UnixDomainSocketAddress path, ChannelHandler handler) {
    return Mono.create(
        sink ->
            new Bootstrap()
                .group(LOOPS.onServer(false))
                .channelFactory(NioDomainSocketChannel::new)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.RECVBUF_ALLOCATOR, oneReadAtATime())
                .handler(handler)
                .connect(path)
                .addListener(
                    (ChannelFuture connected) -> {
                      if (connected.isSuccess()) {
                        sink.success(connected.channel());
                      } else {
                        sink.error(connected.cause());
                      }
                    }));
  }

  private static Mono<Channel> connectTo(SocketAddress address, ChannelHandler handler) {
    return TcpClient.create(ConnectionProvider.newConnection())
        .runOn(LOOPS, false)
        .remoteAddress(() -> address)
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .option(ChannelOption.RECVBUF_ALLOCATOR, oneReadAtATime())
        .doOnChannelInit((observer, channel, remote) -> channel.pipeline().addFirst(handler))
        .connect()
        .map(Connection::channel);
  }

  /**
   * Completes when the system no longer listens. A NIO channel is closed for the system only when
   * the selector has noticed, at its next turn: the second of two scheduled tasks runs after that.
   */
  static Mono<Void> closed(DisposableServer server) {
    return server.onDispose().then(Mono.create(sink -> inAMoment(() -> inAMoment(sink::success))));
  }

  private static void inAMoment(Runnable task) {
    LOOPS.onServer(false).next().schedule(task, 1, MILLISECONDS);
  }

  static void execute(Runnable task) {
    LOOPS.onServer(false).next().execute(task);
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Sends FIN once all that was written before has gone to the operating system. */
  static ChannelPromise finish(Channel channel) {
    ChannelPromise finished = channel.newPromise();
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written -> {
              if (written.isSuccess()) {
                ((DuplexChannel) channel).shutdownOutput(finished);
              } else {
                finished.setFailure(written.cause());
              }
            });
    return finished;
  }

  /**
   * Sends FIN like {@link #finish}, and closes once the other side has sent its own, at the latest
   * a second later: until then the channel's handler must read and drop what still comes. Closed at
   * once, the kernel would say RST for what has not been read, and the other side could lose the
   * last bytes it was sent.
   *
   * @param ended completes at the other side's FIN
   */
  static void finishAndClose(Channel channel, ChannelFuture ended) {
    finish(channel)
        .addListener(
            finished -> {
              ended.addListener(end -> channel.close());
              closeAfterGrace(channel);
            });
  }

  static void closeAfterGrace(Channel channel) {
    ScheduledFuture<?> late =
        channel.eventLoop().schedule(() -> channel.close(), GRACE.toMillis(), MILLISECONDS);
    channel.closeFuture().addListener(closed -> late.cancel(false));
  }

  /** Closes with RST instead of FIN: what is still queued on either side is lost. */
  static void reset(Channel channel) {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.close();
    }
  }

  static ByteBuf buffer(Channel channel, byte[] bytes) {
    return channel.alloc().buffer(bytes.length).writeBytes(bytes);
  }

  private static FixedRecvByteBufAllocator oneReadAtATime() {
    FixedRecvByteBufAllocator allocator = new FixedRecvByteBufAllocator(READ_AT_MOST);
    allocator.maxMessagesPerRead(1);
    return allocator;
  }
}
