package reactor.zmtp.hostile.run;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the attacked sockets are, and what any attacker may know of them.
 *
 * @param open the ROUTER without security
 * @param plain the ROUTER with PLAIN
 * @param curve the ROUTER with CURVE
 * @param tls the ROUTER with TLS
 * @param ws the ROUTER without security, over WebSocket
 * @param pub the PUB without security
 * @param limited the PULL with low limits
 * @param slow the PULL whose application takes its time
 * @param serverKey the public key of the CURVE server
 * @param gssapi the ROUTER with GSSAPI, or null if there is none
 */
record Target(
    Door open,
    Door plain,
    Door curve,
    Door tls,
    Door ws,
    Door pub,
    Door limited,
    Door slow,
    String serverKey,
    @Nullable Door gssapi) {

  /** Where the ROUTER is at its WebSocket. */
  static final String WS_PATH = "/zmq";

  static Target parse(List<String> words) {
    return new Target(
        Door.parse(words.get(0)),
        Door.parse(words.get(1)),
        Door.parse(words.get(2)),
        Door.parse(words.get(3)),
        Door.parse(words.get(4)),
        Door.parse(words.get(5)),
        Door.parse(words.get(6)),
        Door.parse(words.get(7)),
        words.get(8),
        words.size() == 9 ? null : Door.parse(words.get(9)));
  }

  List<String> words() {
    Stream<String> doors =
        Stream.of(open, plain, curve, tls, ws, pub, limited, slow).map(Door::word);
    Stream<String> optional = gssapi == null ? Stream.empty() : Stream.of(gssapi.word());
    return Stream.of(doors, Stream.of(serverKey), optional).flatMap(words -> words).toList();
  }
}
