package reactor.zmtp.wire;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketType;

/** Socket types of ZMTP 2.0, one byte each (RFC 15, Formal Grammar). */
public final class SocketTypeOctet {

  private SocketTypeOctet() {}

  /** -1 for a type that came after ZMTP 2.0. */
  public static int of(SocketType type) {
    return switch (type) {
      case PAIR -> 0;
      // RFC 15 has no XPUB and no XSUB: on the wire they are PUB and SUB. libzmq sends 9 and 10 for
      // them but looks at no peer's byte, so the RFC's is right for everybody.
      case PUB, XPUB -> 1;
      case SUB, XSUB -> 2;
      case REQ -> 3;
      case REP -> 4;
      case DEALER -> 5;
      case ROUTER -> 6;
      case PULL -> 7;
      case PUSH -> 8;
      default -> -1;
    };
  }

  /** Null if there is none; 9 and 10 are libzmq's XPUB and XSUB. */
  public static @Nullable SocketType decode(int octet) {
    return switch (octet) {
      case 0 -> SocketType.PAIR;
      case 1 -> SocketType.PUB;
      case 2 -> SocketType.SUB;
      case 3 -> SocketType.REQ;
      case 4 -> SocketType.REP;
      case 5 -> SocketType.DEALER;
      case 6 -> SocketType.ROUTER;
      case 7 -> SocketType.PULL;
      case 8 -> SocketType.PUSH;
      case 9 -> SocketType.XPUB;
      case 10 -> SocketType.XSUB;
      default -> null;
    };
  }
}
