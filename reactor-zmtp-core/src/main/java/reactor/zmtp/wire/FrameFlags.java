package reactor.zmtp.wire;

/** Flags of the first byte of a frame (RFC 37, Framing). */
public final class FrameFlags {

  public static final int MORE = 0x01;

  public static final int LONG = 0x02;

  public static final int COMMAND = 0x04;

  /** The bits that have no meaning yet and must be zero. */
  public static final int RESERVED = 0xf8;

  private FrameFlags() {}
}
