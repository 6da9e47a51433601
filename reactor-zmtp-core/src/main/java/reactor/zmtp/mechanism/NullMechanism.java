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
 * <p>As the RFC has it, the server, which is the side that binds, waits for the client's READY: a
 * client that it does not want never sees one, and keeps its messages. libzmq's server does not
 * wait, which makes no difference to a client. Like libzmq, and as the RFC's grammar has it, the
 * handshake knows READY and ERROR only: any other command, even one that is ignored later, is
 * refused.
 *
 * <p>A peer may have to be let in all the same, for where it is (RFC 27, The NULL Mechanism). As in
 * libzmq it is judged as soon as it has greeted, and READY waits for that.
 */
public final class NullMechanism implements Mechanism {

  private final Metadata own;
  private final boolean server;
  private final boolean judged;
  private final Verdict verdict = new Verdict();
  private boolean accepted;
  private boolean sent;
  private @Nullable Metadata peer;

  /**
   * The client of a handshake yet to begin, to whom any peer will do.
   *
   * @param own what we say of ourselves
   */
  public NullMechanism(Metadata own) {
    this(own, false, false);
  }

  /**
   * A handshake yet to begin.
   *
   * @param own what we say of ourselves
   * @param server whether the peer has to say first who it is
   * @param judged whether somebody judges the peer before it is told anything
   */
  public NullMechanism(Metadata own, boolean server, boolean judged) {
    this.own = own;
    this.server = server;
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

  /** RFC 37 wants the field to be zero on both sides. */
  @Override
  public boolean asServer() {
    return false;
  }

  @Override
  public @Nullable Command next() {
    if (!isLastWordDue()) {
      return verdict.error();
    }
    sent = true;
    return Command.ready(own);
  }

  @Override
  public boolean isLastWordDue() {
    return !sent && accepted && (peer != null || !server);
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
  public @Nullable Metadata peerMetadata() {
    return peer;
  }

  @Override
  public @Nullable String closingMeans() {
    return sent && peer == null ? HandshakeErrors.NOT_WANTED : null;
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
