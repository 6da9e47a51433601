package reactor.zmtp.mechanism;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ZmqException;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.ErrorReason;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.Metadata;

/**
 * No security: each side sends READY with its metadata (RFC 37, The NULL Security Mechanism).
 *
 * <p>The RFC lets the server wait for the client's READY. libzmq does not: both sides send theirs
 * without waiting, and so do we. Like libzmq, and as the RFC's grammar has it, the handshake knows
 * READY and ERROR only: any other command, even one that is ignored later, is refused.
 *
 * <p>A peer may have to be let in all the same, for where it is (RFC 27, The NULL Mechanism). As in
 * libzmq it is judged as soon as it has greeted, and READY waits for that.
 */
public final class NullMechanism implements Mechanism {

  private final Metadata own;
  private final boolean judged;
  private final Verdict verdict = new Verdict();
  private boolean accepted;
  private boolean sent;
  private @Nullable Metadata peer;

  /**
   * A handshake yet to begin.
   *
   * @param own what we say of ourselves
   */
  public NullMechanism(Metadata own) {
    this(own, false);
  }

  /**
   * A handshake yet to begin.
   *
   * @param own what we say of ourselves
   * @param judged whether somebody judges the peer before it is told anything
   */
  public NullMechanism(Metadata own, boolean judged) {
    this.own = own;
    this.judged = judged;
    this.accepted = !judged;
  }

  @Override
  public String name() {
    return "NULL";
  }

  @Override
  public boolean isSecure() {
    return judged;
  }

  /** There is no server, and RFC 37 wants the field to be zero. */
  @Override
  public boolean asServer() {
    return false;
  }

  @Override
  public @Nullable Command next() {
    if (sent || !accepted) {
      return verdict.error();
    }
    sent = true;
    return Command.ready(own);
  }

  @Override
  public void receive(Greeting greeting) {
    Mechanism.super.receive(greeting);
    if (judged) {
      verdict.ask(List.of());
    }
  }

  /** There are none: a peer is judged by its address. */
  @Override
  public @Nullable List<byte[]> credentials() {
    return verdict.takeCredentials();
  }

  @Override
  public void accept() {
    verdict.accept();
    accepted = true;
  }

  @Override
  public void refuse(int status) {
    verdict.refuse(status);
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

  private static ZmqException refused(String reason) {
    if (HandshakeErrors.status(reason) != 0) {
      return HandshakeErrors.refused("refused this side", reason);
    }
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
