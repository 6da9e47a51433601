package reactor.zmtp.mechanism;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.Metadata;

/** Client of GSSAPI (RFC 38): the initiator of the security context. */
public final class GssapiClient implements Mechanism {

  private enum State {
    BEGIN,
    STEP,
    SEND_TOKEN,
    AWAIT_TOKEN,
    AWAIT_READY,
    SEND_READY,
    COMPLETE
  }

  private final Metadata own;
  private final GssNegotiation negotiation;

  private State state = State.BEGIN;
  private byte[] token = {};
  private boolean established;
  private @Nullable Metadata peer;

  public GssapiClient(Metadata own, GssContexts contexts, boolean plaintext) {
    this.own = own;
    this.negotiation = new GssNegotiation(contexts, plaintext);
  }

  @Override
  public String name() {
    return GssapiCommands.NAME;
  }

  @Override
  public boolean asServer() {
    return false;
  }

  // The KDC is not asked for a peer that has another mechanism.
  @Override
  public void receive(Greeting greeting) {
    Mechanism.super.receive(greeting);
    negotiation.step(token);
    state = State.STEP;
  }

  @Override
  public @Nullable Runnable work() {
    return negotiation.takeStep();
  }

  @Override
  public void worked() {
    token = negotiation.stepped();
    if (negotiation.context().isEstablished()) {
      if (!negotiation.context().getMutualAuthState()) {
        throw new AuthenticationException(400, "GSSAPI does not prove who the server is");
      }
      established = true;
      negotiation.protect();
    }
    state = State.SEND_TOKEN;
  }

  @Override
  public @Nullable Command next() {
    switch (state) {
      case SEND_TOKEN -> {
        state = established ? State.AWAIT_READY : State.AWAIT_TOKEN;
        // libzmq's server waits for a last word, whatever it is.
        return token.length == 0 ? Command.NOTHING : GssapiCommands.initiate(token);
      }
      case SEND_READY -> {
        state = State.COMPLETE;
        return GssapiCommands.ready(own, negotiation.box());
      }
      default -> {
        return null;
      }
    }
  }

  @Override
  public void receive(Command command) {
    boolean waiting = state == State.AWAIT_TOKEN || state == State.AWAIT_READY;
    if (waiting && command.is(Command.ERROR)) {
      throw HandshakeErrors.refused(command);
    }
    if (state == State.AWAIT_TOKEN && command.is(GssapiCommands.INITIATE)) {
      negotiation.step(GssapiCommands.token(command));
      state = State.STEP;
    } else if (state == State.AWAIT_READY) {
      peer = GssapiCommands.metadata(command, negotiation.box());
      state = State.SEND_READY;
    } else {
      throw HandshakeErrors.unexpected(
          GssapiCommands.NAME,
          command,
          state == State.AWAIT_TOKEN ? "INITIATE or ERROR" : "no command");
    }
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
