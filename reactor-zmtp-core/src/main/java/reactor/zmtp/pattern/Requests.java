package reactor.zmtp.pattern;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.DisposedException;
import reactor.zmtp.NoReplyException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ZmqException;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/**
 * Requests of a REQ (RFC 28): those that wait for their turn or for a peer, and those that wait for
 * their reply. A request is bound to a peer only when that peer's channel takes bytes now, and only
 * a reply of that peer is its reply.
 *
 * <p>Without request ids a reply is known by the connection it comes through alone. So a peer that
 * owes a reply gets no other request, also when nobody waits for that reply any more; and if there
 * is no other peer, its connection is closed, to be made again. libzmq's relaxed REQ goes on with
 * the same connection and may take the one reply for the other.
 */
public final class Requests implements SendStrategy {

  private static final byte[] DELIMITER = {};
  private static final int ID_LENGTH = 4;

  /** A request that was cut short, or had a reply that broke the protocol, is tried once more. */
  private static final int MOST_ERRORS = 1;

  /** A peer that goes after each try may go because of it. */
  private static final int MOST_RESENDS = 5;

  /** What a message from a peer turned out to be. */
  public enum Verdict {
    /** A reply, and its request has it. */
    REPLY,
    /** Of a reply's form, but no request waits for it: it was cancelled, or never made. */
    UNEXPECTED,
    MALFORMED
  }

  public enum Mode {
    /** The others wait. */
    ONE_AT_A_TIME,
    /** The newest alone, which takes the place of an older one. */
    NEWEST,
    /** Any number at a time, each with an id. */
    CORRELATED
  }

  /** Request of a REQ, and the subscriber that waits for its reply. */
  public abstract static class Request implements WriteListener {

    private final Requests requests;
    private final DefaultMessage message;
    private int id;
    private @Nullable Pipe pipe;
    private boolean written;
    private boolean over;

    private int errors;
    private int resends;

    /** The message comes without an envelope. */
    protected Request(Requests requests, DefaultMessage message) {
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

    @Override
    public final void written(int messages) {
      written = true;
      requests.unwritten -= messages;
      requests.sent += messages;
    }

    final int id() {
      return id;
    }

    final boolean isFor(Pipe peer) {
      return pipe == peer;
    }
  }

  private final Mode mode;
  private final boolean resend;
  private final LoadBalancer free = new LoadBalancer();
  private final Set<Pipe> inDebt = new LinkedHashSet<>();
  private final Set<Request> again = new LinkedHashSet<>();
  private final Set<Request> waiting = new LinkedHashSet<>();
  private final RequestIds ids;
  private @Nullable Request outstanding;
  private long unwritten;
  private long sent;

  /** With {@code resend} a request whose peer went goes out again. */
  public Requests(Mode mode, boolean resend, int firstId) {
    this.mode = mode;
    this.resend = resend;
    this.ids = new RequestIds(firstId);
  }

  // Requests.

  /** Sends a request: at once if a peer can take it now and none waits before it. */
  public void add(Request request) {
    if (mode == Mode.NEWEST) {
      supersede();
    }
    Pipe pipe = isNext() ? free.next() : null;
    if (pipe != null) {
      send(request, pipe);
    } else {
      waiting.add(request);
      sendWaiting();
    }
  }

  private boolean isNext() {
    return outstanding == null && again.isEmpty() && waiting.isEmpty();
  }

  private void supersede() {
    List<Request> older = new ArrayList<>(again);
    older.addAll(waiting);
    if (outstanding != null) {
      older.add(outstanding);
    }
    for (Request each : older) {
      forget(each);
      each.fail(
          new NoReplyException(
              "a newer request took the place of this one, as relaxed(true) says; with"
                  + " correlate(true) each would get its reply"));
    }
  }

  /** Cancels a request: nobody waits for its reply any more. */
  public void forget(Request request) {
    if (request.over) {
      return;
    }
    request.over = true;
    Pipe pipe = request.pipe;
    if (pipe == null) {
      if (!again.remove(request)) {
        waiting.remove(request);
      }
    } else if (mode == Mode.CORRELATED) {
      ids.remove(request);
    } else {
      outstanding = null;
      inDebt.add(pipe);
    }
  }

  @Override
  public boolean sendWaiting() {
    while (!(again.isEmpty() && waiting.isEmpty()) && outstanding == null) {
      Pipe pipe = free.next();
      if (pipe == null) {
        if (free.capacity() == 0) {
          closeInDebt();
        }
        return false;
      }
      send(pollWaiting(), pipe);
    }
    return false;
  }

  private Request pollWaiting() {
    Iterator<Request> first = (again.isEmpty() ? waiting : again).iterator();
    Request request = first.next();
    first.remove();
    return request;
  }

  private void send(Request request, Pipe pipe) {
    request.pipe = pipe;
    request.written = false;
    DefaultMessage whole = request.message.withFirst(DELIMITER);
    if (mode == Mode.CORRELATED) {
      request.id = ids.add(request);
      whole = whole.withFirst(bytes(request.id));
    } else {
      outstanding = request;
      free.remove(pipe);
    }
    unwritten++; // first, since it may be written at once
    pipe.send(whole, request);
  }

