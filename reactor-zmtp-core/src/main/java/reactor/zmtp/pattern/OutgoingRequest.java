package reactor.zmtp.pattern;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ZmqException;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/** Request of a REQ, from its first try to its reply, and the subscriber that waits for that. */
public abstract class OutgoingRequest implements WriteListener {

  /** A request that was cut short, or had a reply that broke the protocol, is tried once more. */
  private static final int MOST_ERRORS = 1;

  /** A peer that goes after each try may go because of it. */
  private static final int MOST_RESENDS = 5;

  private final Requests requests;
  private final DefaultMessage message;
  private int id;
  private @Nullable Pipe pipe;
  private boolean written;
  private boolean over;

  private int errors;
  private int resends;

  /** The message comes without an envelope. */
  protected OutgoingRequest(Requests requests, DefaultMessage message) {
    this.requests = requests;
    this.message = message;
  }

  /**
   * Delivers the reply, without its envelope; nothing follows. Returns false if the request was
   * cancelled, which {@link Requests#forget} has yet to hear of.
   */
  protected abstract boolean reply(DefaultMessage reply);

  /** Reports that no reply will come; nothing follows. */
  protected abstract void fail(ZmqException why);

  final DefaultMessage message() {
    return message;
  }

  final int id() {
    return id;
  }

  final void id(int given) {
    id = given;
  }

  /** The peer that it was sent to; null while it waits. */
  final @Nullable Pipe pipe() {
    return pipe;
  }

  final void boundTo(Pipe peer) {
    pipe = peer;
    written = false;
  }

  final void unbound() {
    pipe = null;
  }

  @Override
  public final void written(int messages) {
    written = true;
    requests.written(messages);
  }

  final boolean isFor(Pipe peer) {
    return pipe == peer;
  }

  /** Whether a reply of this peer can be the one to this request. */
  final boolean isOwedBy(Pipe peer) {
    return pipe == peer && written;
  }

  /** Returns false if it was over already. */
  final boolean end() {
    boolean ends = !over;
    over = true;
    return ends;
  }

  /** Why it is not sent again now that its peer is lost, or null if it is. */
  final @Nullable String whyNotAgain(
      Pipe lost, boolean resend, boolean cutShort, @Nullable Throwable cause) {
    String peer = "the peer at " + lost.peer().address();
    if (written && !resend) {
      return peer + " went before it replied; with resend(true) the request would go out again";
    }
    boolean error = cutShort || (written && cause instanceof ProtocolException);
    if (error && ++errors > MOST_ERRORS) {
      return "the connection to "
          + peer
          + " ended twice in the midst of this request or of its reply, as it does where"
          + " maxMessageSize allows none so large";
    }
    if (written && ++resends > MOST_RESENDS) {
      return peer
          + " went before it replied, as did "
          + MOST_RESENDS
          + " before it, which may be because of the request";
    }
    return null;
  }
}
