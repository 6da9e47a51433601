package reactor.zmtp.test;

import io.netty.channel.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;

/**
 * A listening port that can be shut and opened again. While it is shut, a socket that is bound but
 * neither listens nor connects keeps the port: connecting to it is refused, and the system gives it
 * to nobody else, not even to a client that would then meet itself there.
 */
final class Gate {

  private final Consumer<Channel> accepted;
  private @Nullable InetSocketAddress address;
  private @Nullable DisposableServer server;
  private @Nullable SocketChannel keeper;
  private boolean disposed;

  Gate(Consumer<Channel> accepted) {
    this.accepted = accepted;
  }

  Mono<Void> open() {
    return Mono.defer(
        () -> {
          if (isDisposed()) {
            return Mono.error(new IllegalStateException("the link is disposed: open another"));
          }
          if (isOpen()) {
            return Mono.empty();
          }
          release();
          return Tcp.listen(address == null ? Tcp.loopback(0) : address, accepted)
              .doOnNext(this::opened)
              .then();
        });
  }

  Mono<Void> shut() {
    return Mono.defer(
        () -> {
          DisposableServer listening = taken();
          if (listening == null) {
            return Mono.empty();
          }
          listening.dispose();
          return Tcp.closed(listening).then(Mono.fromRunnable(this::keep));
        });
  }

  synchronized InetSocketAddress address() {
    if (address == null) {
      throw new IllegalStateException("not listening yet");
    }
    return address;
  }

  void dispose() {
    DisposableServer listening;
    synchronized (this) {
      disposed = true;
      listening = server;
    }
    release();
    if (listening != null) {
      listening.dispose();
    }
  }

  synchronized boolean isDisposed() {
    return disposed;
  }

  synchronized Mono<Void> onDispose() {
    return server == null ? Mono.empty() : Tcp.closed(server);
  }

  private synchronized boolean isOpen() {
    return server != null;
  }

  private void opened(DisposableServer listening) {
    boolean late;
    synchronized (this) {
      server = listening;
      address = (InetSocketAddress) listening.address();
      late = disposed;
    }
    if (late) {
      listening.dispose();
    }
  }

  private synchronized @Nullable DisposableServer taken() {
    DisposableServer listening = server;
    server = null;
    return listening;
  }

  private synchronized void keep() {
    if (disposed) {
      return;
    }
    try {
      SocketChannel channel = SocketChannel.open();
      keeper = channel;
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "could not keep " + address + " while connections to it are refused", e);
    }
  }

  private synchronized void release() {
    try {
      if (keeper != null) {
        keeper.close();
        keeper = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not release " + address, e);
    }
  }
}
