package reactor.zmtp.loop;

import io.netty.channel.ChannelFactory;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.ZmqException;

/**
 * Event loops of io_uring. Reactor Netty makes them where Netty's io_uring can be used; here it is
 * seen to that it can.
 */
public final class IoUringLoops {

  private IoUringLoops() {}

  /**
   * Makes loops of io_uring.
   *
   * @throws ZmqException if that is impossible here, with the reason
   */
  public static LoopResources create(String prefix, int threads) {
    Throwable cause = unavailability();
    if (cause != null) {
      throw new ZmqException(
          "ioUring needs Linux, its io_uring, and Netty's native transport for it"
              + " (io.netty:netty-transport-native-io_uring with a classifier such as linux-x86_64)"
              + " on the class path: "
              + reason(cause),
          cause);
    }
    LoopResources loops = LoopResources.create(prefix, threads, true);
    if (!IoLoop.isIoUring(
        loops.onChannelClass(SocketChannel.class, loops.onServer(LoopResources.DEFAULT_NATIVE)))) {
      loops.dispose();
      throw new ZmqException(
          "ioUring needs Reactor Netty's native transports, which -Dreactor.netty.native=false"
              + " has turned off");
    }
    return loops;
  }

  private static @Nullable Throwable unavailability() {
    try {
      return IoUring.isAvailable() ? null : IoUring.unavailabilityCause();
    } catch (LinkageError notThere) {
      return notThere;
    }
  }

  /** The innermost one says most. */
  private static String reason(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  static ChannelFactory<DatagramChannel> datagramChannels(SocketProtocolFamily family) {
    return () -> new IoUringDatagramChannel(family);
  }
}
