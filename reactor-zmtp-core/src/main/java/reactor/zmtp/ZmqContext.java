package reactor.zmtp;

import io.netty.resolver.AddressResolverGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.socket.ZmqResources;

/**
 * Where sockets come from and what they share. Disposing it disposes of its sockets. All methods
 * may be called from any thread, and none blocks.
 *
 * <p>Each socket lives on one event loop with all its connections; sockets are spread over the
 * loops in turn.
 */
public final class ZmqContext implements ZmqDisposable {

  private final ZmqResources resources;

  private ZmqContext(Builder builder) {
    this.resources =
        new ZmqResources(builder.loops, builder.ioThreads, builder.resolver, builder.timer);
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

  /**
   * A PUSH socket.
   *
   * @return its spec, with the defaults
   */
  public PushSpec push() {
    return new PushSpec(spec());
  }

  /**
   * A PULL socket.
   *
   * @return its spec, with the defaults
   */
  public PullSpec pull() {
    return new PullSpec(spec());
  }

  /**
   * A PAIR socket.
   *
   * @return its spec, with the defaults
   */
  public PairSpec pair() {
    return new PairSpec(spec());
  }

  /**
   * A REQ socket.
   *
   * @return its spec, with the defaults
   */
  public ReqSpec req() {
    return new ReqSpec(spec());
  }

  /**
   * A REP socket.
   *
   * @return its spec, with the defaults
   */
  public RepSpec rep() {
    return new RepSpec(spec());
  }

  /**
   * A DEALER socket.
   *
   * @return its spec, with the defaults
   */
  public DealerSpec dealer() {
    return new DealerSpec(spec());
  }

  /**
   * A ROUTER socket.
   *
   * @return its spec, with the defaults
   */
  public RouterSpec router() {
    return new RouterSpec(spec());
  }

  /**
   * A PUB socket.
   *
   * @return its spec, with the defaults
   */
  public PubSpec pub() {
    return new PubSpec(spec());
  }

  /**
   * A SUB socket.
   *
   * @return its spec, with the defaults
   */
  public SubSpec sub() {
    return new SubSpec(spec());
  }

  /**
   * An XPUB socket.
   *
   * @return its spec, with the defaults
   */
  public XPubSpec xpub() {
    return new XPubSpec(spec());
  }

  /**
   * An XSUB socket.
   *
   * @return its spec, with the defaults
   */
  public XSubSpec xsub() {
    return new XSubSpec(spec());
  }

  /**
   * A STREAM socket.
   *
   * @return its spec, with the defaults
   */
  public StreamSpec stream() {
    return new StreamSpec(spec());
  }

  /**
   * A CLIENT socket.
   *
   * @return its spec, with the defaults
   */
  public ClientSpec client() {
    return new ClientSpec(spec());
  }

  /**
   * A SERVER socket.
   *
   * @return its spec, with the defaults
   */
  public ServerSpec server() {
    return new ServerSpec(spec());
  }

  /**
   * A RADIO socket.
   *
   * @return its spec, with the defaults
   */
  public RadioSpec radio() {
    return new RadioSpec(spec());
  }

  /**
   * A DISH socket.
   *
   * @return its spec, with the defaults
   */
  public DishSpec dish() {
    return new DishSpec(spec());
  }

  /**
   * A SCATTER socket.
   *
   * @return its spec, with the defaults
   */
  public ScatterSpec scatter() {
    return new ScatterSpec(spec());
  }

  /**
   * A GATHER socket.
   *
   * @return its spec, with the defaults
   */
  public GatherSpec gather() {
    return new GatherSpec(spec());
  }

  /**
   * A PEER socket.
   *
   * @return its spec, with the defaults
   */
  public PeerSpec peer() {
    return new PeerSpec(spec());
  }

  /**
   * A CHANNEL socket.
   *
   * @return its spec, with the defaults
   */
  public ChannelSpec channel() {
    return new ChannelSpec(spec());
  }

  /**
   * The sockets of this context that are not gone; those that still linger are among them.
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
   * When this context is gone: all its sockets, and its event loops if they are its own.
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

  /** The settings of a context. */
  public static final class Builder {

    private @Nullable LoopResources loops;
    private int ioThreads;
    private @Nullable AddressResolverGroup<?> resolver;
    private @Nullable Scheduler timer;

    private Builder() {}

    /**
     * The event loops to use; they are not disposed of with the context. Default: those that all of
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
     * What resolves the names that sockets connect to. Default: Netty's asynchronous DNS client, as
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
     * What measures time: linger, heartbeats, handshakes, reconnects. Default: the event loops. A
     * test may give reactor-test's {@code VirtualTimeScheduler}.
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
     * @throws ZmqException if Reactor, Reactor Netty or Netty is older than 3.8.0, 1.3.0 or 4.2.0
     */
    public ZmqContext build() {
      LeastVersions.check();
      return new ZmqContext(this);
    }
  }
}
