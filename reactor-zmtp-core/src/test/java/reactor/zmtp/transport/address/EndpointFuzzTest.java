package reactor.zmtp.transport.address;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.fuzz.Allocation;
import reactor.zmtp.fuzz.Check;
import reactor.zmtp.fuzz.Input;

/**
 * Any text as an endpoint to bind and to connect to: an address or the one exception. An address is
 * written as an endpoint that is the same address.
 */
class EndpointFuzzTest {

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] bytes) {
    Input input = new Input(bytes);
    boolean ipv6 = input.next(2) == 1;
    String text = new String(input.rest(), StandardCharsets.UTF_8);
    bind(text, ipv6);
    connect(text, ipv6);
    String endpoint = "tcp://" + text;
    long before = Allocation.soFar();
    bind(endpoint, ipv6);
    connect(endpoint, ipv6);
    long allocated = Allocation.soFar() - before;
    Allocation.check(
        bytes.length,
        65_536,
        1024,
        allocated,
        () -> {
          long start = Allocation.soFar();
          bind(endpoint, ipv6);
          connect(endpoint, ipv6);
          return Allocation.soFar() - start;
        });
  }

  private static void bind(String endpoint, boolean ipv6) {
    InetSocketAddress address = resolveBind(endpoint, ipv6);
    if (address == null) {
      return;
    }
    Check.that(!address.isUnresolved(), "nothing to bind is left to DNS");
    if (!address.getAddress().isLinkLocalAddress()) { // whose scope this machine's interfaces name
      String written = TcpEndpoints.format(address);
      Check.that(address.equals(resolveBind(written, ipv6)), "the endpoint is the same address");
      Check.that(
          written.equals(TcpEndpoints.format(resolved(resolveBind(written, ipv6)))),
          "and is written the same");
    }
  }

  private static InetSocketAddress resolved(@Nullable InetSocketAddress address) {
    if (address == null) {
      throw new AssertionError("it resolved before");
    }
    return address;
  }

  private static @Nullable InetSocketAddress resolveBind(String endpoint, boolean ipv6) {
    try {
      TcpBindAddress address = TcpBindAddress.parse(endpoint);
      Check.that(address.endpoint().equals(endpoint), "it stays as it was given");
      return address.resolve(ipv6, Nics.present());
    } catch (InvalidEndpointException e) {
      Check.that(e.getMessage() != null, "it says why");
      return null;
    }
  }

  private static void connect(String endpoint, boolean ipv6) {
    try {
      TcpConnectAddress address = TcpConnectAddress.parse(endpoint);
      InetSocketAddress destination = address.destination(ipv6, Nics.present());
      Check.that(destination.isUnresolved() == address.needsResolution(), "a name is left to DNS");
      Check.that(destination.getPort() > 0, "a port to connect to is a number");
      InetSocketAddress source = address.source(AddressFamilies.of(ipv6), Nics.present());
      Check.that(source == null || !source.isUnresolved(), "no source is left to DNS");
    } catch (InvalidEndpointException e) {
      Check.that(e.getMessage() != null, "it says why");
    }
  }
}
