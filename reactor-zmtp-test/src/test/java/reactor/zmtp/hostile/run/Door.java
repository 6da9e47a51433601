package reactor.zmtp.hostile.run;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where one of the attacked sockets lets peers in.
 *
 * @param port the port it is bound to
 * @param path the path of the Unix domain socket it is bound to as well, or null
 */
record Door(int port, @Nullable Path path) {

  private static final AtomicInteger TURN = new AtomicInteger();

  static Door parse(String word) {
    int colon = word.indexOf(':');
    return colon < 0
        ? new Door(Integer.parseInt(word), null)
        : new Door(Integer.parseInt(word.substring(0, colon)), Path.of(word.substring(colon + 1)));
  }

  String word() {
    return path == null ? Integer.toString(port) : port + ":" + path;
  }

  InetSocketAddress tcp() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** By which of the two ways an attacker comes, in turn. */
  SocketAddress next() {
    return path == null || TURN.getAndIncrement() % 2 == 0
        ? tcp()
        : UnixDomainSocketAddress.of(path);
  }
}
