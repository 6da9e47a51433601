package reactor.zmtp.transport.udp;

import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.endpoint.ConnectingEndpoint;
import reactor.zmtp.endpoint.Reconnection;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.option.Option;
import reactor.zmtp.transport.address.AddressResolution;
import reactor.zmtp.transport.address.IpLiteral;

/**
 * Endpoint of a RADIO that sends to one address. Messages are taken for it from the beginning, and
 * wait until its name has been looked up.
 */
final class UdpConnector implements ConnectingEndpoint {

  private final TransportContext socket;
  private final UdpConnectAddress target;
  private final @Nullable NetworkInterface nic;
  private final AddressResolution resolution;
  private final Reconnection attempts;
  private final UdpSender sender;

  /**
   * Looks up no name yet.
   *
   * @throws InvalidEndpointException if its address is not allowed, or its interface not there
   */
  UdpConnector(TransportContext socket, UdpConnectAddress target) {
    this.socket = socket;
    this.target = target;
    boolean ipv6 = socket.options().get(Option.IPV6);
    InetSocketAddress destination = target.destination(ipv6);
    LocalInterface named = target.nic();
    this.nic = named == null ? null : named.find(ipv6);
    this.resolution = new AddressResolution(target.host(), socket.resolver(), ipv6);
    this.attempts = new Reconnection(socket, target.endpoint(), this::attempt);
    this.sender = new UdpSender(socket, target.endpoint(), destination);
  }

  @Override
  public void start(Consumer<@Nullable Throwable> abandoned) {
    sender.join();
    attempts.begin(
        cause -> {
          sender.close();
          abandoned.accept(cause);
        });
  }

  private void attempt() {
    Future<List<SocketAddress>> found = resolution.resolveAll(socket.loop().eventLoop());
    found.addListener(
        done -> {
          if (attempts.isClosed()) {
            return;
          }
          if (found.isSuccess()) {
            open((InetSocketAddress) found.getNow().get(0));
          } else {
            attempts.again(found.cause(), null);
          }
        });
  }

  private void open(InetSocketAddress to) {
    InetAddress any = IpLiteral.address(new byte[to.getAddress().getAddress().length]);
    UdpChannels.sending(socket, to.getAddress(), nic)
        .handler(sender)
        .bind(any, 0)
        .addListener((ChannelFuture opened) -> socket.loop().run(() -> opened(opened, to)));
  }

  private void opened(ChannelFuture opened, InetSocketAddress to) {
    if (!opened.isSuccess()) {
      attempts.again(opened.cause(), null);
    } else if (attempts.isClosed()) {
      opened.channel().close();
    } else {
      attempts.succeeded();
      socket
          .peers()
          .event(new SocketEvent.Connected(address(), opened.channel().localAddress(), to));
      sender.opened(opened.channel(), to);
    }
  }

  @Override
  public String address() {
    return target.endpoint();
  }

  @Override
  public String requested() {
    return target.endpoint();
  }

  @Override
  public @Nullable RoutingId assignedId() {
    return null;
  }

  @Override
  public Future<Void> close() {
    attempts.close();
    sender.close();
    return sender.closed();
  }
}
