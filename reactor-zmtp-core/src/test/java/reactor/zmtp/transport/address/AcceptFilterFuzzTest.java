package reactor.zmtp.transport.address;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.fuzz.Check;
import reactor.zmtp.fuzz.Input;

/**
 * Any text as an accept filter: a block, compared bit by bit, or the one exception; and as an
 * address, which the JDK reads as the same one.
 */
class AcceptFilterFuzzTest {

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] bytes) throws UnknownHostException {
    Input input = new Input(bytes);
    byte[] peer = input.bytes(input.next(2) == 0 ? 4 : 16);
    String cidr = new String(input.rest(), StandardCharsets.UTF_8);
    literal(cidr);
    AcceptFilters filters = parse(cidr);
    if (filters == null) {
      return;
    }
    String block = filters.toString(); // [10.0.0.0/8]
    String written = block.substring(1, block.length() - 1);
    Check.that(filters.equals(AcceptFilters.of(List.of(written))), "it is read as it is written");
    if (peer.length == 4 || peer.length == 16) {
      InetAddress address = InetAddress.getByAddress(peer);
      Check.that(filters.accepts(address) == holds(written, address), "the bits decide");
    }
  }

  private static @Nullable AcceptFilters parse(String cidr) {
    try {
      return AcceptFilters.of(List.of(cidr));
    } catch (IllegalArgumentException e) {
      Check.that(e.getMessage() != null, "it says why");
      return null;
    }
  }

  /** The JDK asks nobody where there is nothing but digits and dots, or a colon. */
  private static void literal(String text) throws UnknownHostException {
    InetAddress address = IpLiteral.parse(text);
    if (address != null) {
      Check.that(address.equals(InetAddress.getByName(text)), "the JDK reads the same");
      Check.that(address.equals(IpLiteral.parse(TcpEndpoints.host(address))), "it comes back");
    }
  }

  private static boolean holds(String block, InetAddress address) throws UnknownHostException {
    int slash = block.indexOf('/');
    byte[] network = InetAddress.getByName(block.substring(0, slash)).getAddress();
    byte[] peer = address.getAddress();
    int free = network.length * Byte.SIZE - Integer.parseInt(block.substring(slash + 1));
    return network.length == peer.length
        && new BigInteger(1, network)
            .shiftRight(free)
            .equals(new BigInteger(1, peer).shiftRight(free));
  }
}
