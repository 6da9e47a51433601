package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;

/** Decodes bytes, which arrive in any portions, to messages and commands. */
public interface Decoder {

  /**
   * Decodes until the bytes end, and then returns true, or until the sink has enough. After a
   * {@link reactor.zmtp.ProtocolException} nothing can be decoded any more.
   */
  boolean decode(ByteBuf in, MessageDecoder.Sink sink);

  /** Whether a large frame has begun and much of it is still to come. */
  boolean isInLargeFrame();
}
