package reactor.zmtp.mechanism;

import java.util.concurrent.atomic.AtomicReference;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;

/**
 * Security context that two sides establish, token by token, and the box that is made of it. A step
 * may block and is taken on another thread; while it lasts the context is that thread's, else the
 * connection's.
 */
final class GssNegotiation {

  /** Kerberos takes one on the server's side and two on the client's. */
  static final int MOST_STEPS = 8;

  private static final byte[] NO_TOKEN = {};

  private final GssContexts contexts;
  private final boolean plaintext;
  private @Nullable GSSContext context;
  private int steps;
  private @Nullable Step due;
  private @Nullable Step underway;
  private @Nullable GssFrameBox box;
  private boolean handedOver;

  GssNegotiation(GssContexts contexts, boolean plaintext) {
    this.contexts = contexts;
    this.plaintext = plaintext;
  }

  /** Takes a token that has come, or an empty one to begin with. */
  void step(byte[] token) {
    if (++steps > MOST_STEPS) {
      throw new ProtocolException(
          Rule.UNEXPECTED_COMMAND,
          "the GSSAPI handshake takes more than " + MOST_STEPS + " tokens of the peer");
    }
    due = new Step(token);
  }

  /** The step to take on another thread, given once. */
  @Nullable Runnable takeStep() {
    Step taken = due;
    if (taken != null) {
      due = null;
      underway = taken;
    }
    return taken;
  }

  /** Ends the step and returns what to send to the peer, perhaps nothing. */
  byte[] stepped() {
    Step over = underway;
    if (over == null) {
      throw new IllegalStateException("no step of the GSSAPI handshake is under way");
    }
    underway = null;
    if (over.failure != null) {
      throw failed(over.failure);
    }
    return over.result;
  }

  /** The words are Kerberos's, with names and reasons in them, but no keys. */
  static AuthenticationException failed(Throwable failure) {
    AuthenticationException wrapped =
        new AuthenticationException(
            failure instanceof GSSException ? 400 : 500, "GSSAPI failed: " + failure.getMessage());
    wrapped.initCause(failure);
    return wrapped;
  }

  GSSContext context() {
    GSSContext established = context;
    if (established == null) {
      throw new IllegalStateException("the GSSAPI handshake has not begun");
    }
    return established;
  }

  /** From now on the established context protects what is said, unless in plaintext. */
  void protect() {
    if (plaintext) {
      return;
    }
    GSSContext established = context();
    if (!established.getConfState() || !established.getIntegState()) {
      throw new AuthenticationException(
          400, "GSSAPI cannot encrypt with this peer; plaintext(true) on both sides would do");
    }
    // Either is enough for the JDK to number all messages; libzmq asks for the first alone.
    if (!established.getReplayDetState() && !established.getSequenceDetState()) {
      throw new AuthenticationException(
          400,
          "the GSSAPI peer has asked for no detection of messages that are missing or replayed");
    }
    box = new GssFrameBox(established);
  }

  /** For the commands of the handshake; null until then, and in plaintext. */
  @Nullable GssFrameBox box() {
    return box;
  }

  /** The box for the frames after the handshake. Whoever takes it disposes of the context. */
  @Nullable FrameBox handOver() {
    handedOver = box != null;
    return box;
  }

  int overhead() {
    if (box != null) {
      return box.overhead();
    }
    return plaintext ? 0 : GssFrameBox.MOST_OVERHEAD;
  }

  /** Disposes of the context as soon as nobody uses it any more. */
  void forget() {
    if (!handedOver && (underway == null || underway.leave())) {
      dispose();
    }
  }

  private void dispose() {
    if (context != null) {
      dispose(context);
    }
  }

  static void dispose(GSSContext context) {
    try {
      context.dispose();
    } catch (GSSException e) {
      // It is of no use any more, whether it says so or not.
    }
  }

  private enum Phase {
    DUE,
    RUNNING,
    OVER
  }

  private final class Step implements Runnable {

    private final byte[] token;

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.DUE);

    private byte[] result = NO_TOKEN;
    private @Nullable Throwable failure;

    Step(byte[] token) {
      this.token = token;
    }

    @Override
    public void run() {
      if (!phase.compareAndSet(Phase.DUE, Phase.RUNNING)) {
        return;
      }
      try {
        take();
      } catch (Throwable e) {
        failure = e; // whatever a peer's token does to the JDK, it costs this connection alone
      }
      if (!phase.compareAndSet(Phase.RUNNING, Phase.OVER)) {
        dispose();
      }
    }

    /**
     * Leaves the context behind, since the connection is gone. Returns whether nobody uses it, now
     * or later.
     */
    boolean leave() {
      return phase.getAndSet(Phase.OVER) != Phase.RUNNING;
    }

    private void take() throws GSSException {
      GSSContext mine = context;
      if (mine == null) {
        mine = contexts.create();
        context = mine;
      }
      byte[] answer = contexts.step(mine, token);
      if (answer != null) {
        result = answer;
      }
    }
  }
}
