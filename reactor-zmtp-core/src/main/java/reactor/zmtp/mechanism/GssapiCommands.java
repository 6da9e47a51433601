package reactor.zmtp.mechanism;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Metadata;

/**
 * Commands of GSSAPI. RFC 38 leaves their form open (it has a HELLO, and names padded with spaces,
 * but no bodies); this is what libzmq 4.3 has on the wire:
 *
 * <ul>
 *   <li>C: INITIATE with the client's token,
 *   <li>S: INITIATE with the server's token, the last one: Kerberos has no more,
 *   <li>C: a command frame with nothing in it, since there is no third token; the server
 *       authenticates the client now,
 *   <li>S: READY with its metadata, then C: the same; both wrapped in a MESSAGE unless plaintext is
 *       configured.
 * </ul>
 *
 * A token has four bytes of its length before it. There is no ERROR in libzmq's GSSAPI: it closes
 * the connection. Here a refused client is sent one, as RFC 37 allows; libzmq takes that for a
 * broken protocol, and does not try again.
 */
final class GssapiCommands {

  static final String NAME = "GSSAPI";

  static final String INITIATE = "INITIATE";
  static final String MESSAGE = "MESSAGE";

  private static final int LENGTH = 4;

  private GssapiCommands() {}

  static Command initiate(byte[] token) {
    return Command.of(INITIATE, withLength(token));
  }

  private static byte[] withLength(byte[] token) {
    return ByteBuffer.allocate(LENGTH + token.length).putInt(token.length).put(token).array();
  }

  /** The token in a command, of which there must be nothing but it. */
  static byte[] token(Command command) {
    byte[] body = command.body();
    HandshakeErrors.checkLength(
        command,
        body.length > LENGTH && ByteBuffer.wrap(body).getInt() == body.length - LENGTH,
        "4 of a length, then as many as that, at least 1,");
    return Arrays.copyOfRange(body, LENGTH, body.length);
  }

  static Command ready(Metadata own, @Nullable GssFrameBox box) {
    Command ready = Command.ready(own);
    if (box == null) {
      return ready;
    }
    byte[] payload = ready.payload();
    // libzmq marks a command outside here, and not inside.
    byte[] token = box.wrap(0, payload, 0, payload.length);
    return Command.of(MESSAGE, withLength(token));
  }

  static Metadata metadata(Command came, @Nullable GssFrameBox box) {
    String due = box == null ? Command.READY : MESSAGE;
    if (!came.is(due)) {
      throw HandshakeErrors.unexpected(NAME, came, due + " or ERROR");
    }
    Command ready = came;
    if (box != null) {
      byte[] token = token(came);
      ready = Command.decode(Unpooled.wrappedBuffer(box.unwrap(token, 0, token.length)));
      if (!ready.is(Command.READY)) {
        throw HandshakeErrors.unexpected(NAME, ready, Command.READY);
      }
    }
    return Metadata.decode(ready.body(), 0);
  }

  static byte[] principal(GSSContext context) {
    try {
      return context.getSrcName().toString().getBytes(StandardCharsets.UTF_8);
    } catch (GSSException e) {
      throw GssNegotiation.failed(e);
    }
  }
}
