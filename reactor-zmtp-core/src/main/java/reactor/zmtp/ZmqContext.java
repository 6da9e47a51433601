package reactor.zmtp;

import io.netty.resolver.AddressResolverGroup;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.socket.ZmqResources;

/**
 * Context of sockets: it makes their specs and owns what they share. Disposing it disposes of its
 * sockets. All methods may be called from any thread, and none blocks.
 *
 * <p>Each socket lives on one event loop with all its connections; sockets are spread over the
 * loops in turn.
 */
public final class ZmqContext implements ZmqDisposable {

  private final ZmqResources resources;

  private ZmqContext(Builder builder) {
    this.resources =
        new ZmqResources(
            builder.loops,
            builder.ioThreads,
            builder.ioUring,
            builder.busyPoll,
            builder.resolver,
            builder.timer);
  }

  /**
   * A context on the event loops that all of Reactor Netty shares.
   *
   * @return the context
   * @throws ZmqException if Reactor, Reactor Netty or Netty is older than 3.8.0, 1.3.0 or 4.2.0
   */
  public static ZmqContext create() {
    return builder().build();
  }

  /**
   * A context with settings of its own.
   *
   * @return the settings, to be changed and built
   */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the spec of a PUSH socket, with the defaults} */
  public PushSpec push() {
    return new PushSpec(spec());
  }

  /** {@return the spec of a PULL socket, with the defaults} */
  public PullSpec pull() {
    return new PullSpec(spec());
  }

  /** {@return the spec of a PAIR socket, with the defaults} */
  public PairSpec pair() {
    return new PairSpec(spec());
  }

  /** {@return the spec of a REQ socket, with the defaults} */
  public ReqSpec req() {
    return new ReqSpec(spec());
  }

  /** {@return the spec of a REP socket, with the defaults} */
  public RepSpec rep() {
    return new RepSpec(spec());
  }

  /** {@return the spec of a DEALER socket, with the defaults} */
  public DealerSpec dealer() {
    return new DealerSpec(spec());
  }

  /** {@return the spec of a ROUTER socket, with the defaults} */
  public RouterSpec router() {
    return new RouterSpec(spec());
  }

  /** {@return the spec of a PUB socket, with the defaults} */
  public PubSpec pub() {
    return new PubSpec(spec());
  }

  /** {@return the spec of a SUB socket, with the defaults} */
  public SubSpec sub() {
    return new SubSpec(spec());
  }

  /** {@return the spec of an XPUB socket, with the defaults} */
  public XPubSpec xpub() {
    return new XPubSpec(spec());
  }

  /** {@return the spec of an XSUB socket, with the defaults} */
  public XSubSpec xsub() {
    return new XSubSpec(spec());
  }

  /** {@return the spec of a STREAM socket, with the defaults} */
  public StreamSpec stream() {
    return new StreamSpec(spec());
  }

  /** {@return the spec of a CLIENT socket, with the defaults} */
  public ClientSpec client() {
    return new ClientSpec(spec());
  }

  /** {@return the spec of a SERVER socket, with the defaults} */
  public ServerSpec server() {
    return new ServerSpec(spec());
  }

  /** {@return the spec of a RADIO socket, with the defaults} */
  public RadioSpec radio() {
    return new RadioSpec(spec());
  }

  /** {@return the spec of a DISH socket, with the defaults} */
  public DishSpec dish() {
    return new DishSpec(spec());
  }

  /** {@return the spec of a SCATTER socket, with the defaults} */
  public ScatterSpec scatter() {
    return new ScatterSpec(spec());
  }

  /** {@return the spec of a GATHER socket, with the defaults} */
  public GatherSpec gather() {
    return new GatherSpec(spec());
  }

  /** {@return the spec of a PEER socket, with the defaults} */
  public PeerSpec peer() {
    return new PeerSpec(spec());
  }

  /** {@return the spec of a CHANNEL socket, with the defaults} */
  public ChannelSpec channel() {
    return new ChannelSpec(spec());
  }

  /** {@return the spec of a DGRAM socket, with the defaults} */
  public DgramSpec dgram() {
    return new DgramSpec(spec());
  }

  /**
   * Sockets of this context that are not gone; those that still linger are among them.
   *
   * @return a snapshot, in no order
   */
  public List<ZmqSocket> sockets() {
    return resources.sockets();
  }

  /**
   * Disposes of all sockets of this context, each with its linger, and returns at once. No socket
   * can be opened any more.
   */
  @Override
  public void dispose() {
    resources.dispose();
  }

  @Override
  public boolean isDisposed() {
    return resources.isDisposed();
  }

  /**
   * Completes when this context is gone: all its sockets, and its event loops if they are its own.
   *
   * @return completes then, at once if it already is
   */
  @Override
  public Mono<Void> onDispose() {
    return resources.onDispose();
  }

  private SocketSpec.State spec() {
    return new SocketSpec.State(this);
  }

  ZmqResources resources() {
    return resources;
  }

  /** Settings of a context. */
  public static final class Builder {

    private @Nullable LoopResources loops;
    private int ioThreads;
    private boolean ioUring;
    private Duration busyPoll = Duration.ZERO;
    private @Nullable AddressResolverGroup<?> resolver;
    private @Nullable Scheduler timer;

    private Builder() {}

    /**
     * Event loops to use; they are not disposed of with the context. Default: those that all of
     * Reactor Netty shares.
     *
     * @param loops the event loops
     * @return this
     */
    public Builder loopResources(LoopResources loops) {
      this.loops = loops;
      return this;
    }

    /**
     * Uses event loops of its own, disposed of with the context (ZMQ_IO_THREADS).
     *
     * @param threads how many, 1 or more
     * @return this
     */
    public Builder ioThreads(int threads) {
      SocketSpec.check(threads > 0, "ioThreads", threads, "1 or more");
      this.ioThreads = threads;
      return this;
    }

    /**
     * Whether the event loops of its own ({@link #ioThreads}, the number of cores unless said) are
     * of Linux's io_uring instead of epoll. That needs Netty's {@code
     * netty-transport-native-io_uring} on the class path, with which Reactor Netty takes io_uring
     * for all loops it makes, its shared ones as well. Default: false, what Reactor Netty prefers.
     *
     * @param enabled whether they are
     * @return this
     */
    public Builder ioUring(boolean enabled) {
      this.ioUring = enabled;
      return this;
    }

    /**
     * How long an event loop of its own ({@link #ioThreads}, the number of cores unless said) looks
     * for more to do before it sleeps. Whoever sends from another thread, or another process, then
     * need not wait until it is awake; in exchange the loop takes its core for that long after
     * everything it does, and all the time if something comes more often. Not together with {@link
     * #ioUring}. Default: zero, it sleeps at once.
     *
     * @param patience zero or more, below a second; some 50 µs are the time that waking takes
     * @return this
     */
    public Builder busyPoll(Duration patience) {
      SocketSpec.check(
          !patience.isNegative() && patience.toSeconds() == 0,
          "busyPoll",
          patience,
          "zero or more, below 1 s");
      this.busyPoll = patience;
      return this;
    }

    /**
     * Resolver of the names that sockets connect to. Default: Netty's asynchronous DNS client, as
     * in Reactor Netty.
     *
     * @param resolver the resolver; it is not closed with the context
     * @return this
     */
    public Builder resolver(AddressResolverGroup<?> resolver) {
      this.resolver = resolver;
      return this;
    }

    /**
     * Clock of linger, heartbeats, handshakes, and reconnects. Default: the event loops. A test may
     * give reactor-test's {@code VirtualTimeScheduler}.
     *
     * @param timer the scheduler; it is not disposed of with the context
     * @return this
     */
    public Builder timer(Scheduler timer) {
      this.timer = timer;
      return this;
    }

    /**
     * The context.
     *
     * @return a new one
     * @throws ZmqException if Reactor, Reactor Netty or Netty is older than 3.8.0, 1.3.0 or 4.2.0,
     *     or {@link #ioUring} is wanted where it cannot be had; the message says what it lacks
     * @throws IllegalStateException if both {@code ioUring} and {@code busyPoll} are wanted
     */
    public ZmqContext build() {
      LeastVersions.check();
      if (ioUring && !busyPoll.isZero()) {
        throw new IllegalStateException("busyPoll is for epoll and NIO, and not for ioUring");
      }
      if ((ioUring || !busyPoll.isZero()) && ioThreads == 0) {
        ioThreads = LoopResources.DEFAULT_IO_WORKER_COUNT;
      }
      return new ZmqContext(this);
    }
  }
}
