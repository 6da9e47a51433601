package reactor.zmtp.transport.address;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import reactor.zmtp.InvalidEndpointException;

/**
 * Finds all addresses a connection may try, anew for each attempt, without blocking: how a name is
 * resolved is the resolver group's business, and Reactor Netty's default one asks DNS
 * asynchronously.
 *
 * <p>Without IPv6 only IPv4 addresses count. With it IPv6 addresses come first and IPv4 ones after
 * them, each in the resolver's order; libzmq would try the first alone.
 */
public final class AddressResolution {

  private final TcpConnectAddress address;
  private final Supplier<? extends AddressResolverGroup<?>> group;
  private final boolean ipv6;

  /** The resolver group is asked for when there is a name to resolve: it takes its time to make. */
  public AddressResolution(
      TcpConnectAddress address, Supplier<? extends AddressResolverGroup<?>> group, boolean ipv6) {
    this.address = address;
    this.group = group;
    this.ipv6 = ipv6;
  }

  /**
   * Finds at least one address, all resolved and of families that are allowed, none twice. Fails
   * with {@link UnknownHostException} if there is none, with {@link InvalidEndpointException} if a
   * numeric address is not allowed, or with the resolver's error. A look-up cannot be called off:
   * after a cancel its answer is ignored.
   */
  public Future<List<SocketAddress>> resolveAll(EventExecutor loop) {
    try {
      InetSocketAddress destination = address.destination(ipv6);
      return destination.isUnresolved()
          ? lookUp(destination, group.get().getResolver(loop), loop)
          : loop.newSucceededFuture(List.of(destination));
    } catch (Throwable t) {
      // A scope that is gone, a resolver that is closed, or cannot be loaded for want of a file
      // descriptor: the attempt has failed, the connector has not.
      return loop.newFailedFuture(t);
    }
  }

  private <T extends SocketAddress> Future<List<SocketAddress>> lookUp(
      InetSocketAddress destination, AddressResolver<T> resolver, EventExecutor loop) {
    Promise<List<SocketAddress>> result = loop.newPromise();
    Future<List<T>> lookUp = resolver.resolveAll(destination);
    lookUp.addListener(
        done -> {
          if (!lookUp.isSuccess()) {
            result.tryFailure(lookUp.cause());
            return;
          }
          List<SocketAddress> usable = usable(lookUp.getNow());
          if (usable.isEmpty()) {
            result.tryFailure(noneUsable(lookUp.getNow()));
          } else {
            result.trySuccess(usable);
          }
        });
    return result;
  }

  private List<SocketAddress> usable(List<?> found) {
    AddressFamilies families = AddressFamilies.of(ipv6);
    Set<SocketAddress> first = new LinkedHashSet<>();
    Set<SocketAddress> then = new LinkedHashSet<>();
    for (Object candidate : found) {
      if (candidate instanceof InetSocketAddress socket) {
        InetAddress ip = socket.getAddress();
        if (ip != null && families.allows(ip)) {
          (ip instanceof Inet6Address ? first : then).add(socket);
        }
      }
    }
    List<SocketAddress> usable = new ArrayList<>(first);
    usable.addAll(then);
    return List.copyOf(usable);
  }

  private UnknownHostException noneUsable(List<?> found) {
    boolean hasIpv6 = false;
    for (Object candidate : found) {
      hasIpv6 |=
          candidate instanceof InetSocketAddress socket
              && socket.getAddress() instanceof Inet6Address;
    }
    return new UnknownHostException(
        "host \""
            + address.host()
            + "\" has no "
            + AddressFamilies.of(ipv6).words
            + " address"
            + (hasIpv6 ? "; it has an IPv6 address, which needs ipv6(true)" : ""));
  }
}
