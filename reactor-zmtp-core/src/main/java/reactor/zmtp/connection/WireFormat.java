package reactor.zmtp.connection;

import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.mechanism.FrameBox;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.wire.Encoder;
import reactor.zmtp.wire.Frame;
import reactor.zmtp.wire.Framing;
import reactor.zmtp.wire.MessageEncoder;
import reactor.zmtp.wire.Zmtp1Encoder;

/**
 * Form of what is sent to a peer, as the handshake has settled it. Without a {@code version} it is
 * raw TCP, without a {@code box} frames go as they are, and the box makes each {@code overhead}
 * bytes longer. If it is {@code traced}, the first frame of each message is its trace context.
 */
record WireFormat(
    @Nullable ProtocolVersion version, @Nullable FrameBox box, int overhead, boolean traced) {

  /** Raw TCP: bytes without frames. */
  static final WireFormat RAW = new WireFormat(null, null, 0, false);

  boolean isRaw() {
    return version == null;
  }

  /** Whether there are PING and PONG. */
  boolean hasHeartbeat() {
    return version != null && version.isAtLeast(ProtocolVersion.ZMTP_3_1);
  }

  Framing framing() {
    return version == null ? Framing.ZMTP_2_0 : Framing.of(version);
  }

  Encoder encoder(ByteBufAllocator allocator) {
    if (isRaw()) {
      return MessageEncoder.raw(allocator);
    }
    if (version == ProtocolVersion.ZMTP_1_0) {
      return new Zmtp1Encoder(allocator);
    }
    return box == null ? new MessageEncoder(allocator) : MessageEncoder.sealed(allocator, overhead);
  }

  /** Null if no announcement can be made. */
  @Nullable Frame announcement(Announcement what, byte[] subject) {
    return version == null ? null : Announcements.frame(what, subject, version);
  }

  void forget() {
    if (box != null) {
      box.forget();
    }
  }
}
