package reactor.zmtp.pattern;

import java.nio.ByteBuffer;
import reactor.zmtp.RoutingId;

/**
 * Routing ids as libzmq generates them: a number of 4 bytes that begins anywhere and counts up, so
 * that the ids of one run are not mistaken for those of another.
 */
public final class GeneratedIds {

  private static final int BYTES = 4;

  private final boolean prefixed;
  private int next;

  private GeneratedIds(boolean prefixed, int first) {
    this.prefixed = prefixed;
    this.next = first;
  }

  /**
   * Ids of 5 bytes, the first 0: no peer may send such an id itself (RFC 28). For ROUTER and
   * STREAM.
   */
  public static GeneratedIds prefixed(int first) {
    return new GeneratedIds(true, first);
  }

  /** Ids of 4 bytes, never all 0 (RFC 41). For SERVER and PEER, whose peers send no ids. */
  public static GeneratedIds plain(int first) {
    return new GeneratedIds(false, first);
  }

  RoutingId next() {
    if (next == 0 && !prefixed) {
      next++;
    }
    ByteBuffer id = ByteBuffer.allocate(prefixed ? 1 + BYTES : BYTES);
    if (prefixed) {
      id.put((byte) 0);
    }
    return RoutingId.of(id.putInt(next++).array());
  }
}
