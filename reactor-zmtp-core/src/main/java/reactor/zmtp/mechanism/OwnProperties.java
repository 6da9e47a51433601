package reactor.zmtp.mechanism;

import java.util.Map;
import reactor.zmtp.SocketType;
import reactor.zmtp.wire.Metadata;

/** What a socket says of itself in the handshake. */
public final class OwnProperties {

  private OwnProperties() {}

  /**
   * The properties libzmq sends: Socket-Type always, Identity, perhaps empty, only from the types a
   * ROUTER can address; and the application's own.
   *
   * @param type our socket's type
   * @param identity our socket's identity, 0 to 255 bytes; not sent by a type that has no use for
   *     it
   * @param application the application's properties
   * @return the metadata of our handshake
   * @throws IllegalArgumentException if the identity is longer than 255 bytes
   */
  public static Metadata of(SocketType type, byte[] identity, Map<String, String> application) {
    if (identity.length > PeerProperties.MAX_IDENTITY) {
      throw new IllegalArgumentException(
          "an identity has at most 255 bytes, not " + identity.length);
    }
    Metadata own = Metadata.empty().with(Metadata.SOCKET_TYPE, type.name());
    if (announcesIdentity(type)) {
      own = own.with(Metadata.IDENTITY, identity);
    }
    for (Map.Entry<String, String> each : application.entrySet()) {
      own = own.with(each.getKey(), each.getValue());
    }
    return own;
  }

  private static boolean announcesIdentity(SocketType type) {
    return switch (type) {
      case REQ, DEALER, ROUTER -> true;
      default -> false;
    };
  }
}
