package reactor.zmtp.pipe;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.RoutingId;
import reactor.zmtp.message.Frames;

/**
 * The conduit between a socket and one peer, confined to the socket's event loop. Outbound it
 * counts what was taken for the peer and not yet written; inbound it queues what was decoded and
 * not yet requested. Both counts have a mark, and this is where the marks are obeyed.
 */
public final class Pipe {

  /** The end that faces the peer: a connection. */
  public interface Link {

    /**
     * Whether the channel takes no bytes now; {@link Pipe#unblocked} tells when it does again.
     *
     * @return true while a write is not finished
     */
    boolean isBlocked();

    /**
     * Encodes a message; only while not blocked.
     *
     * @param message the message
     */
    void write(Frames message);

    /** Gives to the operating system what was encoded. */
    void flush();

    /**
     * Tells the peer what is wanted of it, with the next flush; never refused.
     *
     * @param what which announcement
     * @param subject the topic or the group; not copied, not to be changed
     */
    void announce(Announcement what, byte[] subject);

    /** Goes on reading after {@link Pipe#receive} said to stop. */
    void resumeReading();

    /** Gives up what was read and not decoded; nothing is passed to the pipe any more. */
    void discardUnread();

    /** Closes the connection; {@link Pipe#lost} follows. */
    void close();
  }

  /** The end that faces the application: a socket. */
  public interface Socket {

    /**
     * A message came that may be the socket's own business: of the wrong shape, not subscribed to,
     * or no message for the application at all.
     *
     * @param pipe the pipe
     * @param message the message
     * @return true if nothing more is to be done with it; false if it is the application's
     */
    default boolean consume(Pipe pipe, Frames message) {
      return false;
    }

    /**
     * The peer told what it wants of this side.
     *
     * @param pipe the pipe
     * @param what which announcement
     * @param subject the topic or the group
     * @return whether to go on reading
     */
    default boolean announced(Pipe pipe, Announcement what, byte[] subject) {
      return true;
    }

    /**
     * A message came and none waits before it.
     *
     * @param pipe the pipe
     * @param message the message
     * @return whether it was delivered; if not, it is queued
     */
    boolean deliver(Pipe pipe, Frames message);

    /**
     * Something was sent and must be flushed; told once until {@link Pipe#flush}.
     *
     * @param pipe the pipe
     */
    void unflushed(Pipe pipe);

    /**
     * Messages for this peer were dropped; told once until {@link Pipe#takeDropped}.
     *
     * @param pipe the pipe
     */
    default void dropping(Pipe pipe) {}

    /**
     * A message was queued.
     *
     * @param pipe the pipe
     */
    void queued(Pipe pipe);

    /**
     * There is room in the pipe again, or the channel takes bytes again.
     *
     * @param pipe the pipe
     */
    void room(Pipe pipe);

    /**
     * The connection is gone: nothing can be sent any more. What is queued inbound stays, and more
     * may come of what was read before the end.
     *
     * @param pipe the pipe
     * @param cause why, or null if the peer closed it or this side was asked to
     */
    void lost(Pipe pipe, @Nullable Throwable cause);

    /**
     * The last message of a peer whose connection is gone has been passed on.
     *
     * @param pipe the pipe
     */
    default void ended(Pipe pipe) {}

    /**
     * Nothing is left of a peer whose connection is gone.
     *
     * @param pipe the pipe
     */
    default void emptied(Pipe pipe) {}
  }

  private final Socket socket;
  private final Link link;
  private final PeerMetadata peer;
  private final int sendMark;
  private final long sendMarkBytes;
  private final boolean conflate;

  private final Unwritten unwritten;
  private boolean connected = true;
  private boolean firstCutShort;
  private boolean unflushed;

  private final Unread unread;

  private boolean ended;
  private boolean emptied;

  private @Nullable Frames last;
  private boolean closedHere;

  private long dropped;
  private long droppedUntold;

  private @Nullable RoutingId routingId;

  /**
   * A pipe with nothing in it.
   *
   * @param socket the end that faces the application
   * @param link the end that faces the peer
   * @param peer who the peer is
   * @param marks the marks
   */
  public Pipe(Socket socket, Link link, PeerMetadata peer, Marks marks) {
    this.socket = socket;
    this.link = link;
    this.peer = peer;
    this.conflate = marks.conflate();
    this.sendMark = marks.send();
    this.sendMarkBytes = marks.sendBytes();
    this.unwritten = new Unwritten(sendMarkBytes != Long.MAX_VALUE);
    this.unread = new Unread(marks);
  }

