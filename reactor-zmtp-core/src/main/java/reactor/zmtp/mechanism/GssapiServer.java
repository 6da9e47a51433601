package reactor.zmtp.mechanism;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Metadata;

/** The server of GSSAPI (RFC 38): the acceptor of the security context. */
public final class GssapiServer implements Mechanism {

  private enum State {
    AWAIT_TOKEN,
    STEP,
    SEND_TOKEN,
    AWAIT_NOTHING,
    JUDGE,
    SEND_READY,
    AWAIT_READY,
    COMPLETE,
    REFUSED
  }

  private final Metadata own;
  private final boolean plaintext;
  private final GssNegotiation negotiation;
  private final Verdict verdict = new Verdict();

  private State state = State.AWAIT_TOKEN;
  private byte[] token = {};
  private byte @Nullable [] principal;
  private @Nullable GssFrameBox box;
  private @Nullable Metadata peer;

  /**
   * A handshake yet to begin.
   *
   * @param own what we say of ourselves
   * @param contexts where the security context comes from
   * @param plaintext whether nothing is encrypted
   */
  public GssapiServer(Metadata own, GssContexts contexts, boolean plaintext) {
    this.own = own;
    this.negotiation = new GssNegotiation(contexts);
    this.plaintext = plaintext;
  }

  @Override
  public String name() {
    return GssapiCommands.NAME;
  }

  @Override
  public boolean asServer() {
    return true;
  }

  @Override
  public @Nullable Runnable work() {
    return negotiation.takeStep();
  }

  @Override
  public void worked() {
    token = negotiation.stepped();
    if (token.length == 0) {
      throw new AuthenticationException(
          400, "the peer does not ask GSSAPI for a proof of who this side is, as it has to");
    }
    if (negotiation.context().isEstablished()) {
      principal = GssapiCommands.principal(negotiation.context());
      box = GssapiCommands.box(negotiation.context(), plaintext);
    }
    state = State.SEND_TOKEN;
  }

  @Override
  public @Nullable Command next() {
    switch (state) {
      case SEND_TOKEN -> {
        state = principal == null ? State.AWAIT_TOKEN : State.AWAIT_NOTHING;
        return GssapiCommands.initiate(token);
      }
      case SEND_READY -> {
        state = State.AWAIT_READY;
        return GssapiCommands.ready(own, box);
      }
      default -> {
        return verdict.error();
      }
    }
  }

  @Override
  public void receive(Command command) {
    if (state == State.AWAIT_TOKEN && command.is(GssapiCommands.INITIATE)) {
      negotiation.step(GssapiCommands.token(command));
      state = State.STEP;
    } else if (state == State.AWAIT_READY) {
      peer = GssapiCommands.metadata(command, box);
      state = State.COMPLETE;
    } else {
      throw HandshakeErrors.unexpected(
          GssapiCommands.NAME,
          command,
          switch (state) {
            case AWAIT_TOKEN -> "INITIATE";
            case AWAIT_NOTHING -> "an empty one";
            default -> "no command";
          });
    }
  }

  /** The client has accepted the server's last token, and with that has proven who it is. */
  @Override
  public void receiveNothing() {
    byte[] who = principal;
    if (state != State.AWAIT_NOTHING || who == null) {
      Mechanism.super.receiveNothing();
      return;
    }
    verdict.ask(List.of(who));
    state = State.JUDGE;
  }

  @Override
  public @Nullable List<byte[]> credentials() {
    return verdict.takeCredentials();
  }

  @Override
  public void accept() {
    verdict.accept();
    state = State.SEND_READY;
  }

  @Override
  public void refuse(int status) {
    verdict.refuse(status);
    state = State.REFUSED;
  }

  @Override
  public boolean isComplete() {
    return state == State.COMPLETE;
  }

  @Override
  public Metadata peerMetadata() {
    if (state != State.COMPLETE || peer == null) {
      throw new IllegalStateException("the GSSAPI handshake is not complete");
    }
    return peer;
  }

  @Override
  public @Nullable FrameBox frameBox() {
    if (box != null) {
      negotiation.handOver();
    }
    return box;
  }

  @Override
  public int overhead() {
    if (box != null) {
      return box.overhead();
    }
    return plaintext ? 0 : GssFrameBox.MOST_OVERHEAD;
  }

  @Override
  public void forget() {
    negotiation.forget();
  }
}
