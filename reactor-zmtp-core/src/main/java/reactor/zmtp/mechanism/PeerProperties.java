package reactor.zmtp.mechanism;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.SocketType;
import reactor.zmtp.wire.Ascii;
import reactor.zmtp.wire.Metadata;

/**
 * Properties of a peer, as it sent them in the handshake, checked against what our socket can talk
 * to.
 */
public final class PeerProperties {

  static final int MAX_IDENTITY = 255;

  /** The types of RFC 37. A peer of a type that we have not is valid, only not for us. */
  private static final Set<String> SOCKET_TYPES =
      Set.of(
          "REQ", "REP", "DEALER", "ROUTER", "PUB", "XPUB", "SUB", "XSUB", "PUSH", "PULL", "PAIR",
          "CLIENT", "SERVER", "RADIO", "DISH", "SCATTER", "GATHER", "PEER", "CHANNEL");

  private static final byte[] NO_IDENTITY = {};

  private final @Nullable SocketType socketType;
  private final byte[] identity;
  private final Metadata metadata;

  private PeerProperties(@Nullable SocketType socketType, byte[] identity, Metadata metadata) {
    this.socketType = socketType;
    this.identity = identity;
    this.metadata = metadata;
  }

  /**
   * Checks a peer's metadata: the socket type must be there, be known and fit ours, and the
   * identity must not be too long.
   */
  public static PeerProperties of(SocketType own, Metadata peer) {
    return new PeerProperties(socketType(own, peer), identity(peer), peer);
  }

  /** Checks a peer of ZMTP 2.0 or 1.0. One that sends no type is believed to have the right one. */
  public static PeerProperties older(SocketType own, @Nullable SocketType type, byte[] identity) {
    Metadata metadata = Metadata.empty();
    if (type != null) {
      checkCompatible(own, type, type.name());
      metadata = metadata.with(Metadata.SOCKET_TYPE, type.name());
    }
    if (identity.length > 0) {
      metadata = metadata.with(Metadata.IDENTITY, identity);
    }
    return new PeerProperties(type, identity, metadata);
  }

  private static SocketType socketType(SocketType own, Metadata peer) {
    byte @Nullable [] value = peer.get(Metadata.SOCKET_TYPE);
    // libzmq lets a peer without a Socket-Type in. RFC 37 says it SHOULD be sent and enforced,
    // every
    // ZMTP 3 peer sends it, and a peer of no type is one we cannot promise anything to.
    if (value == null) {
      throw new ProtocolException(
          Rule.INVALID_METADATA,
          "the peer announces no Socket-Type; a " + own + " socket needs one");
    }
    String name = Ascii.printable(value, 0, value.length);
    if (!SOCKET_TYPES.contains(name)) {
      throw new ProtocolException(
          Rule.INVALID_METADATA,
          "the peer's Socket-Type \"%s\" is none that RFC 37 has".formatted(name));
    }
    return checkCompatible(own, SocketType.named(name), name);
  }

  private static SocketType checkCompatible(
      SocketType own, @Nullable SocketType type, String name) {
    if (type == null || !own.accepts(type)) {
      throw new ProtocolException(
          Rule.INCOMPATIBLE_SOCKET_TYPE,
          "a %s socket talks to %s, the peer is %s %s"
              .formatted(own, acceptedBy(own), name.startsWith("X") ? "an" : "a", name));
    }
    return type;
  }

  private static String acceptedBy(SocketType own) {
    StringBuilder accepted = new StringBuilder();
    for (SocketType type : SocketType.values()) {
      if (own.accepts(type)) {
        accepted.append(accepted.isEmpty() ? "" : " or ").append(type);
      }
    }
    return accepted.toString();
  }

  private static byte[] identity(Metadata peer) {
    byte @Nullable [] identity = peer.get(Metadata.IDENTITY);
    if (identity == null) {
      return NO_IDENTITY;
    }
    if (identity.length > MAX_IDENTITY) {
      throw new ProtocolException(
          Rule.INVALID_METADATA,
          "the peer's identity has %d bytes; at most 255 are allowed".formatted(identity.length));
    }
    return identity;
  }

  /** A type that ours can talk to; null for a peer of ZMTP 1.0, which sends none. */
  public @Nullable SocketType socketType() {
    return socketType;
  }

  /**
   * 0 to 255 bytes, the caller's own; empty if the peer has none. RFC 37 keeps identities with a
   * first byte of zero for implementations; as in libzmq a peer that sends one is not refused for
   * it. Whoever addresses peers by identity decides what to do with it.
   */
  public byte[] identity() {
    return identity.clone();
  }

  /**
   * Everything the peer sent, such as the application's own properties, whose names begin with
   * {@code X-}.
   */
  public Metadata metadata() {
    return metadata;
  }

  /** Leaves out the identity and the application's properties. */
  @Override
  public String toString() {
    return "PeerProperties[" + socketType + "]";
  }
}
