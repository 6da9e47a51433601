package reactor.zmtp.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import java.net.SocketAddress;

/**
 * Transport of one scheme of endpoints, such as {@code serial} of {@code serial:///dev/ttyS0},
 * whose links are Netty channels that carry bytes in order. Over them go ZMTP and its security
 * mechanisms, heartbeats, reconnecting, limits, events and backpressure as over TCP: a transport
 * says what an address is, and which channels lead there.
 *
 * <p>It is found by {@link java.util.ServiceLoader}, through the context class loader of the thread
 * that makes a {@link reactor.zmtp.ZmqContext}, when an endpoint first has a scheme that is not
 * this library's. It is named in {@code META-INF/services/reactor.zmtp.transport.ZmqTransport}, or
 * {@code provides reactor.zmtp.transport.ZmqTransport with ...} in a module. One instance serves
 * all sockets of a context: it keeps no state of theirs.
 *
 * <p><b>Threads</b>: addresses are read on any thread. All else is called on the event loop of a
 * socket, and does not block.
 *
 * <p><b>Channels</b> have to be of the kind that lives on that loop: {@link
 * reactor.netty.resources.LoopResources#onChannel} makes those of TCP and of Unix domain sockets.
 * They know both their addresses, and report {@link io.netty.buffer.ByteBuf}s when they are asked
 * to read and not before, since that is what holds a fast peer up. A write is complete when the
 * link has taken its bytes: the next waits for it, so that a link that takes everything at once has
 * no backpressure. What is not a stream of bytes, such as datagrams, is no such channel.
 *
 * <p>Whatever a transport throws is an error of that bind, or of that attempt to connect.
 */
public interface ZmqTransport {

  /**
   * The scheme of its endpoints: what stands before {@code ://}. Two transports with one scheme are
   * an error of each endpoint that has it.
   *
   * @return lower-case letters, digits, {@code +}, {@code -} and {@code .}, with a letter first
   *     (RFC 3986); not one of this library's
   */
  String scheme();

  /**
   * Reads the address of an endpoint to bind to, when it is given. Looks nothing up.
   *
   * @param address what follows {@code ://}; it may be empty
   * @return the address
   * @throws IllegalArgumentException if it is malformed: which part is, and what would be right. It
   *     becomes an {@link reactor.zmtp.InvalidEndpointException} that names the endpoint.
   */
  SocketAddress bindAddress(String address);

  /**
   * Reads the address of an endpoint to connect to, when it is given. Looks nothing up.
   *
   * @param address what follows {@code ://}; it may be empty
   * @return the address
   * @throws IllegalArgumentException if it is malformed, as with {@link #bindAddress}
   */
  SocketAddress connectAddress(String address);

  /**
   * Binds: gives the bootstrap its kind of channel and its own options, and has it bind.
   *
   * @param bootstrap has its event loop, its handlers, and options that are needed; a handler of
   *     the transport's own goes before the child handler that is there
   * @param address what {@link #bindAddress} has returned
   * @return what {@link ServerBootstrap#bind(SocketAddress)} returns
   */
  ChannelFuture bind(ServerBootstrap bootstrap, SocketAddress address);

  /**
   * Makes one attempt to connect: gives the bootstrap its kind of channel and its own options, and
   * has it connect.
   *
   * @param bootstrap has its event loop, its handler, options that are needed, the time-out of
   *     {@code connectTimeout}, and the context's resolver, which finds the address of a name
   *     without blocking; a handler of the transport's own goes before the one that is there
   * @param address what {@link #connectAddress} has returned
   * @return what {@link Bootstrap#connect(SocketAddress)} returns; {@link
   *     java.net.ConnectException} says that nobody listens there
   */
  ChannelFuture connect(Bootstrap bootstrap, SocketAddress address);

  /**
   * Writes the address of a bound channel as peers connect to it: the one that it got where any was
   * asked for.
   *
   * @param bound the bound channel's own address
   * @return what follows {@code ://}
   */
  String format(SocketAddress bound);
}
