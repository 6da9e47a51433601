package reactor.zmtp.transport.udp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.BindException;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqException;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.endpoint.TransportEndpoint;
import reactor.zmtp.option.Option;
import reactor.zmtp.transport.address.IpLiteral;
import reactor.zmtp.transport.address.TcpEndpoints;

/**
 * Endpoint of a DISH or a DGRAM that receives at one address, or what is sent to one multicast
 * group.
 */
final class UdpListener implements TransportEndpoint {

  private final TransportContext socket;
  private final UdpBindAddress target;
  private final Promise<TransportEndpoint> binding;

  private String address;
  private int port;
  private @Nullable DatagramChannel channel;

  UdpListener(TransportContext socket, UdpBindAddress target) {
    this.socket = socket;
    this.target = target;
    this.binding = socket.loop().eventLoop().newPromise();
    this.address = target.endpoint();
  }

  /** Binds; done when datagrams are received, or failed with what {@code bind} signals. */
  Future<TransportEndpoint> open() {
    boolean ipv6 = socket.options().get(Option.IPV6);
    try {
      InetSocketAddress local = target.resolve(ipv6);
      if (local.getAddress().isMulticastAddress()) {
        bindTo(local, nic(local, ipv6));
      } else {
        bind(local, bound -> ready(bound, local));
      }
    } catch (ZmqException e) {
      failed(e);
    }
    return binding;
  }

  private NetworkInterface nic(InetSocketAddress group, boolean ipv6) {
    LocalInterface named = target.nic();
    NetworkInterface nic = named == null ? null : named.find(ipv6);
    return nic == null ? Route.to(target.endpoint(), group) : nic;
  }

  private interface Bound {
    void at(DatagramChannel channel);
  }

  private Bootstrap bootstrap(InetSocketAddress local) {
    return UdpChannels.bootstrap(socket, local.getAddress())
        .handler(new ChannelInboundHandlerAdapter());
  }

  private void bind(InetSocketAddress local, Bound then) {
    bind(bootstrap(local), local, then);
  }

  private void bind(Bootstrap bootstrap, InetSocketAddress local, Bound then) {
    bootstrap
        .bind(local)
        .addListener((ChannelFuture bound) -> socket.loop().run(() -> bound(bound, then)));
  }

  private void bound(ChannelFuture bound, Bound then) {
    if (bound.isSuccess()) {
      DatagramChannel open = (DatagramChannel) bound.channel();
      channel = open;
      socket.loop().opened(open);
      then.at(open);
    } else {
      failed(explain(bound.cause()));
    }
  }

  /** As in libzmq at every address, of which the group's datagrams are one: others may, too. */
  private void bindTo(InetSocketAddress group, NetworkInterface nic) {
    InetAddress any = IpLiteral.address(new byte[group.getAddress().getAddress().length]);
    bind(
        bootstrap(group).option(ChannelOption.SO_REUSEADDR, true),
        new InetSocketAddress(any, group.getPort()),
        bound ->
            bound
                .joinGroup(group.getAddress(), nic, null)
                .addListener(
                    (ChannelFuture joined) -> {
                      if (joined.isSuccess()) {
                        ready(bound, group);
                      } else {
                        bound.close();
                        failed(explain(joined.cause()));
                      }
                    }));
  }

  private void ready(DatagramChannel bound, InetSocketAddress asked) {
    InetSocketAddress local = bound.localAddress();
    LocalInterface nic = target.nic();
    port = local.getPort();
    address =
        UdpTransport.SCHEME
            + "://"
            + (nic == null ? "" : nic.name() + ";")
            + TcpEndpoints.address(new InetSocketAddress(asked.getAddress(), port));
    UdpReceiver receiver =
        socket.peers().type() == SocketType.DGRAM
            ? new DgramLink(socket.peers(), bound, address)
            : new UdpReceiver(socket.peers(), bound, address);
    receiver.begin();
    socket.peers().event(new SocketEvent.Listening(address, local));
    binding.setSuccess(this);
  }

  private void failed(ZmqException cause) {
    socket.peers().event(new SocketEvent.BindFailed(target.endpoint(), cause));
    binding.setFailure(cause);
  }

  private ZmqException explain(Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    if (said.contains("Address already in use")) {
      return new AddressInUseException(target.endpoint(), cause);
    }
    String reason =
        said.contains("assign requested address")
            ? "no interface of this machine has that address"
            : said.contains("Permission denied")
                ? "ports below 1024 are for privileged processes"
                : said;
    return new BindException(target.endpoint(), reason, cause);
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public String requested() {
    return target.endpoint();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public @Nullable RoutingId assignedId() {
    return null;
  }

  @Override
  public Future<Void> close() {
    return channel == null ? socket.loop().eventLoop().newSucceededFuture(null) : channel.close();
  }
}
