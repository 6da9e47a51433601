package reactor.zmtp;

import org.jspecify.annotations.Nullable;

/** The socket types this library has, with the names and the valid pairs of RFC 23 and RFC 37. */
public enum SocketType {
  /** Exclusive pair (RFC 31). */
  PAIR,
  /** Pipeline's receiving end (RFC 30). */
  PULL,
  /** Pipeline's sending end (RFC 30). */
  PUSH;

  /**
   * Whether a peer of the given type may talk to a socket of this type.
   *
   * @param peer the Socket-Type the peer announced
   * @return true for the pairs that RFC 37 lists
   */
  public boolean accepts(SocketType peer) {
    return switch (this) {
      case PAIR -> peer == PAIR;
      case PULL -> peer == PUSH;
      case PUSH -> peer == PULL;
    };
  }

  /**
   * The type of that name.
   *
   * @param name as on the wire, such as {@code PUSH}
   * @return the type, or null if this library has none of that name
   */
  public static @Nullable SocketType named(String name) {
    for (SocketType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }
}
