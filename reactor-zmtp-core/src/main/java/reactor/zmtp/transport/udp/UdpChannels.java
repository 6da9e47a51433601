package reactor.zmtp.transport.udp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/** Netty's bootstraps of channels for datagrams, on the socket's loop. */
final class UdpChannels {

  private UdpChannels() {}

  /** Of the family of an address. They do not read until they are told to. */
  static Bootstrap bootstrap(TransportContext socket, InetAddress address) {
    Options options = socket.options();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(socket.loop().eventLoop())
            .channelFactory(socket.loop().datagramChannels(address instanceof Inet6Address))
            .option(ChannelOption.AUTO_READ, false)
            // One byte more than there may be shows what has been cut off.
            .option(
                ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(Datagrams.MOST + 1));
    setIfSet(bootstrap, ChannelOption.SO_SNDBUF, options.get(Option.SEND_BUFFER));
    setIfSet(bootstrap, ChannelOption.SO_RCVBUF, options.get(Option.RECEIVE_BUFFER));
    setIfSet(bootstrap, ChannelOption.IP_TOS, options.get(Option.TYPE_OF_SERVICE));
    return bootstrap;
  }

  /** To send through an interface, or null for whichever the system chooses. */
  static Bootstrap sending(
      TransportContext socket, InetAddress destination, @Nullable NetworkInterface nic) {
    Bootstrap bootstrap = bootstrap(socket, destination);
    if (destination.isMulticastAddress()) {
      Options options = socket.options();
      setIfSet(bootstrap, ChannelOption.IP_MULTICAST_IF, nic);
      bootstrap.option(ChannelOption.IP_MULTICAST_TTL, options.get(Option.MULTICAST_HOPS));
      boolean loop = options.get(Option.MULTICAST_LOOP);
      if (socket.loop().isNio()) { // where Netty's own option does the contrary
        bootstrap.option(NioChannelOption.of(StandardSocketOptions.IP_MULTICAST_LOOP), loop);
      } else {
        bootstrap.option(ChannelOption.IP_MULTICAST_LOOP_DISABLED, !loop);
      }
    }
    return bootstrap;
  }

  private static <T> void setIfSet(
      Bootstrap bootstrap, ChannelOption<T> option, @Nullable T value) {
    if (value != null) { // null would take the option away
      bootstrap.option(option, value);
    }
  }
}