  /**
   * Who the peer is.
   *
   * @return what is known of it
   */
  public PeerMetadata peer() {
    return peer;
  }

  /**
   * Settles how the socket addresses the peer.
   *
   * @param id the peer's id in the socket's routing table
   */
  public void address(RoutingId id) {
    routingId = id;
  }

  /**
   * How the socket addresses the peer: the same object for all its messages.
   *
   * @return the id that was settled
   * @throws IllegalStateException if none was
   */
  public RoutingId routingId() {
    RoutingId id = routingId;
    if (id == null) {
      throw new IllegalStateException("this peer has no routing id");
    }
    return id;
  }

  // Outbound: the socket's end.

  /**
   * Whether a message would be written at once: the peer is there, its channel takes bytes, and
   * fewer than the mark are waiting. With {@code conflate} it may wait, for a newer one to take its
   * place.
   *
   * @return true if so; {@link #hasRoom} is then true as well
   */
  public boolean isReady() {
    return connected && (conflate || (!link.isBlocked() && isBelowMarks()));
  }

  /**
   * Whether a message can be taken: the peer is there, and fewer than the mark are waiting. With
   * {@code conflate} there is always room, for the newest.
   *
   * @return true if {@link #send} may be called
   */
  public boolean hasRoom() {
    return connected && (conflate || isBelowMarks());
  }

  private boolean isBelowMarks() {
    return unwritten.size() < sendMark && unwritten.bytes() < sendMarkBytes;
  }

  /**
   * Takes a message for the peer; only while {@link #hasRoom}. It waits here while the channel
   * takes no bytes.
   *
   * @param message the message
   * @param origin who is told when it has been written
   */
  public void send(Frames message, Origin origin) {
    if (unwritten.hasPending() || link.isBlocked()) {
      hold(message, origin);
      return;
    }
    unwritten.add(message, origin);
    unwritten.passLast();
    link.write(message);
    if (!unflushed) {
      unflushed = true;
      socket.unflushed(this);
    }
  }

  private void hold(Frames message, Origin origin) {
    if (conflate && unwritten.hasPending()) {
      unwritten.removeLast().givenUp(1); // a newer one takes its place
    }
    unwritten.add(message, origin);
  }

  /**
   * Tells the peer what is wanted of it; written at once, whatever the marks say.
   *
   * @param what which announcement
   * @param subject the topic or the group; not copied, not to be changed
   */
  public void announce(Announcement what, byte[] subject) {
    if (connected) {
      link.announce(what, subject);
      if (!unflushed) {
        unflushed = true;
        socket.unflushed(this);
      }
    }
  }

  /** A message that was meant for this peer is given up, since there is no room. */
  public void drop() {
    dropped++;
    if (droppedUntold++ == 0) {
      socket.dropping(this);
    }
  }

  /**
   * How many messages were dropped since this was asked last.
   *
   * @return the count
   */
  public long takeDropped() {
    long untold = droppedUntold;
    droppedUntold = 0;
    return untold;
  }

  /**
   * How many messages were ever dropped.
   *
   * @return the count
   */
  public long dropped() {
    return dropped;
  }

  /** Gives to the operating system what was sent. */
  public void flush() {
    unflushed = false;
    if (connected) {
      link.flush();
    }
  }

  /**
   * How many messages were taken and not yet written.
   *
   * @return the count, at most the mark
   */
  public int waiting() {
    return unwritten.size();
  }

  /**
   * How many messages may be waiting.
   *
   * @return the mark; 0 if the peer is gone
   */
  public int capacity() {
    return connected ? sendMark : 0;
  }

  /**
   * Takes back the oldest message that was not written, after the connection was lost.
   *
   * @return the message, or null if there is none
   */
  public @Nullable Frames firstUnwritten() {
    return unwritten.size() == 0 ? null : unwritten.first();
  }

  /**
   * Whether the connection ended in the midst of {@link #firstUnwritten}: its peer may be one that
   * allows no such message, and would do so again.
   *
   * @return true if a part of it was written
   */
  public boolean isFirstCutShort() {
    return firstCutShort;
  }

  /**
   * The origin of {@link #firstUnwritten}.
   *
   * @return the origin
   */
  public Origin firstUnwrittenOrigin() {
    return unwritten.firstOrigin();
  }