  // There is nobody else to ask, and what these say next could be a reply to an older request.
  private void closeInDebt() {
    for (Pipe pipe : inDebt) {
      pipe.close();
    }
  }

  private static byte[] bytes(int id) {
    return new byte[] {(byte) (id >> 24), (byte) (id >> 16), (byte) (id >> 8), (byte) id};
  }

  // Replies.

  public Verdict receive(Pipe pipe, DefaultMessage message) {
    return mode == Mode.CORRELATED ? correlate(pipe, message) : expect(pipe, message);
  }

  private Verdict correlate(Pipe pipe, DefaultMessage message) {
    if (message.size() < 3 || message.length(0) != ID_LENGTH || message.length(1) != 0) {
      return Verdict.MALFORMED;
    }
    byte[] id = message.array(0);
    Request request =
        ids.get((id[0] & 0xff) << 24 | (id[1] & 0xff) << 16 | (id[2] & 0xff) << 8 | (id[3] & 0xff));
    if (request == null || request.pipe != pipe || !request.written) {
      return Verdict.UNEXPECTED;
    }
    ids.remove(request);
    request.over = true;
    return request.reply(message.withoutFirst(2)) ? Verdict.REPLY : Verdict.UNEXPECTED;
  }

  private Verdict expect(Pipe pipe, DefaultMessage message) {
    if (message.size() < 2 || message.length(0) != 0) {
      return Verdict.MALFORMED;
    }
    Request request = outstanding;
    if (request != null && request.pipe == pipe && request.written) {
      outstanding = null;
      free.add(pipe);
      request.over = true;
      return request.reply(message.withoutFirst()) ? Verdict.REPLY : Verdict.UNEXPECTED;
    }
    if (inDebt.remove(pipe)) {
      free.add(pipe);
    }
    return Verdict.UNEXPECTED;
  }

  // Peers.

  @Override
  public void add(Pipe pipe) {
    free.add(pipe);
  }

  @Override
  public void remove(Pipe pipe) {
    free.remove(pipe);
    inDebt.remove(pipe);
  }

  /**
   * Ends a peer that went. What was not written to it goes out to another; a request whose reply it
   * owes fails, or goes out again too.
   */
  public void lost(Pipe pipe, @Nullable Throwable cause) {
    remove(pipe);
    List<Request> unanswered = new ArrayList<>();
    if (mode == Mode.CORRELATED) {
      ids.addAllOf(pipe, unanswered);
    } else if (outstanding != null && outstanding.pipe == pipe) {
      unanswered.add(outstanding);
      outstanding = null;
    }
    WriteListener cutShort = pipe.isFirstCutShort() ? pipe.firstUnwrittenOrigin() : null;
    takeBackUnwritten(pipe);
    for (Request each : unanswered) {
      if (mode == Mode.CORRELATED) {
        ids.remove(each);
      }
      String reason = whyNotAgain(each, each == cutShort, pipe, cause);
      if (reason == null) {
        each.pipe = null;
        again.add(each);
      } else {
        each.over = true;
        each.fail(new NoReplyException(reason, cause));
      }
    }
  }

  private @Nullable String whyNotAgain(
      Request request, boolean cutShort, Pipe pipe, @Nullable Throwable cause) {
    String peer = "the peer at " + pipe.peer().address();
    if (request.written && !resend) {
      return peer + " went before it replied; with resend(true) the request would go out again";
    }
    boolean error = cutShort || (request.written && cause instanceof ProtocolException);
    if (error && ++request.errors > MOST_ERRORS) {
      return "the connection to "
          + peer
          + " ended twice in the midst of this request or of its reply, as it does where"
          + " maxMessageSize allows none so large";
    }
    if (request.written && ++request.resends > MOST_RESENDS) {
      return peer
          + " went before it replied, as did "
          + MOST_RESENDS
          + " before it, which may be because of the request";
    }
    return null;
  }

  private void takeBackUnwritten(Pipe pipe) {
    while (pipe.firstUnwritten() != null) {
      WriteListener listener = pipe.firstUnwrittenOrigin();
      pipe.removeFirstUnwritten();
      if (listener instanceof Request) {
        unwritten--;
      } else {
        listener.written(1);
      }
    }
  }

  @Override
  public void stop() {
    List<Request> all = new ArrayList<>(again);
    all.addAll(waiting);
    if (outstanding != null) {
      all.add(outstanding);
    }
    ids.addAllOf(null, all);
    for (Request each : all) {
      forget(each);
      each.fail(
          new DisposedException("the socket was disposed of before this request got its reply"));
    }
  }

  // Figures.

  /** How many requests wait for their turn, for a peer or for their reply. */
  public int pending() {
    return again.size() + waiting.size() + ids.size() + (outstanding == null ? 0 : 1);
  }

  @Override
  public long waiting() {
    return again.size() + waiting.size() + unwritten;
  }

  @Override
  public long sent() {
    return sent;
  }

  // What publishers publish is not for a REQ.

  @Override
  public boolean offer(DefaultMessage message, WriteListener listener) {
    throw new IllegalStateException("a REQ sends requests alone");
  }

  @Override
  public long capacity() {
    return 0;
  }
}
