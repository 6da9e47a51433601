package reactor.zmtp.loop;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketChannel;
import io.netty.channel.unix.ServerDomainSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.DisposedException;

/**
 * Event loop of one socket. The socket, its pipes and all its connections are confined to it, which
 * is why none of them needs a lock.
 *
 * <p>The application's code is never called in the middle of a step of the engine: what is due to
 * it is collected as {@linkplain #signal signals}, and what it asks for becomes a task of its own.
 */
public final class IoLoop {

  private final LoopResources resources;
  private final EventLoopGroup group;
  private final EventLoop eventLoop;
  private final Class<? extends SocketChannel> channelClass;
  private final Class<? extends ServerSocketChannel> serverChannelClass;
  private final Timers timers;
  private final Signals signals = new Signals(this);
  private final OpenChannels channels = new OpenChannels();
  private final SerialExecutor afterwards;

  private IoLoop(
      LoopResources resources,
      EventLoopGroup group,
      EventLoop eventLoop,
      @Nullable Scheduler timer) {
    this.resources = resources;
    this.group = group;
    this.eventLoop = eventLoop;
    this.channelClass = resources.onChannelClass(SocketChannel.class, group);
    this.serverChannelClass = resources.onChannelClass(ServerSocketChannel.class, group);
    this.timers = new Timers(this, eventLoop, timer);
    this.afterwards = new SerialExecutor(eventLoop);
  }

  /**
   * The next of some loops, in turn. With a {@code timer} time is measured by that instead of by
   * the loop's own clock.
   *
   * @throws DisposedException if the loops have ended
   */
  public static IoLoop next(LoopResources resources, @Nullable Scheduler timer) {
    EventLoopGroup group = resources.onServer(LoopResources.DEFAULT_NATIVE);
    EventLoop eventLoop = group.next();
    if (eventLoop.isShuttingDown()) {
      throw new DisposedException(
          "the event loops were disposed of; a context opens no sockets without them");
    }
    return new IoLoop(resources, group, eventLoop, timer);
  }

  /** One more for the same thread. */
  public static IoLoop beside(IoLoop other, @Nullable Scheduler timer) {
    return new IoLoop(other.resources, other.group, other.eventLoop, timer);
  }

  /** Netty's own loop, for bootstraps and resolvers. */
  public EventLoop eventLoop() {
    return eventLoop;
  }

  public Class<? extends SocketChannel> channelClass() {
    return channelClass;
  }

  /** Makes channels of Unix domain sockets: native ones on a native loop, else those of Java. */
  public ChannelFactory<? extends Channel> localChannels() {
    return isNio()
        ? NioDomainSocketChannel::new
        : () -> resources.onChannel(DomainSocketChannel.class, group);
  }

  /** Makes their listeners. */
  public ChannelFactory<? extends ServerChannel> localServerChannels() {
    return isNio()
        ? NioServerDomainSocketChannel::new
        : () -> resources.onChannel(ServerDomainSocketChannel.class, group);
  }

  /** Whether the loop's channels are Java's own, which has addresses of its own for paths. */
  public boolean isNio() {
    return channelClass == NioSocketChannel.class;
  }

  /** Makes channels of listeners. Without {@code ipv6}, {@code *} shall mean IPv4 alone. */
  public ChannelFactory<ServerSocketChannel> serverChannels(boolean ipv6) {
    if (!ipv6 && serverChannelClass == EpollServerSocketChannel.class) {
      return () -> new EpollServerSocketChannel(SocketProtocolFamily.INET);
    }
    if (!ipv6 && serverChannelClass == NioServerSocketChannel.class) {
      return () ->
          new NioServerSocketChannel(SelectorProvider.provider(), SocketProtocolFamily.INET);
    }
    return new ReflectiveChannelFactory<>(serverChannelClass); // of both families
  }

  /** Makes channels of datagrams, of one family alone; of IPv6 with IPv4 addresses in it. */
  public ChannelFactory<DatagramChannel> datagramChannels(boolean ipv6) {
    SocketProtocolFamily family = ipv6 ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
    if (isEpoll()) {
      return () -> new EpollDatagramChannel(family);
    }
    if (isIoUring()) {
      return IoUringLoops.datagramChannels(family);
    }
    return isNio()
        ? () -> new NioDatagramChannel(family)
        : () -> resources.onChannel(DatagramChannel.class, group);
  }

