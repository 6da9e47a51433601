package reactor.zmtp.loop;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;
import reactor.netty.resources.LoopResources;

/**
 * Event loops that look again for a while before they sleep: of epoll, or of Java's NIO where there
 * is none.
 */
public final class BusyPollingLoops implements LoopResources {

  private final EventLoopGroup group;

  /** Makes so many loops. */
  public BusyPollingLoops(String prefix, int threads, Duration patience) {
    SelectStrategyFactory strategies = () -> new BusyPoll(patience);
    IoHandlerFactory handlers =
        LoopResources.DEFAULT_NATIVE && Epoll.isAvailable()
            ? EpollIoHandler.newFactory(0, strategies)
            : NioIoHandler.newFactory(SelectorProvider.provider(), strategies);
    AtomicInteger number = new AtomicInteger();
    ThreadFactory loopThreads =
        task -> new LoopThread(task, prefix + "-busy-" + number.incrementAndGet());
    this.group = new MultiThreadIoEventLoopGroup(threads, loopThreads, handlers);
  }

  @Override
  public EventLoopGroup onServer(boolean useNative) {
    return group;
  }

  @Override
  public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
    return Mono.fromRunnable(this::dispose);
  }

  @Override
  public void dispose() {
    group.shutdownGracefully();
  }

  @Override
  public boolean isDisposed() {
    return group.isShuttingDown();
  }

  /** A daemon, on which Reactor refuses to block. */
  private static final class LoopThread extends FastThreadLocalThread implements NonBlocking {

    LoopThread(Runnable task, String name) {
      super(task, name);
      setDaemon(true);
    }
  }
}
