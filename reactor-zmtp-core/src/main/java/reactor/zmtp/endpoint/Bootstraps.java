package reactor.zmtp.endpoint;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.ReceiveBuffers;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/** Netty's bootstraps of a socket's channels, on its loop, and what all these channels need. */
public final class Bootstraps {

  private Bootstraps() {}

  /** Options of every channel between peers; to be added to. */
  public static Map<ChannelOption<?>, Object> ofConnection(Options options) {
    Map<ChannelOption<?>, Object> netty = new LinkedHashMap<>();
    netty.put(ChannelOption.AUTO_READ, false);
    netty.put(
        ChannelOption.AUTO_CLOSE, false); // a failed write would drop what is still to be read
    long mark = options.get(Option.RECEIVE_HIGH_WATER_MARK_BYTES);
    netty.put(
        ChannelOption.RECVBUF_ALLOCATOR, new ReceiveBuffers(mark == 0 ? Long.MAX_VALUE : mark));
    return netty;
  }

  public static <T extends @Nullable Object> void putIfSet(
      Map<ChannelOption<?>, Object> netty, ChannelOption<T> option, @Nullable T value) {
    if (value != null) {
      netty.put(option, value);
    }
  }

  /** To connect with. */
  public static Bootstrap connecting(
      IoLoop loop, Options options, Map<ChannelOption<?>, Object> connection) {
    Bootstrap bootstrap = new Bootstrap().group(loop.eventLoop());
    put(bootstrap, connection);
    long timeout = Math.min(options.get(Option.CONNECT_TIMEOUT).toMillis(), Integer.MAX_VALUE);
    return bootstrap.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout);
  }

  /** To bind with. */
  @SuppressWarnings("unchecked") // each value was put with the option of its type
  public static ServerBootstrap binding(
      IoLoop loop,
      Map<ChannelOption<?>, Object> listener,
      Map<ChannelOption<?>, Object> connection) {
    ServerBootstrap bootstrap = new ServerBootstrap().group(loop.eventLoop(), loop.eventLoop());
    put(bootstrap, listener);
    connection.forEach(
        (option, value) -> bootstrap.childOption((ChannelOption<Object>) option, value));
    return bootstrap;
  }

  @SuppressWarnings("unchecked") // each value was put with the option of its type
  private static void put(AbstractBootstrap<?, ?> bootstrap, Map<ChannelOption<?>, Object> all) {
    all.forEach((option, value) -> bootstrap.option((ChannelOption<Object>) option, value));
  }
}
