package reactor.zmtp.transport.ws;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.mechanism.Mechanism;

/**
 * Subprotocols of WebSocket that ZWS 2.0 has (RFC 45, Handshake): one for each security mechanism,
 * of which the RFC names NULL and PLAIN and libzmq has CURVE, and one without the mechanisms'
 * commands, which is all that some implementations for browsers speak.
 */
final class Subprotocol {

  /** Each side says its routing id first, and no more. */
  static final String BARE = "ZWS2.0";

  private Subprotocol() {}

  /** Those that this side speaks, what it likes best first: a mechanism is never evaded. */
  static List<String> of(Mechanism mechanism) {
    String own = BARE + "/" + mechanism.name();
    return mechanism.isSecure() ? List.of(own) : List.of(own, BARE);
  }

  /** The first that a client offers, in its order, and is among our own; null if there is none. */
  static @Nullable String select(List<String> offers, List<String> own) {
    for (String header : offers) {
      for (String offer : header.split(",", -1)) {
        String name = offer.strip();
        if (own.contains(name)) {
          return name;
        }
      }
    }
    return null;
  }
}
