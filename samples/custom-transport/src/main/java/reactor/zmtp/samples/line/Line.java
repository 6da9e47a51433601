package reactor.zmtp.samples.line;

import java.net.SocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Address of a line to connect to. Whatever a transport has to know goes with its address. */
final class Line extends SocketAddress {

  private static final long serialVersionUID = 1L;

  private static final Pattern ADDRESS =
      Pattern.compile("([0-9]{1,5})(?:\\?delay=([0-9]{1,6}))?(?:[?&]cut=([0-9]{1,9}))?");

  private final int port;
  private final long delay;
  private final long cut;

  private Line(int port, long delay, long cut) {
    this.port = port;
    this.delay = delay;
    this.cut = cut;
  }

  static Line parse(String address) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no line; right is line://5557?delay=MILLISECONDS&cut=BYTES"
              .formatted(address));
    }
    return new Line(
        Integer.parseInt(parts.group(1)),
        parts.group(2) == null ? 0 : Long.parseLong(parts.group(2)),
        parts.group(3) == null ? Long.MAX_VALUE : Long.parseLong(parts.group(3)));
  }

  int port() {
    return port;
  }

  /** In milliseconds. */
  long delay() {
    return delay;
  }

  /** The bytes after which it is cut. */
  long cut() {
    return cut;
  }

  @Override
  public String toString() {
    return "line " + port;
  }
}
