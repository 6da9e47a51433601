package reactor.zmtp.mechanism;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.ErrorReason;
import reactor.zmtp.wire.Metadata;

/**
 * No security: each side sends READY with its metadata (RFC 37, The NULL Security Mechanism).
 *
 * <p>The RFC lets the server wait for the client's READY. libzmq does not: both sides send theirs
 * without waiting, and so do we. Like libzmq, and as the RFC's grammar has it, the handshake knows
 * READY and ERROR only: any other command, even one that is ignored later, is refused.
 */
public final class NullMechanism implements Mechanism {

  private final Metadata own;
  private boolean sent;
  private @Nullable Metadata peer;

  /**
   * A handshake yet to begin.
   *
   * @param own what we say of ourselves
   */
  public NullMechanism(Metadata own) {
    this.own = own;
  }

  @Override
  public String name() {
    return "NULL";
  }

  /** There is no server, and RFC 37 wants the field to be zero. */
  @Override
  public boolean asServer() {
    return false;
  }

  @Override
  public @Nullable Command next() {
    if (sent) {
      return null;
    }
    sent = true;
    return Command.ready(own);
  }

  @Override
  public void receive(Command command) {
    if (command.is(Command.ERROR)) {
      throw refused(ErrorReason.decode(command));
    }
    if (!command.is(Command.READY)) {
      throw unexpected(
          "a %s command during the NULL handshake; READY or ERROR is due"
              .formatted(command.name()));
    }
    if (peer != null) {
      throw unexpected("a second READY command; one completes the NULL handshake");
    }
    peer = Metadata.decode(command.body(), 0);
  }

  @Override
  public boolean isComplete() {
    return sent && peer != null;
  }

  @Override
  public Metadata peerMetadata() {
    if (!sent || peer == null) {
      throw new IllegalStateException("the NULL handshake is not complete");
    }
    return peer;
  }

  private static ProtocolException refused(String reason) {
    return new ProtocolException(
        Rule.REFUSED_BY_PEER,
        reason.isEmpty()
            ? "the peer refused the handshake and gave no reason"
            : "the peer refused the handshake: " + reason);
  }

  private static ProtocolException unexpected(String message) {
    return new ProtocolException(Rule.UNEXPECTED_COMMAND, message);
  }
}
