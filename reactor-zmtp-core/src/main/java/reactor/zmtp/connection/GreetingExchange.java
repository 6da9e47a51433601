package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.SocketType;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.PeerProperties;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.GreetingDecoder;

/** Exchange of greetings, and the version of the protocol that comes of it. */
final class GreetingExchange {

  private final SocketType own;
  private final Mechanism mechanism;
  private final GreetingDecoder decoder;
  private final @Nullable VersionNegotiation downgrade;

  private boolean versionKnown;
  private @Nullable Greeting greeting;

  /** Older peers are allowed only where no security could be evaded. */
  GreetingExchange(Options options, SocketType own, Mechanism mechanism) {
    this.own = own;
    this.mechanism = mechanism;
    ProtocolVersion minimum = options.get(Option.MINIMUM_PROTOCOL);
    boolean olderAllowed = !mechanism.isSecure() && VersionNegotiation.knows(own);
    if (!minimum.isAtLeast(ProtocolVersion.ZMTP_3_0) && olderAllowed) {
      this.downgrade =
          new VersionNegotiation(
              minimum, own, options.get(Option.ROUTING_ID), mechanism.greeting());
      this.decoder = new GreetingDecoder(minimum);
    } else {
      this.downgrade = null;
      this.decoder =
          minimum == ProtocolVersion.ZMTP_3_1
              ? new GreetingDecoder(minimum)
              : new GreetingDecoder();
    }
  }

  /**
   * Ours goes out whole and at once, unless older peers are allowed: libzmq sends its mechanism
   * only after it has seen ours.
   */
  void begin(ChannelHandlerContext ctx) {
    if (downgrade != null) {
      downgrade.begin(ctx);
    } else {
      ByteBuf out = ctx.alloc().buffer(Greeting.LENGTH);
      mechanism.greeting().writeTo(out);
      ctx.writeAndFlush(out, ctx.voidPromise());
    }
  }

  /** Takes the peer's, and answers it; returns it when it is there, and of ZMTP 3. */
  @Nullable Greeting decode(ChannelHandlerContext ctx, ByteBuf in) {
    if (downgrade != null && !versionKnown) {
      versionKnown = downgrade.decode(ctx, in);
      if (!versionKnown || downgrade.older() != null) {
        return null;
      }
      decode(downgrade.seen()); // which refuses what is too old
    }
    if (greeting == null && !isOlder()) {
      greeting = decode(in);
    }
    return greeting;
  }

  /** A version that is refused is reported with what would let it in. */
  private @Nullable Greeting decode(ByteBuf in) {
    try {
      return decoder.decode(in);
    } catch (ProtocolException e) {
      ProtocolVersion tooOld = decoder.tooOld();
      throw tooOld == null
          ? e
          : new ProtocolException(
              e.rule(), e.getMessage() + "; " + VersionNegotiation.advice(tooOld, own, mechanism));
    }
  }

  private boolean isOlder() {
    return downgrade != null && downgrade.older() != null;
  }

  /** The properties of a peer older than 3.0, when all have come; null for any other. */
  @Nullable PeerProperties older(ByteBuf in) {
    return downgrade == null ? null : downgrade.peer(in);
  }

  ProtocolVersion version() {
    ProtocolVersion older = downgrade == null ? null : downgrade.older();
    if (older != null) {
      return older;
    }
    return greeting != null && greeting.understands31()
        ? ProtocolVersion.ZMTP_3_1
        : ProtocolVersion.ZMTP_3_0;
  }

  /** The bytes that the connection begins with, where these have come after the handshake. */
  ByteBuf rest(ByteBuf bytes) {
    return isOlder() && downgrade != null ? downgrade.rest(bytes) : bytes;
  }

  boolean areOver() {
    return greeting != null;
  }

  /**
   * What it most likely means that the peer closes the connection in the middle of its greeting.
   * libzmq keeps its mechanism back until it has seen ours, and says no more if that is another;
   * where ours comes at once, nothing at all.
   */
  String closingMeans() {
    boolean begun =
        decoder.hasSignature() || (downgrade != null && !versionKnown && downgrade.hasSignature());
    String mechanisms =
        "its security mechanism is another than ours, which is %s: both sides need the same"
            .formatted(mechanism.name());
    return begun
        ? "most likely " + mechanisms
        : "it may take no more connections now, be no ZeroMQ peer, or be a libzmq and "
            + mechanisms;
  }
}
