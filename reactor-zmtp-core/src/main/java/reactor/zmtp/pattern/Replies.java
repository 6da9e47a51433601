package reactor.zmtp.pattern;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/**
 * Requests of peers and their replies (RFC 28). Peers that have requests take turns, and so do the
 * envelopes of one peer. A reply goes back through the envelope of its request, and is the reply to
 * the oldest request of that envelope, since only one is served at a time.
 */
public final class Replies implements SendStrategy, WriteListener {

  private final Runnable onTurn;
  private final Map<Pipe, Asker> peers = new HashMap<>();

  /** Peers with requests that are due, each once. */
  private final ArrayDeque<Asker> ready = new ArrayDeque<>();

  /** Peers with replies that wait for room. */
  private final ArrayDeque<Asker> full = new ArrayDeque<>();

  private long queued;
  private long mostQueued;
  private long held;
  private long unwritten;
  private long sent;
  private boolean abandoned;

  /**
   * {@code onTurn} is run when a request may be served that had to wait for an older reply to go.
   */
  public Replies(Runnable onTurn) {
    this.onTurn = onTurn;
  }

  // Requests.

  /**
   * Takes a whole request of a peer of which none waits in the pipe. Returns it if it is to be
   * served now, and null if it must wait in its pipe.
   */
  public @Nullable IncomingRequest take(Pipe pipe, DefaultMessage request) {
    Asker peer = peers.get(pipe);
    return peer == null || !ready.isEmpty() ? null : peer.take(request);
  }

  /** Sets a request aside that waits in its pipe, for the one after it may be another client's. */
  public void queued(Pipe pipe) {
    Asker peer = peers.get(pipe);
    DefaultMessage request = pipe.setAside();
    if (peer != null && request != null) {
      add(peer, request);
    }
  }

  private void add(Asker peer, DefaultMessage request) {
    count(1);
    peer.add(request);
    turn(peer);
  }

  /**
   * Sets all requests aside that wait in a pipe, which may be that of a peer that went, and drops
   * what is none.
   */
  public void adopt(Pipe pipe, Predicate<DefaultMessage> isRequest) {
    Asker present = peers.get(pipe);
    Asker peer = present == null ? new Asker(pipe) : present;
    if (present == null) {
      peer.gone();
    }
    for (DefaultMessage next = pipe.setAside(); next != null; next = pipe.setAside()) {
      if (isRequest.test(next)) {
        add(peer, next);
      } else {
        pipe.release(next);
      }
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

  /** Takes the next request that is to be served now; null if none may be. */
  public @Nullable IncomingRequest next() {
    for (Asker peer = ready.poll(); peer != null; peer = ready.poll()) {
      peer.hadTurn();
      if (peer.isDue()) {
        queued--;
        IncomingRequest request = peer.next();
        turn(peer);
        return request;
      }
    }
    return null;
  }

  /**
   * Puts a request back that will not be served now: it waits again, before all others of its peer.
   */
  public void putBack(IncomingRequest request) {
    count(1);
    request.asker().putBack(request);
    if (request.asker().takesTurn()) {
      ready.addFirst(request.asker());
    }
  }

  // Replies.

  /**
   * Sends the reply to a request that is being served, without its envelope, when there is room;
   * the peer's next requests wait until then. Returns false if the peer is gone.
   */
  public boolean reply(IncomingRequest request, DefaultMessage reply) {
    Asker peer = request.asker();
    peer.served(request);
    if (!peer.isGone()) {
      DefaultMessage whole = request.withEnvelope(reply);
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
   * Ends the replies to a peer that went, and returns how many it will not get, but for those that
   * were abandoned. What it asked before is still served, and what was read and is not decoded yet.
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
    long unsent = gone(pipe);
    return abandoned ? 0 : lost + unsent;
  }

  /** As {@link #lost}, but for what was sent and not written, which is somebody else's to count. */
  public long gone(Pipe pipe) {
    Asker peer = peers.get(pipe);
    int waiting = peer == null ? 0 : peer.gone();
    if (peer != null && waiting > 0) {
      full.remove(peer);
      held -= waiting;
      turn(peer);
      onTurn.run();
    }
    return abandoned ? 0 : waiting;
  }

  @Override
  public void givenUp(int messages) {
    unwritten -= messages;
  }

  /** The peer went, and asks nothing more. */
  public void ended(Pipe pipe) {
    peers.remove(pipe);
  }

  // Figures, and the end.

  /** Discards the requests that wait and returns how many. */
  public long discard() {
    long discarded = queued;
    ready.forEach(Asker::discard); // some have ended
    peers.values().forEach(Asker::discard);
    ready.clear();
    queued = 0;
    return discarded;
  }

  public long queued() {
    return queued;
  }

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
