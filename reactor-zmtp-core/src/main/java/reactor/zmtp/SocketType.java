package reactor.zmtp;

import org.jspecify.annotations.Nullable;

/**
 * Socket types, with the names and the valid pairs of RFC 23 and RFC 37, and of RFC 51 and RFC 52
 * for PEER and CHANNEL.
 */
public enum SocketType {
  /** Exclusive pair (RFC 31). */
  PAIR,
  /** Publish-subscribe's publisher (RFC 29). */
  PUB,
  /** Publish-subscribe's subscriber (RFC 29). */
  SUB,
  /** Request-reply's client (RFC 28). */
  REQ,
  /** Request-reply's service (RFC 28). */
  REP,
  /** Request-reply's asynchronous client (RFC 28). */
  DEALER,
  /** Request-reply's asynchronous service (RFC 28). */
  ROUTER,
  /** Pipeline's receiving end (RFC 30). */
  PULL,
  /** Pipeline's sending end (RFC 30). */
  PUSH,
  /** A publisher that sees subscriptions (RFC 29). */
  XPUB,
  /** A subscriber that sends subscriptions as messages (RFC 29). */
  XSUB,
  /** Raw TCP (ZMQ_STREAM): has no name on the wire. */
  STREAM,
  /** Client-server's server (RFC 41). */
  SERVER,
  /** Client-server's client (RFC 41). */
  CLIENT,
  /** Radio-dish's publisher (RFC 48). */
  RADIO,
  /** Radio-dish's subscriber (RFC 48). */
  DISH,
  /** Scatter-gather's receiving end (RFC 49). */
  GATHER,
  /** Scatter-gather's sending end (RFC 49). */
  SCATTER,
  /** A peer among peers (RFC 51). */
  PEER,
  /** Exclusive pair of single frames (RFC 52). */
  CHANNEL,
  /** Datagrams (ZMQ_DGRAM): has no name on the wire. */
  DGRAM;

  /**
   * Whether a peer of the given type may talk to a socket of this type.
   *
   * @param peer the Socket-Type the peer announced
   * @return true for the pairs that the RFCs list
   */
  public boolean accepts(SocketType peer) {
    return switch (this) {
      case PAIR -> peer == PAIR;
      case PUB, XPUB -> peer == SUB || peer == XSUB;
      case SUB, XSUB -> peer == PUB || peer == XPUB;
      case REQ -> peer == REP || peer == ROUTER;
      case REP -> peer == REQ || peer == DEALER;
      case DEALER -> peer == REP || peer == DEALER || peer == ROUTER;
      case ROUTER -> peer == REQ || peer == DEALER || peer == ROUTER;
      case PULL -> peer == PUSH;
      case PUSH -> peer == PULL;
      case STREAM, DGRAM -> false;
      case SERVER -> peer == CLIENT;
      case CLIENT -> peer == SERVER;
      case RADIO -> peer == DISH;
      case DISH -> peer == RADIO;
      case GATHER -> peer == SCATTER;
      case SCATTER -> peer == GATHER;
      case PEER -> peer == PEER;
      case CHANNEL -> peer == CHANNEL;
    };
  }

  /**
   * The type of that name.
   *
   * @param name as on the wire, such as {@code PUSH}
   * @return the type, or null if there is none of that name
   */
  public static @Nullable SocketType named(String name) {
    for (SocketType type : values()) {
      if (type != STREAM && type != DGRAM && type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }
}
