package reactor.zmtp.wire;

/** The first byte of a frame (RFC 37, Framing). */
public final class FrameFlags {

  /** More frames of the same message follow. */
  public static final int MORE = 0x01;

  /** The size takes eight bytes instead of one. */
  public static final int LONG = 0x02;

  /** The frame is a command, not a part of a message. */
  public static final int COMMAND = 0x04;

  /** The bits that have no meaning yet and must be zero. */
  public static final int RESERVED = 0xf8;

  private FrameFlags() {}
}
