package reactor.zmtp.pattern;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/**
 * The requests of a REP's peers and their replies (RFC 28). Peers that have requests take turns,
 * and so do the envelopes of one peer. A reply goes back through the envelope of its request, and
 * is the reply to the oldest request of that envelope, since only one is served at a time.
 */
public final class Replies implements SendStrategy, WriteListener {

  /** One request. */
  public static final class Request {

    private final Asker peer;
    final DefaultMessage whole;

    /** The one after it in its line. */
    @Nullable Request next;

    /** Whether it counts for the mark of its pipe. */
    boolean setAside;

    Request(Asker peer, DefaultMessage whole, boolean setAside) {
      this.peer = peer;
      this.whole = whole;
      this.setAside = setAside;
    }

    /**
     * Who asked.
     *
     * @return the peer's pipe
     */
    public Pipe pipe() {
      return peer.pipe();
    }

    /**
     * What is asked.
     *
     * @return the message without its envelope
     */
    public DefaultMessage message() {
      return whole.withoutFirst(Envelope.length(whole));
    }
  }

  private final Runnable onTurn;
  private final Map<Pipe, Asker> peers = new HashMap<>();

  /** Those with requests that are due, each once. */
  private final ArrayDeque<Asker> ready = new ArrayDeque<>();

  /** Those with replies that wait for room. */
  private final ArrayDeque<Asker> full = new ArrayDeque<>();

  private long queued;
  private long mostQueued;
  private long held;
  private long unwritten;
  private long sent;
  private boolean abandoned;

  /**
   * No peers.
   *
   * @param onTurn is told when a request may be served that had to wait for an older reply to go
   */
  public Replies(Runnable onTurn) {
    this.onTurn = onTurn;
  }

  // Requests.

  /**
   * A request came and none of its peer waits in the pipe.
   *
   * @param pipe the peer
   * @param request the whole message, which has an envelope
   * @return the request if it is to be served now; null if it must wait in its pipe
   */
  public @Nullable Request take(Pipe pipe, DefaultMessage request) {
    Asker peer = peers.get(pipe);
    return peer == null || !ready.isEmpty() ? null : peer.take(request);
  }

  /**
   * A request waits in its pipe. It is set aside there, for the one after it may be another
   * client's.
   *
   * @param pipe the peer
   */
  public void queued(Pipe pipe) {
    Asker peer = peers.get(pipe);
    DefaultMessage request = pipe.setAside();
    if (peer != null && request != null) {
      count(1);
      peer.add(request);
      turn(peer);
    }
  }

  private void count(int more) {
    queued += more;
    mostQueued = Math.max(mostQueued, queued);
  }

  private void turn(Asker peer) {
    if (peer.takesTurn()) {
      ready.add(peer);
    }
  }

  /**
   * Takes the next request that waits.
   *
   * @return the request that is to be served now, or null if none may be
   */
  public @Nullable Request next() {
    for (Asker peer = ready.poll(); peer != null; peer = ready.poll()) {
      peer.hadTurn();
      if (peer.isDue()) {
        queued--;
        Request request = peer.next();
        turn(peer);
        return request;
      }
    }
    return null;
  }

  /**
   * A request will not be served now: it waits again, before all others of its peer.
   *
   * @param request the request
   */
  public void putBack(Request request) {
    count(1);
    request.peer.putBack(request);
    if (request.peer.takesTurn()) {
      ready.addFirst(request.peer);
    }
  }

  // Replies.

  /**
   * Sends the reply to a request that is being served, when there is room; the peer's next requests
   * wait until then.
   *
   * @param request the request
   * @param reply the message without an envelope
   * @return false if the peer is gone
   */
  public boolean reply(Request request, DefaultMessage reply) {
    Asker peer = request.peer;
    peer.served(request);
    if (!peer.isGone()) {
      DefaultMessage whole = reply.withFirst(request.whole, Envelope.length(request.whole));
      if (peer.hasReplies() || !peer.pipe().hasRoom()) {
        hold(peer, whole);
      } else {
        send(peer, whole);
      }
    }
    turn(peer);
    return !peer.isGone();
  }

  private void hold(Asker peer, DefaultMessage whole) {
    if (!peer.hasReplies()) {
      full.add(peer);
    }
    held++;
    peer.hold(whole);
  }

  private void send(Asker peer, DefaultMessage whole) {
    unwritten++; // first, since it may be written at once
    peer.pipe().send(whole, this);
  }

  @Override
  public boolean sendWaiting() {
    boolean turns = false;
    for (Iterator<Asker> all = full.iterator(); all.hasNext(); ) {
      Asker peer = all.next();
      for (DefaultMessage reply = peer.sendable(); reply != null; reply = peer.sendable()) {
        held--;
        send(peer, reply);
      }
      if (!peer.hasReplies()) {
        all.remove();
        turn(peer);
        turns = true;
      }
    }
    if (turns) {
      onTurn.run();
    }
    return false;
  }

  @Override
  public void written(int messages) {
    unwritten -= messages;
    sent += messages;
  }

  // Peers.

  @Override
  public void add(Pipe pipe) {
    peers.put(pipe, new Asker(pipe));
  }

  /** Nothing more is sent; what it asked, and may still ask of what was read, is served. */
  @Override
  public void remove(Pipe pipe) {}

  /**
   * A peer went. What it asked before is still served, and what was read and is not decoded yet.
   *
   * @param pipe its pipe
   * @return how many replies it will not get, but for those that were abandoned
   */
  public long lost(Pipe pipe) {
    Asker peer = peers.get(pipe);
    if (peer == null) {
      return 0;
    }
    long lost = 0;
    while (pipe.firstUnwritten() != null) {
      lost += pipe.firstUnwrittenOrigin() == this ? 1 : 0;
      pipe.removeFirstUnwritten();
    }
    unwritten -= lost;
    int waiting = peer.gone();
    if (waiting > 0) {
      full.remove(peer);
      held -= waiting;
      lost += waiting;
      turn(peer);
      onTurn.run();
    }
    return abandoned ? 0 : lost;
  }

  /**
   * A peer that went asks nothing more.
   *
   * @param pipe its pipe
   */
  public void ended(Pipe pipe) {
    peers.remove(pipe);
  }

  // Figures, and the end.

  /**
   * Gives up the requests that wait.
   *
   * @return how many
   */
  public long discard() {
    long discarded = queued;
    ready.forEach(Asker::discard); // some have ended
    peers.values().forEach(Asker::discard);
    ready.clear();
    queued = 0;
    return discarded;
  }

  /**
   * How many requests wait.
   *
   * @return their number
   */
  public long queued() {
    return queued;
  }

  /**
   * How many requests ever waited at most.
   *
   * @return their number
   */
  public long mostQueued() {
    return mostQueued;
  }

  @Override
  public long waiting() {
    return unwritten + held;
  }

  @Override
  public void abandon() {
    abandoned = true;
  }

  @Override
  public long sent() {
    return sent;
  }

  // What publishers publish is not for a REP.

  @Override
  public boolean offer(DefaultMessage message, WriteListener listener) {
    throw new IllegalStateException("a REP sends replies alone");
  }

  @Override
  public long capacity() {
    return 0;
  }
}
