package reactor.zmtp.socket;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolverGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;
import reactor.netty.transport.NameResolverProvider;
import reactor.zmtp.DisposedException;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.endpoint.SharedByContext;
import reactor.zmtp.loop.BusyPollingLoops;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.IoUringLoops;
import reactor.zmtp.loop.LoopEnd;
import reactor.zmtp.loop.Signals;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/**
 * Resources that the sockets of one context share: event loops, resolver, clock; and the list of
 * them.
 */
public final class ZmqResources {

  /** Their name begins so. */
  private static final String THREADS = "zmtp";

  private static final Duration LOOPS_SHUTDOWN = Duration.ofSeconds(5);

  private final LoopResources loops;
  private final boolean ownLoops;
  private final @Nullable AddressResolverGroup<?> givenResolver;
  private final @Nullable Scheduler timer;
  private final Set<SocketBase<?>> sockets = ConcurrentHashMap.newKeySet();
  private final Map<EventLoop, LoopEnd> watched = new ConcurrentHashMap<>();
  private final List<Consumer<? super ZmqSocket>> onOpened = new CopyOnWriteArrayList<>();
  private final SharedByContext shared = new SharedByContext();
  private final Transports transports = new Transports();
  private final DisposeSignal gone = new DisposeSignal();

  private @Nullable AddressResolverGroup<?> ownResolver;
  private volatile boolean disposed;

  /**
   * Null loops are Reactor Netty's shared ones, {@code ioThreads} of 0 none of its own, a null
   * resolver is Netty's DNS client, a null timer the event loops, and no {@code busyPoll} zero.
   *
   * @throws ZmqException if its own loops shall be of io_uring, and that is impossible here
   */
  public ZmqResources(
      @Nullable LoopResources loops,
      int ioThreads,
      boolean ioUring,
      Duration busyPoll,
      @Nullable AddressResolverGroup<?> resolver,
      @Nullable Scheduler timer) {
    this.ownLoops = ioThreads > 0;
    this.loops =
        ownLoops
            ? ownLoops(ioThreads, ioUring, busyPoll)
            : loops != null ? loops : TcpResources.get();
    this.givenResolver = resolver;
    this.timer = timer;
    // Netty prepares its buffers when the first is made, which takes a fifth of a second: here,
    // where
    // no event loop has to.
    ByteBufAllocator.DEFAULT.directBuffer(1).release();
  }

  private static LoopResources ownLoops(int threads, boolean ioUring, Duration busyPoll) {
    if (!busyPoll.isZero()) {
      return new BusyPollingLoops(THREADS, threads, busyPoll);
    }
    return ioUring
        ? IoUringLoops.create(THREADS, threads)
        : LoopResources.create(THREADS, threads, true);
  }

  /** The loop of the socket that a new one is colocated with, or the next in turn. */
  IoLoop nextLoop(Options options) {
    Object other = options.get(Option.COLOCATE);
    if (other == null) {
      return IoLoop.next(loops, timer);
    }
    SocketBase<?> there = (SocketBase<?>) other;
    if (there.isDisposed()) {
      throw new DisposedException("cannot be colocated: " + there + " was disposed of");
    }
    if (!sockets.contains(there)) {
      throw new ZmqException("cannot be colocated: " + there + " is of another context");
    }
    return IoLoop.beside(there.loop(), timer);
  }

  // Sockets whose loop ends before them have to hear of it; it may serve others than this context.
  private void monitor(EventLoop eventLoop) {
    watched.computeIfAbsent(
        eventLoop,
        loop ->
            LoopEnd.of(
                loop,
                () -> each(loop, socket -> socket.loop().closeChannels()),
                () -> each(loop, SocketBase::loopEnded)));
  }

  private void each(EventLoop eventLoop, Consumer<SocketBase<?>> task) {
    for (SocketBase<?> socket : sockets) {
      if (socket.loop().eventLoop() == eventLoop) {
        task.accept(socket);
      }
    }
  }

  private void unwatch() {
    watched.values().forEach(LoopEnd::forget);
    watched.clear();
  }

  /** Those of this context. */
  public Transports transports() {
    return transports;
  }

  SharedByContext shared() {
    return shared;
  }

  AddressResolverGroup<?> resolver() {
    return givenResolver != null ? givenResolver : dnsResolver();
  }

  private synchronized AddressResolverGroup<?> dnsResolver() {
    if (ownResolver == null) {
      ownResolver =
          NameResolverProvider.builder()
              .build()
              .newNameResolverGroup(loops, LoopResources.DEFAULT_NATIVE);
    }
    return ownResolver;
  }

  private synchronized void closeDnsResolver() {
    if (ownResolver != null) {
      ownResolver.close();
    }
  }

  /**
   * Takes a socket that has just been made, and is not known to anybody else.
   *
   * @throws DisposedException if the context is gone
   */
  public void add(ZmqSocket socket) {
    SocketBase<?> core = (SocketBase<?>) socket;
    sockets.add(core);
    if (disposed) { // by now: whoever disposes of the context later finds it in the list
      sockets.remove(core);
      throw new DisposedException("the context was disposed of; it opens no sockets any more");
    }
    monitor(core.loop().eventLoop());
    onOpened.forEach(consumer -> introduce(socket, consumer));
  }

  /**
   * Calls a consumer with each socket that is there, and each that comes, before its endpoints;
   * with one that comes just now twice.
   */
  public void forEachSocket(Consumer<? super ZmqSocket> consumer) {
    onOpened.add(consumer);
    sockets.forEach(socket -> introduce(socket, consumer));
  }

  private static void introduce(ZmqSocket socket, Consumer<? super ZmqSocket> consumer) {
    try {
      consumer.accept(socket);
    } catch (Throwable t) { // no reason not to open
      Signals.dropped(t);
    }
  }

  void remove(SocketBase<?> socket) {
    sockets.remove(socket);
  }

  /** Disposes of all sockets, then of what is this context's own. */
  public void dispose() {
    synchronized (this) {
      if (disposed) {
        return;
      }
      disposed = true;
    }
    List<Mono<Void>> ends = new ArrayList<>();
    for (SocketBase<?> socket : sockets) {
      socket.dispose();
      ends.add(socket.onDispose());
    }
    Mono.when(ends)
        .then(Mono.<Void>fromRunnable(this::closeDnsResolver))
        .then(Mono.<Void>fromRunnable(this::unwatch))
        .then(ownLoops ? endLoops() : Mono.empty())
        .subscribe(done -> {}, gone::fail, gone::complete);
  }

  /**
   * By Netty's means: those of LoopResources would start a thread of Reactor's schedulers, which
   * stays, and keeps the class loader of who is gone.
   */
  private Mono<Void> endLoops() {
    return Mono.create(
        sink ->
            loops
                .onServer(LoopResources.DEFAULT_NATIVE)
                .shutdownGracefully(0, LOOPS_SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS)
                .addListener(ended -> sink.success()));
  }

  /** A snapshot of the sockets that are not gone. */
  public List<ZmqSocket> sockets() {
    return List.copyOf(sockets);
  }

  public boolean isDisposed() {
    return disposed;
  }

  /** Completes when everything is gone. */
  public Mono<Void> onDispose() {
    return gone.asMono();
  }
}
