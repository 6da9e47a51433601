package reactor.zmtp.transport.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** A machine of these tests' own. */
final class Nics {

  static final int ETH0 = 7;

  /** Nobody may ask for the interfaces. */
  static final Supplier<NetworkInterfaces> UNASKED =
      () -> {
        throw new AssertionError("the network interfaces were asked for");
      };

  private Nics() {}

  static Supplier<NetworkInterfaces> present() {
    return () ->
        new NetworkInterfaces(
            List.of(
                nic("lo", 1, "127.0.0.1", "::1"),
                new NetworkInterfaces.Nic(
                    "eth0",
                    ETH0,
                    List.of(
                        linkLocal("fe80::7", ETH0),
                        ip("192.0.2.1"),
                        ip("192.0.2.2"),
                        ip("2001:db8::7"))),
                nic("eth0:1", ETH0, "192.0.2.9"),
                new NetworkInterfaces.Nic("tun0", 9, List.of(linkLocal("fe80::9", 9))),
                nic("v4only", 10, "198.51.100.1"),
                nic("anycast", 11, "2001:db8::11", "::1"),
                nic("bare", 12)));
  }

  static InetAddress ip(String text) {
    return Objects.requireNonNull(IpLiteral.parse(text));
  }

  static InetAddress linkLocal(String text, int scope) {
    return NetworkInterfaces.scoped((Inet6Address) ip(text), scope);
  }

  private static NetworkInterfaces.Nic nic(String name, int index, String... addresses) {
    List<InetAddress> all = new ArrayList<>();
    for (String address : addresses) {
      all.add(ip(address));
    }
    return new NetworkInterfaces.Nic(name, index, all);
  }
}
