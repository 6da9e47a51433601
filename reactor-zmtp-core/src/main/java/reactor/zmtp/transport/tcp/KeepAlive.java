package reactor.zmtp.transport.tcp;

import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.uring.IoUringChannelOption;
import jdk.net.ExtendedSocketOptions;
import reactor.zmtp.loop.IoLoop;

/**
 * Netty's names for the options of TCP's keep-alive, of which each kind of channel has its own.
 *
 * @param idle TCP_KEEPIDLE, in seconds
 * @param count TCP_KEEPCNT
 * @param interval TCP_KEEPINTVL, in seconds
 */
record KeepAlive(
    ChannelOption<Integer> idle, ChannelOption<Integer> count, ChannelOption<Integer> interval) {

  static KeepAlive of(IoLoop loop) {
    if (loop.isEpoll()) {
      return new KeepAlive(
          EpollChannelOption.TCP_KEEPIDLE,
          EpollChannelOption.TCP_KEEPCNT,
          EpollChannelOption.TCP_KEEPINTVL);
    }
    if (loop.isIoUring()) {
      return new KeepAlive(
          IoUringChannelOption.TCP_KEEPIDLE,
          IoUringChannelOption.TCP_KEEPCNT,
          IoUringChannelOption.TCP_KEEPINTVL);
    }
    return new KeepAlive(
        NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
        NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT),
        NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL));
  }
}
