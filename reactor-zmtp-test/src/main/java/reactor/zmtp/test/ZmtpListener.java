package reactor.zmtp.test;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.DisposableServer;

/** A listening port on loopback whose connections a test plays, one {@link ZmtpPeer} each. */
public final class ZmtpListener implements Disposable {

  private final ArrayDeque<ZmtpPeer> accepted = new ArrayDeque<>();
  private final ArrayDeque<MonoSink<ZmtpPeer>> waiting = new ArrayDeque<>();
  private final Set<Channel> open = new HashSet<>();
  private @Nullable DisposableServer server;

  private ZmtpListener() {}

  static Mono<ZmtpListener> open() {
    return Mono.defer(
        () -> {
          ZmtpListener listener = new ZmtpListener();
          return Tcp.listen(Tcp.loopback(0), listener::init)
              .map(
                  server -> {
                    listener.server = server;
                    return listener;
                  });
        });
  }

  /**
   * Where to connect to.
   *
   * @return the endpoint, as {@code tcp://127.0.0.1:port}
   */
  public String endpoint() {
    return TcpEndpoint.of((InetSocketAddress) server().address());
  }

  /**
   * Accepts the next connection.
   *
   * @return the peer at this end of it, which has said nothing yet; connections are handed out in
   *     the order they came
   */
  public Mono<ZmtpPeer> accept() {
    return Mono.create(sink -> Tcp.execute(() -> take(sink)));
  }

  /** Stops listening and closes every connection it accepted. */
  @Override
  public void dispose() {
    server().dispose();
    Tcp.execute(
        () -> {
          accepted.clear();
          Set.copyOf(open).forEach(Channel::close);
        });
  }

  @Override
  public boolean isDisposed() {
    return server().isDisposed();
  }

  /**
   * Tells the end of the listener.
   *
   * @return completes when it no longer listens
   */
  public Mono<Void> onDispose() {
    return Tcp.closed(server());
  }

  @Override
  public String toString() {
    return "ZmtpListener[" + endpoint() + "]";
  }

  private void init(Channel channel) {
    Inbox inbox = new Inbox();
    channel.pipeline().addFirst(inbox);
    open.add(channel);
    channel.closeFuture().addListener(closed -> open.remove(channel));
    ZmtpPeer peer = new ZmtpPeer(channel, inbox);
    channel.eventLoop().execute(() -> hand(peer));
  }

  private void hand(ZmtpPeer peer) {
    MonoSink<ZmtpPeer> next = waiting.poll();
    if (next == null) {
      accepted.add(peer);
    } else {
      next.success(peer);
    }
  }

  private void take(MonoSink<ZmtpPeer> sink) {
    ZmtpPeer peer = accepted.poll();
    if (peer != null) {
      sink.success(peer);
      return;
    }
    waiting.add(sink);
    sink.onDispose(() -> Tcp.execute(() -> waiting.remove(sink)));
  }

  private DisposableServer server() {
    if (server == null) {
      throw new IllegalStateException("not listening yet");
    }
    return server;
  }
}
