package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.message.DefaultMessage;

/** Decoder of raw TCP: whatever bytes come are a message of one frame (ZMQ_STREAM). */
public final class RawDecoder implements Decoder {

  private final PeerMetadata peer;

  public RawDecoder(PeerMetadata peer) {
    this.peer = peer;
  }

  @Override
  public boolean decode(ByteBuf in, MessageDecoder.Sink sink) {
    if (!in.isReadable()) {
      return true;
    }
    byte[] bytes = new byte[in.readableBytes()];
    in.readBytes(bytes);
    return sink.message(new DefaultMessage(bytes, peer));
  }

  @Override
  public boolean isInLargeFrame() {
    return false;
  }
}
