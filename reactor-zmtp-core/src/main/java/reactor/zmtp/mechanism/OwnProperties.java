package reactor.zmtp.mechanism;

import reactor.zmtp.SocketType;
import reactor.zmtp.wire.Metadata;

/** What a socket says of itself in the handshake. */
public final class OwnProperties {

  private OwnProperties() {}

  /**
   * The properties libzmq sends: Socket-Type always, Identity, perhaps empty, only from the types a
   * ROUTER can address.
   *
   * @param type our socket's type
   * @param identity our socket's identity, 0 to 255 bytes; not sent by a type that has no use for
   *     it
   * @return the metadata of our handshake
   * @throws IllegalArgumentException if the identity is longer than 255 bytes
   */
  public static Metadata of(SocketType type, byte[] identity) {
    if (identity.length > PeerProperties.MAX_IDENTITY) {
      throw new IllegalArgumentException(
          "an identity has at most 255 bytes, not " + identity.length);
    }
    Metadata own = Metadata.empty().with(Metadata.SOCKET_TYPE, type.name());
    return announcesIdentity(type) ? own.with(Metadata.IDENTITY, identity) : own;
  }

  /** REQ, DEALER and ROUTER do. The switch is exhaustive so that each new type has to decide. */
  private static boolean announcesIdentity(SocketType type) {
    return switch (type) {
      case PAIR, PULL, PUSH -> false;
    };
  }
}
