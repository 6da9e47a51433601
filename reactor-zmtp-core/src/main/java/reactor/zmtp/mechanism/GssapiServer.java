package reactor.zmtp.mechanism;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Metadata;

/** Server of GSSAPI (RFC 38): the acceptor of the security context. */
public final class GssapiServer extends AuthenticatingServer {

  private enum State {
    AWAIT_TOKEN,
    STEP,
    SEND_TOKEN,
    AWAIT_NOTHING,
    AUTHENTICATE,
    SEND_READY,
    AWAIT_READY,
    COMPLETE
  }

  private final Metadata own;
  private final GssNegotiation negotiation;

  private State state = State.AWAIT_TOKEN;
  private byte[] token = {};
  private byte @Nullable [] principal;
  private @Nullable Metadata peer;

  public GssapiServer(Metadata own, GssContexts contexts, boolean plaintext) {
    this.own = own;
    this.negotiation = new GssNegotiation(contexts, plaintext);
  }

  @Override
  public String name() {
    return GssapiCommands.NAME;
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
      negotiation.protect();
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
        return GssapiCommands.ready(own, negotiation.box());
      }
      default -> {
        return error();
      }
    }
  }

  @Override
  public void receive(Command command) {
    if (state == State.AWAIT_TOKEN && command.is(GssapiCommands.INITIATE)) {
      negotiation.step(GssapiCommands.token(command));
      state = State.STEP;
    } else if (state == State.AWAIT_READY) {
      peer = GssapiCommands.metadata(command, negotiation.box());
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

  /** The client has accepted the server's last token, and has proven by that who it is. */
  @Override
  public void receiveNothing() {
    byte[] who = principal;
    if (state != State.AWAIT_NOTHING || who == null) {
      super.receiveNothing();
      return;
    }
    authenticate(List.of(who));
    state = State.AUTHENTICATE;
  }

  @Override
  void accepted() {
    state = State.SEND_READY;
  }

  @Override
  public boolean isLastWordDue() {
    return state == State.SEND_READY;
  }

  @Override
  public boolean isComplete() {
    return state == State.COMPLETE;
  }

  @Override
  public @Nullable Metadata peerMetadata() {
    return peer;
  }

  @Override
  public @Nullable String closingMeans() {
    return state == State.AWAIT_READY ? HandshakeErrors.NOT_WANTED : null;
  }

  @Override
  public @Nullable FrameBox frameBox() {
    return negotiation.handOver();
  }

  @Override
  public int overhead() {
    return negotiation.overhead();
  }

  @Override
  public void forget() {
    negotiation.forget();
  }
}
