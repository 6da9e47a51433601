package reactor.zmtp.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.zmtp.ChannelSocket;
import reactor.zmtp.ChannelSpec;
import reactor.zmtp.ClientSocket;
import reactor.zmtp.ClientSpec;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.DealerSpec;
import reactor.zmtp.DgramSocket;
import reactor.zmtp.DgramSpec;
import reactor.zmtp.DishSocket;
import reactor.zmtp.DishSpec;
import reactor.zmtp.GatherSocket;
import reactor.zmtp.GatherSpec;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PairSpec;
import reactor.zmtp.PeerSocket;
import reactor.zmtp.PeerSpec;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PubSpec;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.RadioSpec;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RepSpec;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ReqSpec;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RouterSpec;
import reactor.zmtp.ScatterSocket;
import reactor.zmtp.ScatterSpec;
import reactor.zmtp.ServerSocket;
import reactor.zmtp.ServerSpec;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.StreamSocket;
import reactor.zmtp.StreamSpec;
import reactor.zmtp.SubSocket;
import reactor.zmtp.SubSpec;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.XPubSpec;
import reactor.zmtp.XSubSocket;
import reactor.zmtp.XSubSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.watch.Waiting;

/** Equipment of one test: a context and sockets, made when they are first asked for. */
final class Equipment {

  private static final String INPROC = "inproc:";
  private static final String TCP = "tcp://127.0.0.1:*";
  private static final String UDP = "udp://127.0.0.1:*";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final Duration ANY_TIMER = Duration.ofDays(1);

  /** How each socket and each spec that a parameter may be is made. */
  private static final Map<Class<?>, Function<Equipment, Object>> MADE = new HashMap<>();

  static {
    type(PushSpec.class, PushSocket.class, ZmqContext::push);
    type(PullSpec.class, PullSocket.class, ZmqContext::pull);
    type(PairSpec.class, PairSocket.class, ZmqContext::pair);
    type(ReqSpec.class, ReqSocket.class, ZmqContext::req);
    type(RepSpec.class, RepSocket.class, ZmqContext::rep);
    type(DealerSpec.class, DealerSocket.class, ZmqContext::dealer);
    type(RouterSpec.class, RouterSocket.class, ZmqContext::router);
    type(PubSpec.class, PubSocket.class, ZmqContext::pub);
    type(SubSpec.class, SubSocket.class, ZmqContext::sub);
    type(XPubSpec.class, XPubSocket.class, ZmqContext::xpub);
    type(XSubSpec.class, XSubSocket.class, ZmqContext::xsub);
    type(StreamSpec.class, StreamSocket.class, ZmqContext::stream);
    type(ClientSpec.class, ClientSocket.class, ZmqContext::client);
    type(ServerSpec.class, ServerSocket.class, ZmqContext::server);
    type(RadioSpec.class, RadioSocket.class, ZmqContext::radio);
    type(DishSpec.class, DishSocket.class, ZmqContext::dish);
    type(ScatterSpec.class, ScatterSocket.class, ZmqContext::scatter);
    type(GatherSpec.class, GatherSocket.class, ZmqContext::gather);
    type(PeerSpec.class, PeerSocket.class, ZmqContext::peer);
    type(ChannelSpec.class, ChannelSocket.class, ZmqContext::channel);
    type(DgramSpec.class, DgramSocket.class, ZmqContext::dgram);
  }

  private final String endpoint;
  private final int ioThreads;
  private final @Nullable VirtualTimeScheduler virtualTime;
  private final Schedulers.@Nullable Snapshot before;
  private final List<ZmqSocket> given = new ArrayList<>();
  private @Nullable ZmqContext zmq;

  Equipment(ZmqTest settings) {
    this.endpoint = settings.bind();
    this.ioThreads = settings.ioThreads();
    this.virtualTime = settings.virtualTime() ? VirtualTimeScheduler.create() : null;
    this.before = virtualTime == null ? null : VirtualSchedulers.put(virtualTime);
  }

  static boolean has(Class<?> type, ZmqTest settings) {
    return type == ZmqContext.class
        || MADE.containsKey(type)
        || (type == VirtualTimeScheduler.class && settings.virtualTime());
  }

  Object get(Class<?> type) {
    if (type == VirtualTimeScheduler.class && virtualTime != null) {
      return virtualTime;
    }
    Function<Equipment, Object> made = MADE.get(type);
    return made == null ? context() : made.apply(this);
  }

  private static <S extends SocketSpec<S, T>, T extends ZmqSocket> void type(
      Class<S> spec, Class<T> socket, Function<ZmqContext, S> made) {
    MADE.put(spec, equipment -> made.apply(equipment.context()).linger(Duration.ZERO));
    MADE.put(socket, equipment -> equipment.open(made.apply(equipment.context())));
  }

  /** Disposes of everything, and returns which sockets of the test's own it had to dispose of. */
  void putAway(Consumer<String> report) {
    if (before != null) {
      Schedulers.resetFrom(before);
    }
    if (zmq != null) {
      putAway(zmq, report);
    }
    if (virtualTime != null) {
      virtualTime.dispose();
    }
  }

  private void putAway(ZmqContext context, Consumer<String> report) {
    Waiting.until(() -> leftOpen(context).isEmpty(), MOMENT);
    for (ZmqSocket socket : leftOpen(context)) {
      report.accept("a socket that is not disposed of: " + socket);
    }
    if (!isGone(context)) {
      report.accept("a context that is not gone " + PATIENCE + " after it was disposed of");
    }
  }

  private List<ZmqSocket> leftOpen(ZmqContext context) {
    return context.sockets().stream()
        .filter(socket -> !given.contains(socket) && !socket.isDisposed())
        .toList();
  }

  private ZmqContext context() {
    if (zmq == null) {
      ZmqContext.Builder settings = ZmqContext.builder().ioThreads(ioThreads);
      zmq = (virtualTime == null ? settings : settings.timer(virtualTime)).build();
    }
    return zmq;
  }

  /** The test's, but for types that have one transport. */
  private String endpoint(SocketSpec<?, ?> spec) {
    if (spec instanceof DgramSpec) {
      return UDP;
    }
    return spec instanceof StreamSpec && endpoint.startsWith(INPROC) ? TCP : endpoint;
  }

  private <T extends ZmqSocket> T open(SocketSpec<?, T> spec) {
    T socket = spec.bind(endpoint(spec)).openNow(PATIENCE);
    given.add(socket);
    return socket;
  }

  /**
   * Disposes of the context; in virtual time, the timers that sockets then wait for must be made to
   * pass.
   */
  private boolean isGone(ZmqContext context) {
    context.dispose();
    Mono<Void> gone = context.onDispose();
    if (virtualTime == null) {
      return isDone(gone, PATIENCE);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isDone(gone, MOMENT)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      virtualTime.advanceTimeBy(ANY_TIMER);
    }
    return true;
  }

  private static boolean isDone(Mono<Void> done, Duration patience) {
    try {
      done.block(patience);
      return true;
    } catch (IllegalStateException e) {
      if (Exceptions.unwrap(e).getCause() instanceof TimeoutException) {
        return false;
      }
      throw e;
    }
  }
}
