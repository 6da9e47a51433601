package reactor.zmtp.transport.address;

import java.net.InetAddress;

/**
 * Network that counts as one remote address: whoever has an IPv6 address has all of its network.
 */
public final class RemoteNetwork {

  /** No IPv6 source address begins so: it would be a multicast one. */
  private static final long IPV4 = 0xffff_ffff_0000_0000L;

  private static final int BYTES = 8;

  private RemoteNetwork() {}

  /** An IPv4 address, also if IPv6-mapped, or the 64 bits of an IPv6 network. */
  public static Long of(InetAddress address) {
    byte[] bytes = IpLiteral.address(address.getAddress()).getAddress();
    long key = 0;
    for (int i = 0; i < Math.min(bytes.length, BYTES); i++) {
      key = key << Byte.SIZE | (bytes[i] & 0xff);
    }
    return bytes.length < BYTES ? IPV4 | key : key;
  }
}
