package reactor.zmtp.pattern;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;

/**
 * One peer of a REP, and its requests. A peer that correlates has many, and a device has many
 * clients behind it: their envelopes tell them apart. Requests of one envelope stand in line, each
 * until the one before it has its reply; the lines take turns.
 */
final class Asker {

  private final Pipe pipe;

  /** The last request of each line, by the first: the one that is due or being served. */
  private final Map<DefaultMessage, IncomingRequest> lines = new TreeMap<>(Envelope::compare);

  private final ArrayDeque<IncomingRequest> due = new ArrayDeque<>(1);
  private final ArrayDeque<DefaultMessage> replies = new ArrayDeque<>(1);
  private boolean gone;
  private boolean inTurn;

  Asker(Pipe pipe) {
    this.pipe = pipe;
  }

  Pipe pipe() {
    return pipe;
  }

  // Requests.

  /** Takes a request that is in no pipe; null if it must wait. */
  @Nullable IncomingRequest take(DefaultMessage whole) {
    if (!due.isEmpty() || !replies.isEmpty() || lines.containsKey(whole)) {
      return null;
    }
    IncomingRequest request = new IncomingRequest(this, whole, false);
    lines.put(whole, request);
    return request;
  }

  /**
   * Adds a request that goes on counting for the high-water mark of its pipe until it is served.
   */
  void add(DefaultMessage whole) {
    IncomingRequest request = new IncomingRequest(this, whole, true);
    IncomingRequest last = lines.replace(whole, request);
    if (last == null) {
      lines.put(whole, request);
      due.add(request);
    } else {
      last.next = request;
    }
  }

  void putBack(IncomingRequest request) {
    due.addFirst(request);
  }

  /** Whether a request may be served now; none may while a reply waits for room. */
  boolean isDue() {
    return !due.isEmpty() && replies.isEmpty();
  }

  IncomingRequest next() {
    IncomingRequest request = due.remove();
    if (request.setAside) {
      request.setAside = false;
      pipe.release(request.whole);
    }
    return request;
  }

  /** Ends a request that has its reply: the next in its line is due, after all others that are. */
  void served(IncomingRequest request) {
    IncomingRequest last = lines.remove(request.whole);
    IncomingRequest next = request.next;
    if (last != null && next != null) {
      lines.put(next.whole, last);
      due.add(next);
    }
  }

  void discard() {
    due.clear();
    lines.clear();
    pipe.discardInbound();
  }

  /** Whether this is its only place among those whose turn will come. */
  boolean takesTurn() {
    boolean takes = !inTurn && isDue();
    inTurn |= takes;
    return takes;
  }

  void hadTurn() {
    inTurn = false;
  }

  // Replies.

  void hold(DefaultMessage reply) {
    replies.add(reply);
  }

  /** The next reply that there is room for, or null. */
  @Nullable DefaultMessage sendable() {
    return pipe.hasRoom() ? replies.poll() : null;
  }

  boolean hasReplies() {
    return !replies.isEmpty();
  }

  boolean isGone() {
    return gone;
  }

  /**
   * Drops the replies that wait, since nothing more can be sent, and returns how many they were.
   */
  int gone() {
    gone = true;
    int waiting = replies.size();
    replies.clear();
    return waiting;
  }
}
