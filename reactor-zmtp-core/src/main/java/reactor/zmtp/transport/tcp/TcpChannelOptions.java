package reactor.zmtp.transport.tcp;

import static reactor.zmtp.endpoint.Bootstraps.putIfSet;

import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.endpoint.Bootstraps;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/** A socket's TCP options in Netty's terms. */
final class TcpChannelOptions {

  // Linux's numbers; what Netty has no name for.
  private static final int SOL_SOCKET = 1;
  private static final int SO_BINDTODEVICE = 25;
  private static final int IFNAMSIZ = 16;

  private TcpChannelOptions() {}

  static Map<ChannelOption<?>, Object> ofConnection(IoLoop loop, Options options, String endpoint) {
    Map<ChannelOption<?>, Object> netty = Bootstraps.ofConnection(options);
    netty.put(ChannelOption.TCP_NODELAY, options.get(Option.TCP_NO_DELAY));
    putIfSet(netty, ChannelOption.SO_KEEPALIVE, options.get(Option.TCP_KEEP_ALIVE));
    boolean epoll = loop.isEpoll();
    putSendBuffer(netty, epoll, options);
    putIfSet(netty, ChannelOption.SO_RCVBUF, receiveBuffer(options));
    putIfSet(netty, ChannelOption.IP_TOS, options.get(Option.TYPE_OF_SERVICE));
    KeepAlive keepAlive = KeepAlive.of(loop);
    putIfSet(netty, keepAlive.idle(), seconds(options.get(Option.TCP_KEEP_ALIVE_IDLE)));
    putIfSet(netty, keepAlive.count(), options.get(Option.TCP_KEEP_ALIVE_COUNT));
    putIfSet(netty, keepAlive.interval(), seconds(options.get(Option.TCP_KEEP_ALIVE_INTERVAL)));
    putDevice(netty, epoll, options, endpoint);
    return netty;
  }

  static Map<ChannelOption<?>, Object> ofListener(IoLoop loop, Options options, String endpoint) {
    Map<ChannelOption<?>, Object> netty = new LinkedHashMap<>();
    netty.put(ChannelOption.SO_REUSEADDR, true);
    netty.put(ChannelOption.SO_BACKLOG, options.get(Option.BACKLOG));
    // Before listen: the window that TCP scales by is settled in the first segment.
    putIfSet(netty, ChannelOption.SO_RCVBUF, receiveBuffer(options));
    putDevice(netty, loop.isEpoll(), options, endpoint);
    return netty;
  }

  private static void putSendBuffer(
      Map<ChannelOption<?>, Object> netty, boolean epoll, Options options) {
    Integer buffer = options.get(Option.SEND_BUFFER);
    Integer half = halfInFlight(options);
    if (epoll && half != null) {
      netty.put(EpollChannelOption.TCP_NOTSENT_LOWAT, half.longValue());
    }
    putIfSet(netty, ChannelOption.SO_SNDBUF, buffer == null && !epoll ? half : buffer);
  }

  private static @Nullable Integer receiveBuffer(Options options) {
    Integer buffer = options.get(Option.RECEIVE_BUFFER);
    return buffer == null ? halfInFlight(options) : buffer;
  }

  private static @Nullable Integer halfInFlight(Options options) {
    long most = options.get(Option.MAX_IN_FLIGHT_BYTES);
    return most == 0 ? null : (int) Math.min(most / 2, Integer.MAX_VALUE);
  }

  private static void putDevice(
      Map<ChannelOption<?>, Object> netty, boolean epoll, Options options, String endpoint) {
    String device = options.get(Option.BIND_TO_DEVICE);
    if (device == null) {
      return;
    }
    byte[] name = device.getBytes(StandardCharsets.UTF_8);
    if (!epoll || name.length >= IFNAMSIZ) {
      throw new InvalidEndpointException(
          endpoint,
          epoll
              ? "bindToDevice: no interface has a name as long as \"" + device + "\""
              : "bindToDevice needs Linux and Netty's native epoll transport on the class path");
    }
    ByteBuffer padded = ByteBuffer.allocateDirect(IFNAMSIZ);
    padded.put(name).rewind();
    netty.put(
        new RawUnixChannelOption("SO_BINDTODEVICE", SOL_SOCKET, SO_BINDTODEVICE, IFNAMSIZ), padded);
  }

  private static @Nullable Integer seconds(@Nullable Duration duration) {
    return duration == null ? null : (int) Math.min(duration.toSeconds(), Integer.MAX_VALUE);
  }
}
