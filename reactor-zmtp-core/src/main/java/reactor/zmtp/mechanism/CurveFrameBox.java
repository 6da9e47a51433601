package reactor.zmtp.mechanism;

import java.nio.ByteBuffer;
import java.util.Arrays;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.crypto.BoxKey;
import reactor.zmtp.crypto.DirectedBox;

/**
 * MESSAGE of CURVE (RFC 26). As libzmq has it, a frame that looks like one of a message and has the
 * command's name before its nonce and its box; in the box are the flags, then the payload.
 */
final class CurveFrameBox implements FrameBox {

  private static final byte[] MESSAGE = CurveCommands.ascii("\7MESSAGE");
  private static final int BOX = MESSAGE.length + CurveCommands.SHORT_NONCE;
  private static final int FLAGS = 1;

  static final int OVERHEAD = BOX + DirectedBox.TAG + FLAGS;

  private final DirectedBox outgoing;
  private final DirectedBox incoming;

  private long lastSent;
  private long lastReceived;
  private int flags;

  /** Numbers go on from those of the handshake. */
  CurveFrameBox(
      BoxKey key, String outgoingPrefix, long lastSent, String incomingPrefix, long lastReceived) {
    this.outgoing = key.directed(CurveCommands.ascii(outgoingPrefix));
    this.incoming = key.directed(CurveCommands.ascii(incomingPrefix));
    this.lastSent = lastSent;
    this.lastReceived = lastReceived;
  }

  @Override
  public byte[] seal(int flags, byte[] payload, int offset, int length) {
    byte[] sealed = new byte[Math.addExact(OVERHEAD, length)];
    long number = ++lastSent;
    ByteBuffer.wrap(sealed).put(MESSAGE).putLong(number);
    outgoing.seal(number, (byte) flags, payload, offset, length, sealed, BOX);
    return sealed;
  }

  @Override
  public byte[] open(byte[] sealed) {
    if (sealed.length < MESSAGE.length
        || Arrays.mismatch(sealed, 0, MESSAGE.length, MESSAGE, 0, MESSAGE.length) >= 0) {
      throw new ProtocolException(
          Rule.UNEXPECTED_COMMAND,
          "a frame that is not encrypted came; after the CURVE handshake each is a MESSAGE");
    }
    if (sealed.length < OVERHEAD) {
      throw HandshakeErrors.malformed(
          "a MESSAGE of %d bytes; at least %d are right".formatted(sealed.length, OVERHEAD));
    }
    long number = ByteBuffer.wrap(sealed).getLong(MESSAGE.length);
    CurveCommands.checkFollows(number, lastReceived, "a MESSAGE");
    byte[] payload = new byte[sealed.length - OVERHEAD];
    int opened = incoming.open(number, sealed, BOX, sealed.length - BOX, payload);
    if (opened < 0) {
      throw CurveCommands.forged("a MESSAGE that cannot be opened: it was changed on its way");
    }
    lastReceived = number;
    if ((opened & ~(MORE | COMMAND)) != 0) {
      throw new ProtocolException(
          Rule.MALFORMED_FRAME,
          "reserved flags are set in a MESSAGE: 0x" + Integer.toHexString(opened));
    }
    flags = opened;
    return payload;
  }

  @Override
  public int flags() {
    return flags;
  }

  @Override
  public boolean isAhead() {
    return outgoing.isAhead() || incoming.isAhead();
  }

  @Override
  public void rest() {
    outgoing.rest();
    incoming.rest();
  }

  @Override
  public void forget() {
    outgoing.forget();
    incoming.forget();
  }
}
