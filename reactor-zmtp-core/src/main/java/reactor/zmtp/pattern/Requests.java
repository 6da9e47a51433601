package reactor.zmtp.pattern;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.DisposedException;
import reactor.zmtp.NoReplyException;
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

  /** What a message from a peer turned out to be. */
  public enum Outcome {
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

  private final Mode mode;
  private final boolean resend;
  private final LoadBalancer free = new LoadBalancer();
  private final Set<Pipe> inDebt = new LinkedHashSet<>();
  private final Set<OutgoingRequest> again = new LinkedHashSet<>();
  private final Set<OutgoingRequest> waiting = new LinkedHashSet<>();
  private final RequestIds ids;
  private @Nullable OutgoingRequest outstanding;
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
  public void add(OutgoingRequest request) {
    if (mode == Mode.NEWEST) {
      failAll(
          () ->
              new NoReplyException(
                  "a newer request took the place of this one, as relaxed(true) says; with"
                      + " correlate(true) each would get its reply"));
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

  private void failAll(Supplier<ZmqException> why) {
    List<OutgoingRequest> all = new ArrayList<>(again);
    all.addAll(waiting);
    if (outstanding != null) {
      all.add(outstanding);
    }
    ids.addAllOf(null, all);
    for (OutgoingRequest each : all) {
      forget(each);
      each.fail(why.get());
    }
  }

  /** Cancels a request: nobody waits for its reply any more. */
  public void forget(OutgoingRequest request) {
    if (!request.end()) {
      return;
    }
    Pipe pipe = request.pipe();
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

  private OutgoingRequest pollWaiting() {
    Iterator<OutgoingRequest> first = (again.isEmpty() ? waiting : again).iterator();
    OutgoingRequest request = first.next();
    first.remove();
    return request;
  }

  private void send(OutgoingRequest request, Pipe pipe) {
    request.boundTo(pipe);
    DefaultMessage whole = request.message().withFirst(DELIMITER);
    if (mode == Mode.CORRELATED) {
      ids.add(request);
      whole = whole.withFirst(RequestIds.bytes(request.id()));
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

  // Replies.

  public Outcome receive(Pipe pipe, DefaultMessage message) {
    return mode == Mode.CORRELATED ? correlate(pipe, message) : expect(pipe, message);
  }

  private Outcome correlate(Pipe pipe, DefaultMessage message) {
    if (message.size() < 3 || message.length(0) != RequestIds.LENGTH || message.length(1) != 0) {
      return Outcome.MALFORMED;
    }
    OutgoingRequest request = ids.get(message.array(0));
    if (request == null || !request.isOwedBy(pipe)) {
      return Outcome.UNEXPECTED;
    }
    ids.remove(request);
    request.end();
    return request.reply(message.withoutFirst(2)) ? Outcome.REPLY : Outcome.UNEXPECTED;
  }

  private Outcome expect(Pipe pipe, DefaultMessage message) {
    if (message.size() < 2 || message.length(0) != 0) {
      return Outcome.MALFORMED;
    }
    OutgoingRequest request = outstanding;
    if (request != null && request.isOwedBy(pipe)) {
      outstanding = null;
      free.add(pipe);
      request.end();
      return request.reply(message.withoutFirst()) ? Outcome.REPLY : Outcome.UNEXPECTED;
    }
    if (inDebt.remove(pipe)) {
      free.add(pipe);
    }
    return Outcome.UNEXPECTED;
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
    List<OutgoingRequest> unanswered = new ArrayList<>();
    if (mode == Mode.CORRELATED) {
      ids.addAllOf(pipe, unanswered);
    } else if (outstanding != null && outstanding.isFor(pipe)) {
      unanswered.add(outstanding);
      outstanding = null;
    }
    WriteListener cutShort = pipe.isFirstCutShort() ? pipe.firstUnwrittenOrigin() : null;
    takeBackUnwritten(pipe);
    for (OutgoingRequest each : unanswered) {
      if (mode == Mode.CORRELATED) {
        ids.remove(each);
      }
      String reason = each.whyNotAgain(pipe, resend, each == cutShort, cause);
      if (reason == null) {
        each.unbound();
        again.add(each);
      } else {
        each.end();
        each.fail(new NoReplyException(reason, cause));
      }
    }
  }

  private void takeBackUnwritten(Pipe pipe) {
    while (pipe.firstUnwritten() != null) {
      WriteListener listener = pipe.firstUnwrittenOrigin();
      pipe.removeFirstUnwritten();
      if (listener instanceof OutgoingRequest) {
        unwritten--;
      } else {
        listener.written(1);
      }
    }
  }

  @Override
  public void stop() {
    failAll(
        () ->
            new DisposedException("the socket was disposed of before this request got its reply"));
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

  void written(int messages) {
    unwritten -= messages;
    sent += messages;
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
