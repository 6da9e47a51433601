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
 * <p>A peer may have to be authenticated all the same, by its address (RFC 27, The NULL Mechanism).
 * As in libzmq that happens as soon as it has greeted, and READY waits for it.
 */
public final class NullMechanism implements Mechanism {

  private final Metadata own;
  private final boolean server;
  private final boolean authenticates;
  private final AuthenticationState authentication = new AuthenticationState();
  private boolean accepted;
  private boolean sent;
  private @Nullable Metadata peer;

  /** The client of a handshake, to whom any peer will do. */
  public NullMechanism(Metadata own) {
    this(own, false, false);
  }

  /** A {@code server} waits for the peer's READY before it sends its own. */
  public NullMechanism(Metadata own, boolean server, boolean authenticates) {
    this.own = own;
    this.server = server;
    this.authenticates = authenticates;
    this.accepted = !authenticates;
  }

  @Override
  public String name() {
    return "NULL";
  }

  @Override
  public boolean isSecure() {
    return authenticates;
  }

  /** RFC 37 wants the field to be zero on both sides. */
  @Override
  public boolean asServer() {
    return false;
  }

  @Override
  public @Nullable Command next() {
    if (!isLastWordDue()) {
      return authentication.error();
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
    if (authenticates) {
      authentication.ask(List.of());
    }
  }

  /** None: a peer is authenticated by its address. */
  @Override
  public @Nullable List<byte[]> credentials() {
    return authentication.takeCredentials();
  }

  @Override
  public void accept() {
    authentication.accept();
    accepted = true;
  }

  @Override
  public void refuse(int status) {
    authentication.refuse(status);
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
