package reactor.zmtp.transport.address;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CIDR blocks of the peers that a listener takes (ZMQ_TCP_ACCEPT_FILTER); without blocks it takes
 * all. Immutable.
 *
 * <p>A peer that came over IPv4 is matched by IPv4 blocks alone, also when a dual stack gives its
 * address as IPv4-mapped IPv6; so {@code ::/0} takes no IPv4 peer.
 */
public final class AcceptFilters {

  private static final AcceptFilters ALL = new AcceptFilters(List.of());
  private static final int IPV4_MAPPED_BITS = 96;

  private final List<Block> blocks;

  private AcceptFilters(List<Block> blocks) {
    this.blocks = blocks;
  }

  public static AcceptFilters none() {
    return ALL;
  }

  /**
   * Blocks such as {@code 192.168.0.0/16}; an address without a length is that one address.
   *
   * @throws IllegalArgumentException if one is malformed; the message says what is wrong with it
   */
  public static AcceptFilters of(List<String> cidrs) {
    List<Block> blocks = new ArrayList<>(cidrs.size());
    for (String cidr : cidrs) {
      blocks.add(Block.parse(cidr));
    }
    return blocks.isEmpty() ? ALL : new AcceptFilters(List.copyOf(blocks));
  }

  /**
   * Adds a block.
   *
   * @throws IllegalArgumentException if it is malformed; the message says what is wrong with it
   */
  public AcceptFilters and(String cidr) {
    List<Block> more = new ArrayList<>(blocks);
    more.add(Block.parse(cidr));
    return new AcceptFilters(List.copyOf(more));
  }

  public boolean accepts(InetAddress peer) {
    if (blocks.isEmpty()) {
      return true;
    }
    byte[] address = IpLiteral.address(peer.getAddress()).getAddress();
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).holds(address)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AcceptFilters that && blocks.equals(that.blocks);
  }

  @Override
  public int hashCode() {
    return blocks.hashCode();
  }

  @Override
  public String toString() {
    return blocks.toString();
  }

  /** A network and the number of its leading bits that count; those behind them are zero. */
  private static final class Block {

    private final byte[] network;
    private final int bits;

    private Block(byte[] network, int bits) {
      this.network = network;
      this.bits = bits;
    }

    static Block parse(String cidr) {
      int slash = cidr.indexOf('/');
      String host = slash < 0 ? cidr : cidr.substring(0, slash);
      InetAddress address = IpLiteral.parse(host);
      if (address == null) {
        throw new IllegalArgumentException(
            "accept filter \""
                + cidr
                + "\": \""
                + host
                + "\" is neither an IPv4 nor an IPv6 address");
      }
      byte[] network = address.getAddress();
      // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
      int mapped = network.length == 4 && host.indexOf(':') >= 0 ? IPV4_MAPPED_BITS : 0;
      int most = mapped + network.length * Byte.SIZE;
      int bits = slash < 0 ? most : length(cidr, cidr.substring(slash + 1), mapped, most);
      return new Block(masked(network, bits - mapped), bits - mapped);
    }

    private static int length(String cidr, String text, int least, int most) {
      int bits = HostNames.isDigits(text) && text.length() <= 3 ? Integer.parseInt(text) : -1;
      if (bits < least || bits > most) {
        throw new IllegalArgumentException(
            "accept filter \""
                + cidr
                + "\": the length \""
                + text
                + "\" is not a number from "
                + least
                + " to "
                + most);
      }
      return bits;
    }

    private static byte[] masked(byte[] address, int bits) {
      for (int i = 0; i < address.length; i++) {
        address[i] &= (byte) mask(bits, i);
      }
      return address;
    }

    private static int mask(int bits, int octet) {
      int counting = Math.max(0, Math.min(Byte.SIZE, bits - octet * Byte.SIZE));
      return 0xff << (Byte.SIZE - counting) & 0xff;
    }

    boolean holds(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      for (int i = 0; i < network.length; i++) {
        if ((address[i] & mask(bits, i)) != (network[i] & mask(bits, i))) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Block that
          && bits == that.bits
          && Arrays.equals(network, that.network);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(network) + bits;
    }

    @Override
    public String toString() {
      return NetUtil.toAddressString(IpLiteral.address(network)) + "/" + bits;
    }
  }
}
