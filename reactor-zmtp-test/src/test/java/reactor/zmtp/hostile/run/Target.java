package reactor.zmtp.hostile.run;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where the attacked sockets are, and what any attacker may know of them.
 *
 * @param open the port of the ROUTER without security
 * @param plain the port of the ROUTER with PLAIN
 * @param curve the port of the ROUTER with CURVE
 * @param tls the port of the ROUTER with TLS
 * @param gssapi the port of the ROUTER with GSSAPI, or {@link #NONE}
 * @param pub the port of the PUB without security
 * @param limited the port of the PULL with low limits
 * @param slow the port of the PULL whose application takes its time
 * @param serverKey the public key of the CURVE server
 */
record Target(
    int open,
    int plain,
    int curve,
    int tls,
    int gssapi,
    int pub,
    int limited,
    int slow,
    String serverKey) {

  /** Instead of a port: there is no such socket. */
  static final int NONE = 0;

  static Target parse(List<String> words) {
    return new Target(
        Integer.parseInt(words.get(0)),
        Integer.parseInt(words.get(1)),
        Integer.parseInt(words.get(2)),
        Integer.parseInt(words.get(3)),
        Integer.parseInt(words.get(4)),
        Integer.parseInt(words.get(5)),
        Integer.parseInt(words.get(6)),
        Integer.parseInt(words.get(7)),
        words.get(8));
  }

  List<String> words() {
    return List.of(
        Integer.toString(open),
        Integer.toString(plain),
        Integer.toString(curve),
        Integer.toString(tls),
        Integer.toString(gssapi),
        Integer.toString(pub),
        Integer.toString(limited),
        Integer.toString(slow),
        serverKey);
  }

  static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
