package reactor.zmtp.connection;

import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.message.DefaultMessage;

/**
 * How trace context travels (the core's README, "Traces"): a property of the handshake that both
 * sides send, and then a frame before all others of each message, which is no part of the message.
 */
public final class TraceFormat {

  /** The property's name, which no application may use. */
  public static final String PROPERTY = "X-ZMTP-Trace";

  /** The property's value: the form of the frame. */
  public static final String VALUE = "1";

  /** The most bytes of the frame. */
  static final int LONGEST = 16_384;

  private static final byte[] NONE = {};

  private TraceFormat() {}

  /** Whether a peer knows of it; the versions before have no use for properties, or commands. */
  static boolean isKnownTo(PeerMetadata peer, ProtocolVersion version) {
    return version.isAtLeast(ProtocolVersion.ZMTP_3_1) && VALUE.equals(peer.property(PROPERTY));
  }

  /** The message as it goes to a peer that knows of it; without context the frame is empty. */
  static DefaultMessage framed(DefaultMessage message) {
    byte[] trace = message.trace();
    return message.withFirst(trace == null || trace.length > LONGEST ? NONE : trace);
  }

  /** The message that came from a peer that knows of it. */
  static DefaultMessage unframed(DefaultMessage whole) {
    byte[] trace = whole.array(0);
    if (whole.size() == 1) {
      throw malformed("a message that ends with the frame of its trace context");
    }
    DefaultMessage message = whole.withoutFirst();
    return trace.length == 0 ? message : message.traced(trace);
  }

  private static ProtocolException malformed(String what) {
    return new ProtocolException(Rule.MALFORMED_FRAME, what);
  }
}
