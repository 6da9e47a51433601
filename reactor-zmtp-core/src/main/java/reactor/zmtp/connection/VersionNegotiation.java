package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.SocketType;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.PeerProperties;
import reactor.zmtp.wire.Framing;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.OlderGreetingDecoder;
import reactor.zmtp.wire.SocketTypeOctet;
import reactor.zmtp.wire.VersionDetector;

/**
 * Negotiation where peers of ZMTP 2.0 or 1.0 are allowed (RFC 23, Backwards Interoperability). Our
 * greeting goes out piece by piece, as libzmq's does: the signature at once, which a 1.0 peer reads
 * as the beginning of our identity; the revision when the peer's signature has come; the rest when
 * its revision has. Each piece waits for no more than a peer that does the same has sent.
 */
final class VersionNegotiation {

  private static final int REVISION = 10;
  private static final byte[] SUBSCRIPTION_TO_ALL = Framing.ZMTP_1_0.frame(0, new byte[] {1});

  private final ProtocolVersion minimum;
  private final SocketType own;
  private final byte[] identity;
  private final Greeting greeting;
  private final VersionDetector detector = new VersionDetector();

  private boolean saidRevision;
  private @Nullable ProtocolVersion version;
  private @Nullable OlderGreetingDecoder older;

  /** {@code greeting} is for peers of a later version. */
  VersionNegotiation(ProtocolVersion minimum, SocketType own, byte[] identity, Greeting greeting) {
    this.minimum = minimum;
    this.own = own;
    this.identity = identity;
    this.greeting = greeting;
  }

  /** Whether a type of ours was there when the older versions were. */
  static boolean knows(SocketType own) {
    return SocketTypeOctet.of(own) >= 0;
  }

  /** What would let in a peer that was refused for its version, or why nothing would. */
  static String advice(ProtocolVersion tooOld, SocketType own, Mechanism mechanism) {
    if (tooOld.isAtLeast(ProtocolVersion.ZMTP_3_0) || (!mechanism.isSecure() && knows(own))) {
      return "minimumProtocol(" + tooOld.name() + ") would allow it";
    }
    if (mechanism.isSecure()) {
      return (mechanism.name().equals("NULL")
              ? "with an authenticator or a zapDomain"
              : "with a security mechanism (" + mechanism.name() + ")")
          + " no older one is ever allowed";
    }
    return tooOld.text() + " has no " + own + " sockets";
  }

  /** The length is that of a ZMTP 1.0 frame with our identity; nobody else looks at it. */
  void begin(ChannelHandlerContext ctx) {
    ByteBuf out = ctx.alloc().buffer(REVISION);
    out.writeByte(0xff).writeLong(identity.length + 1L).writeByte(0x7f);
    ctx.writeAndFlush(out, ctx.voidPromise());
  }

  /** Finds out the peer's version, and answers in it; true when it is known. */
  boolean decode(ChannelHandlerContext ctx, ByteBuf in) {
    version = detector.decode(in);
    if (!saidRevision && detector.isVersioned()) {
      saidRevision = true;
      ByteBuf out = ctx.alloc().buffer(1).writeByte(greeting.major());
      ctx.writeAndFlush(out, ctx.voidPromise());
    }
    ProtocolVersion known = version;
    if (known == null) {
      return false;
    }
    if (known.isAtLeast(ProtocolVersion.ZMTP_3_0)) {
      sayRestOfGreeting(ctx);
    } else if (known.isAtLeast(minimum)) {
      sayOlder(ctx, known);
      older = new OlderGreetingDecoder(known, detector.isVersioned());
      if (!detector.isVersioned()) {
        older.decode(detector.seen());
      }
    }
    return true;
  }

  private void sayRestOfGreeting(ChannelHandlerContext ctx) {
    ByteBuf out = ctx.alloc().buffer(Greeting.LENGTH);
    greeting.writeTo(out);
    ctx.writeAndFlush(out.skipBytes(REVISION + 1), ctx.voidPromise());
  }

  private void sayOlder(ChannelHandlerContext ctx, ProtocolVersion known) {
    ByteBuf out = ctx.alloc().buffer(16 + identity.length);
    if (!detector.isVersioned()) {
      out.writeBytes(identity); // its header was the signature
    } else {
      out.writeByte(SocketTypeOctet.of(own));
      out.writeBytes(
          known == ProtocolVersion.ZMTP_1_0
              ? Framing.ZMTP_1_0.frame(0, identity)
              : Framing.ZMTP_2_0.frame(0, identity));
    }
    ctx.writeAndFlush(out, ctx.voidPromise());
  }

  /** Whether the peer has begun to greet as those that send their version do. */
  boolean hasSignature() {
    return detector.isVersioned();
  }

  /** The version of a peer older than 3.0 that is allowed; null for any other. */
  @Nullable ProtocolVersion older() {
    return older == null ? null : version;
  }

  /** What the peer sent so far, for the decoder of a whole greeting. */
  ByteBuf seen() {
    return detector.seen();
  }

  /** The properties of an older peer, checked; null as long as not all of them have come. */
  @Nullable PeerProperties peer(ByteBuf in) {
    if (older == null || !older.decode(in)) {
      return null;
    }
    return PeerProperties.older(own, older.socketType(), older.identity());
  }

  /**
   * What comes after the peer's identity. A subscriber of ZMTP 1.0 sends no subscriptions (RFC 13,
   * Broadcast Content) but filters what it gets: like libzmq, we put one to everything before it.
   */
  ByteBuf rest(ByteBuf rest) {
    boolean publishes = own == SocketType.PUB || own == SocketType.XPUB;
    return publishes && !detector.isVersioned()
        ? Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(SUBSCRIPTION_TO_ALL), rest)
        : rest;
  }
}