  /** Removes {@link #firstUnwritten}. */
  public void removeFirstUnwritten() {
    firstCutShort = false;
    unwritten.removeFirst();
  }

  /**
   * Closes the connection. What was not written then can be taken back; what is queued inbound
   * stays.
   */
  public void close() {
    closedHere = true;
    if (connected) {
      link.close();
    }
  }

  /**
   * Gives up what is queued inbound.
   *
   * @return how many messages that were
   */
  public int discardInbound() {
    int discarded = unread.clear();
    link.discardUnread();
    if (!connected) {
      ended = true;
      checkEmptied();
    }
    return discarded;
  }

  // Outbound: the connection's end.

  /**
   * The oldest messages have been written to the operating system.
   *
   * @param messages how many
   */
  public void written(int messages) {
    unwritten.written(messages);
    if (messages > 0) {
      socket.room(this);
    }
  }

  /** The connection has ended in the midst of the oldest message that was not written. */
  public void cutShort() {
    firstCutShort = true;
  }

  /** The channel takes bytes again. */
  public void unblocked() {
    while (unwritten.hasPending() && !link.isBlocked()) {
      link.write(unwritten.passNext());
    }
    link.flush();
    socket.room(this);
  }

  /**
   * The connection is gone.
   *
   * @param cause why, or null if the peer closed it or this side was asked to
   */
  public void lost(@Nullable Throwable cause) {
    if (connected) {
      connected = false;
      socket.lost(this, cause);
    }
  }

  /** The connection is gone, and all that was read before has been passed on. */
  public void ended() {
    Frames message = last;
    last = null;
    if (message != null && !closedHere) {
      receive(message);
    }
    socket.ended(this);
    ended = true;
    checkEmptied();
  }

  private void checkEmptied() {
    if (ended && !emptied && unread.isEmpty()) {
      emptied = true;
      socket.emptied(this);
    }
  }

  // Inbound: the connection's end.

  /**
   * A message came.
   *
   * @param message the message
   * @return whether to go on reading; if not, {@link Link#resumeReading} tells when
   */
  public boolean receive(Frames message) {
    return socket.consume(this, message) ? !unread.isFull() : take(message);
  }

  /**
   * A message came, or what the socket has left of one that came, for the application.
   *
   * @param message the message
   * @return whether to go on reading
   */
  public boolean take(Frames message) {
    if (unread.isEmpty() && socket.deliver(this, message)) {
      return true;
    }
    if (unread.add(message)) {
      socket.queued(this); // which may take it at once
    }
    return unread.hasRoom();
  }

  /**
   * The peer told what it wants of this side.
   *
   * @param what which announcement
   * @param subject the topic or the group
   * @return whether to go on reading
   */
  public boolean announced(Announcement what, byte[] subject) {
    return socket.announced(this, what, subject);
  }

  // Inbound: the socket's end.

  /**
   * Settles what comes after the last message of the peer, unless this side ends the connection.
   *
   * @param message the message
   */
  public void endWith(Frames message) {
    last = message;
  }

  /**
   * How many messages are queued.
   *
   * @return the count, at most the mark
   */
  public int queued() {
    return unread.size();
  }

  /**
   * Whether a mark of what is queued was reached, and the low-water mark not yet since.
   *
   * @return true if nothing more should come
   */
  public boolean isFull() {
    return unread.isFull();
  }

  /**
   * Whether one message more, if it were queued, would be the last for which there is room.
   *
   * @param message the message
   * @return true if reading would stop with it
   */
  public boolean isFullWith(Frames message) {
    return unread.isFullWith(message);
  }

  /**
   * Takes the oldest message that is queued; at the low-water mark, half of the mark, reading
   * resumes.
   *
   * @return the message, or null if there is none
   */
  public @Nullable Frames poll() {
    Frames message = unread.setAside();
    if (message != null) {
      release(message);
    }
    return message;
  }

  /**
   * Takes the oldest message that is queued out of its order: it goes on counting for the marks
   * until {@link #release}.
   *
   * @return the message, or null if there is none
   */
  public @Nullable Frames setAside() {
    return unread.setAside();
  }

  /**
   * A message that was set aside has been requested; at the low-water mark, half of the mark,
   * reading resumes.
   *
   * @param message the message
   */
  public void release(Frames message) {
    unread.release(message);
    if (unread.hasDrained()) {
      link.resumeReading();
    }
    checkEmptied();
  }
}
