package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;

/** Bytes in any portions to what they mean. */
public interface Decoder {

  /**
   * Decodes until the bytes end or the sink has enough.
   *
   * @param in the bytes; its reader index moves on past what was decoded
   * @param sink where messages and commands go
   * @return true if all bytes were decoded, false if the sink had enough
   * @throws reactor.zmtp.ProtocolException if the bytes break the protocol; nothing can be decoded
   *     any more
   */
  boolean decode(ByteBuf in, MessageDecoder.Sink sink);

  /**
   * Whether much of a frame that has begun is still to come.
   *
   * @return true in the middle of a large frame
   */
  boolean isInLargeFrame();
}
