package reactor.zmtp.pattern;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.Frames;
import reactor.zmtp.pipe.Origin;
import reactor.zmtp.pipe.Pipe;

/**
 * The requests of a REP's peers and their replies (RFC 28). One request of each peer is served at a
 * time; peers that have more take turns. A reply goes back through the envelope of its request: all
 * frames up to the first empty one.
 */
public final class Replies implements Outgoing, Origin {

  /** One peer, and what is being done for it. */
  public static final class Client {

    private final Pipe pipe;

    /** Being served, or put back; else null. */
    private @Nullable Frames request;

    private boolean putBack;

    /** Its reply waits for room; else null. */
    private @Nullable Frames reply;

    private boolean gone;

    private Client(Pipe pipe) {
      this.pipe = pipe;
    }

    /**
     * The peer.
     *
     * @return its pipe
     */
    public Pipe pipe() {
      return pipe;
    }

    /**
     * What is to be served.
     *
     * @return the request without its envelope
     */
    public Frames request() {
      Frames whole = Objects.requireNonNull(request, "no request is being served");
      return whole.withoutFirst(envelope(whole));
    }

    private boolean isBusy() {
      return request != null || reply != null;
    }
  }

  private final Runnable onTurn;
  private final Map<Pipe, Client> clients = new HashMap<>();
  private final ArrayDeque<Client> ready = new ArrayDeque<>();
  private final ArrayDeque<Client> full = new ArrayDeque<>();
  private long queued;
  private long mostQueued;
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

  /**
   * The length of a request's envelope.
   *
   * @param request the whole message
   * @return how many frames, with the empty one; 0 if this is no request: it has no empty frame, or
   *     nothing after it
   */
  public static int envelope(Frames request) {
    for (int i = 0; i + 1 < request.size(); i++) {
      if (request.length(i) == 0) {
        return i + 1;
      }
    }
    return 0;
  }

  // Requests.

  /**
   * A request came and none of its peer waits before it.
   *
   * @param pipe the peer
   * @param request the whole message
   * @return the peer, if its request is to be served now; null if it must wait in its pipe
   */
  public @Nullable Client take(Pipe pipe, Frames request) {
    Client client = clients.get(pipe);
    if (client == null || client.isBusy() || !ready.isEmpty()) {
      return null;
    }
    client.request = request;
    return client;
  }

  /**
   * A request waits in its pipe.
   *
   * @param pipe the peer
   */
  public void queued(Pipe pipe) {
    queued++;
    mostQueued = Math.max(mostQueued, queued);
    Client client = clients.get(pipe);
    if (client != null && pipe.queued() == 1 && !client.isBusy()) {
      ready.add(client);
    }
  }

  /**
   * Takes the next request that waits.
   *
   * @return the peer whose request is to be served now, or null if none waits
   */
  public @Nullable Client next() {
    Client client = ready.poll();
    if (client != null && client.putBack) {
      client.putBack = false;
      queued--;
    } else if (client != null) {
      client.request = client.pipe.poll();
      queued--;
    }
    return client;
  }

  /**
   * A request will not be served now: it waits again, before all others of its peer.
   *
   * @param client the peer
   */
  public void putBack(Client client) {
    client.putBack = true;
    queued++;
    ready.addFirst(client);
  }

  // Replies.

  /**
   * Sends the reply to the request that is being served, when there is room; the peer's next
   * request waits until then.
   *
   * @param client the peer
   * @param reply the message without an envelope
   * @return false if the peer is gone
   */
  public boolean reply(Client client, Frames reply) {
    Frames request = Objects.requireNonNull(client.request, "no request is being served");
    client.request = null;
    if (!client.gone) {
      Frames whole = reply.withFirst(request, envelope(request));
      if (client.pipe.hasRoom()) {
        send(client, whole);
      } else {
        client.reply = whole;
        full.add(client);
        return true;
      }
    }
    turn(client);
    return !client.gone;
  }

  private void send(Client client, Frames whole) {
    unwritten++; // first, since it may be written at once
    client.pipe.send(whole, this);
  }

  private void turn(Client client) {
    if (client.pipe.queued() > 0) {
      ready.add(client);
    }
  }

  @Override
  public boolean sendWaiting() {
    boolean gone = false;
    for (Iterator<Client> all = full.iterator(); all.hasNext(); ) {
      Client client = all.next();
      Frames whole = client.reply;
      if (whole != null && client.pipe.hasRoom()) {
        all.remove();
        client.reply = null;
        send(client, whole);
        turn(client);
        gone = true;
      }
    }
    if (gone) {
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
    clients.put(pipe, new Client(pipe));
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
    Client client = clients.get(pipe);
    if (client == null) {
      return 0;
    }
    client.gone = true;
    long lost = 0;
    while (pipe.firstUnwritten() != null) {
      lost += pipe.firstUnwrittenOrigin() == this ? 1 : 0;
      pipe.removeFirstUnwritten();
    }
    unwritten -= lost;
    if (client.reply != null) {
      client.reply = null;
      full.remove(client);
      lost++;
      turn(client);
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
    clients.remove(pipe);
  }

  // Figures, and the end.

  /**
   * Gives up the requests that wait.
   *
   * @return how many
   */
  public long discard() {
    long discarded = queued;
    for (Client client : ready) {
      client.pipe.discardInbound();
    }
    for (Client client : clients.values()) {
      client.pipe.discardInbound();
    }
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
    return unwritten + full.size();
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
  public boolean offer(Frames message, Origin origin) {
    throw new IllegalStateException("a REP sends replies alone");
  }

  @Override
  public long capacity() {
    return 0;
  }
}