  public boolean inLoop() {
    return eventLoop.inEventLoop() || afterwards.isRunning();
  }

  /** Whether the loop has ended: nothing is written or read any more, and no time passes. */
  public boolean isEnded() {
    return eventLoop.isShutdown();
  }

  /** Whether the loop is being shut down, so that no channel may begin to live there. */
  public boolean isEnding() {
    return eventLoop.isShuttingDown();
  }

  /** Keeps a channel of the socket until it is closed. Only on the loop. */
  public void opened(Channel channel) {
    channels.add(channel);
  }

  /** Keeps what is like a channel, and how to close it, until it is {@link #closed}. */
  public void opened(Runnable close) {
    channels.add(close);
  }

  /** It is closed. */
  public void closed(Runnable close) {
    channels.remove(close);
  }

  /** Closes the socket's channels, since the loop is about to end. Only on the loop. */
  public void closeChannels() {
    channels.close();
  }

  /**
   * Runs a task on the loop, later. Once the loop has ended, and with it all channels that lived
   * there, it runs on whatever thread brings it, after the tasks before it.
   */
  public void execute(Runnable task) {
    Once once = new Once(task);
    try {
      eventLoop.execute(once);
      if (eventLoop.isShutdown()) { // what comes between its last tasks and its end is dropped
        afterwards.execute(once);
      }
    } catch (RejectedExecutionException ended) {
      afterwards.execute(once);
    }
  }

  /** A task of the loop that may be given to its successor as well, which never runs beside it. */
  private static final class Once implements Runnable {

    private @Nullable Runnable task;

    Once(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      Runnable first = task;
      if (first != null) {
        task = null;
        first.run();
      }
    }
  }

  /** Runs a task at the end of this turn of the loop, after all others. Only on the loop. */
  public void atEndOfTurn(Runnable task) {
    if (isEnding()) { // one turn after another would keep it from its last work
      afterwards.execute(task);
      return;
    }
    try {
      if (eventLoop instanceof SingleThreadEventLoop loop) {
        loop.executeAfterEventLoopIteration(task);
      } else {
        eventLoop.execute(task);
      }
    } catch (RejectedExecutionException ended) {
      afterwards.execute(task);
    }
  }

  /**
   * Runs a task when the loop whose thread this is has done what it is doing, such as handing over
   * all that one read has brought; at once if it is no loop's thread, or the loop ends.
   */
  public static void afterThis(Runnable task) {
    EventExecutor current = ThreadExecutorMap.currentExecutor();
    if (current == null || current.isShuttingDown()) {
      task.run();
    } else {
      current.execute(task);
    }
  }

  /**
   * Runs a task on the loop: now if the caller is on it, later if not. For what the engine does;
   * what the application asks for is {@linkplain #execute executed}.
   */
  public void run(Runnable task) {
    if (inLoop()) {
      task.run();
    } else {
      execute(task);
    }
  }

  /**
   * Calls the application after this step of the engine, in the order of these calls. What it
   * throws, any Throwable, is reported as dropped. Only on the loop.
   */
  public void signal(Runnable signal) {
    signals.add(signal);
  }

  /** Whether the application may be called: no step of the engine is under way. For assertions. */
  public boolean isSignalling() {
    return signals.isTelling();
  }

  /**
   * Runs a task on the loop after a delay, unless what is returned is disposed of, or the loop
   * ends, before.
   */
  public Disposable schedule(Duration delay, Runnable task) {
    return timers.schedule(delay, task);
  }

  public long nanoTime() {
    return timers.nanoTime();
  }

  /** Ends what waits on another clock than the loop's, which has ended. */
  public void endTimers() {
    timers.end();
  }

  /** Whether the loop's channels are native epoll ones, which have options Java has no name for. */
  public boolean isEpoll() {
    return isEpoll(channelClass);
  }

  /** Whether they are those of io_uring, whose classes need not be there otherwise. */
  public boolean isIoUring() {
    return isIoUring(channelClass);
  }

  static boolean isIoUring(Class<? extends Channel> type) {
    return type.getSimpleName().startsWith("IoUring");
  }

  private static boolean isEpoll(Class<? extends Channel> type) {
    return type.getSimpleName().startsWith("Epoll");
  }
}
