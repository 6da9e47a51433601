package reactor.zmtp.pipe;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.RoutingId;
import reactor.zmtp.message.DefaultMessage;

/**
 * The conduit between a socket and one peer, confined to the socket's event loop. Outbound it
 * counts what was taken for the peer and not yet written; inbound it queues what was decoded and
 * not yet requested. Both counts have a high-water mark, and this is where the marks are obeyed;
 * and the credit, if the peer knows of it: what it grants is sent and no more, and it is granted
 * what there is room for.
 */
public final class Pipe {

  private final PipeEvents socket;
  private final PipeLink link;
  private final PeerMetadata peer;
  private final HighWaterMarks marks;
  private final int sendMark;
  private final long sendMarkBytes;
  private final boolean conflate;

  private final SendQueue sendQueue;
  private final SendCredit sendCredit = new SendCredit();
  private boolean connected = true;
  private boolean firstCutShort;
  private boolean unflushed;

  private final ReceiveQueue unread;
  private @Nullable ReceiveCredit receiveCredit;

  private boolean ended;
  private boolean emptied;

  private @Nullable DefaultMessage last;
  private boolean closedHere;
  private boolean draining;

  private final Traffic traffic = new Traffic();
  private final Traffic trafficOfAll;
  private long roundTripNanos;

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
  public Pipe(PipeEvents socket, PipeLink link, PeerMetadata peer, HighWaterMarks marks) {
    this.socket = socket;
    this.link = link;
    this.peer = peer;
    this.marks = marks;
    this.trafficOfAll = socket.traffic();
    this.conflate = marks.conflate();
    this.sendMark = marks.send();
    this.sendMarkBytes = marks.sendBytes();
    this.sendQueue = new SendQueue(sendMarkBytes != Long.MAX_VALUE);
    this.unread = new ReceiveQueue(marks);
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

  /** The peer knows of credit, and grants so much to begin with; before anything is sent. */
  public void useCredit(Credit first) {
    sendCredit.grant(first, true);
    if (marks.firstCredit().isBounded()) {
      receiveCredit = new ReceiveCredit(marks);
    }
  }

  // Outbound: the socket's end.

  /**
   * Whether a message would be written at once: the peer is there and has granted it, its channel
   * takes bytes, and fewer than the mark are waiting. With {@code conflate} it may wait, for a
   * newer one to take its place.
   *
   * @return true if so; {@link #hasRoom} is then true as well
   */
  public boolean isReady() {
    return connected && (conflate || (mayPass() && isBelowMarks()));
  }

  /**
   * Whether the next message can be passed to the connection. As long as the peer is not read, for
   * more has come than nobody takes, its grants are not seen: then the channel alone says how much.
   */
  private boolean mayPass() {
    return !link.isBlocked() && (sendCredit.isLeft() || unread.isFull());
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
    return sendQueue.size() < sendMark && sendQueue.bytes() < sendMarkBytes;
  }

  /**
   * Takes a message for the peer; only while {@link #hasRoom}. It waits here while the channel
   * takes no bytes.
   *
   * @param message the message
   * @param listener who is told when it has been written
   */
  public void send(DefaultMessage message, WriteListener listener) {
    if (sendQueue.hasPending() || !mayPass()) {
      hold(message, listener);
      return;
    }
    sendQueue.add(message, listener);
    sendQueue.passLast();
    pass(message);
    needsFlush();
  }

  private void pass(DefaultMessage message) {
    sendCredit.spend(message);
    link.write(message);
  }

  private void needsFlush() {
    if (!unflushed) {
      unflushed = true;
      socket.unflushed(this);
    }
  }

  private void hold(DefaultMessage message, WriteListener listener) {
    if (conflate && sendQueue.hasPending()) {
      sendQueue.removeLast().givenUp(1); // a newer one takes its place
    }
    sendQueue.add(message, listener);
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
      needsFlush();
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
    return sendQueue.size();
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
  public @Nullable DefaultMessage firstUnwritten() {
    return sendQueue.size() == 0 ? null : sendQueue.first();
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
  public WriteListener firstUnwrittenOrigin() {
    return sendQueue.firstOrigin();
  }

  /** Removes {@link #firstUnwritten}. */
  public void removeFirstUnwritten() {
    firstCutShort = false;
    sendQueue.removeFirst();
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
    sendQueue.written(messages);
    if (messages > 0) {
      socket.room(this);
    }
  }

  /** The connection has ended in the midst of the oldest message that was not written. */
  public void cutShort() {
    firstCutShort = true;
  }

  /** The channel takes bytes again, or the peer more messages. */
  public void unblocked() {
    while (sendQueue.hasPending() && mayPass()) {
      pass(sendQueue.passNext());
    }
    link.flush();
    socket.room(this);
  }

  /** Whether the peer said in the handshake that it grants credit. */
  public boolean isLimited() {
    return sendCredit.isBounded();
  }

  /** The peer grants credit. */
  public void granted(Credit credit) {
    sendCredit.grant(credit, false);
    unblocked();
  }

  /** How many messages may be sent before the peer grants more; {@link Credit#UNLIMITED} if any. */
  public long sendCredit() {
    return sendCredit.left();
  }

  /** How many were sent, and not reported as taken by a peer that grants credit. */
  public long inFlight() {
    return sendCredit.isBounded() ? sendCredit.inFlight() : 0;
  }

  // Figures.

  /** So many bytes were given to the operating system. */
  public void countSent(long bytes) {
    traffic.countSent(bytes);
    trafficOfAll.countSent(bytes);
  }

  /** So many bytes came. */
  public void countReceived(long bytes) {
    traffic.countReceived(bytes);
    trafficOfAll.countReceived(bytes);
  }

  /** Bytes of this peer. */
  public Traffic traffic() {
    return traffic;
  }

  /** The peer has answered a PING after so long. */
  public void roundTrip(long nanos) {
    roundTripNanos = nanos;
  }

  /** How long the last PING took to be answered, in nanoseconds; 0 if none was. */
  public long roundTripNanos() {
    return roundTripNanos;
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
    DefaultMessage message = last;
    last = null;
    if (message != null && !closedHere) {
      notice(message);
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
   * @return whether to go on reading; if not, {@link PipeLink#resumeReading} tells when
   */
  public boolean receive(DefaultMessage message) {
    if (receiveCredit != null) {
      receiveCredit.count(message);
    }
    return socket.consume(this, message) ? !unread.isFull() : take(message);
  }

  /**
   * A message came from where none can wait.
   *
   * @param message the message
   * @return false if there is no room for it: it is the caller's to drop
   */
  public boolean offer(DefaultMessage message) {
    if (socket.consume(this, message)) {
      return true;
    }
    if (unread.isAtMark()) {
      return false;
    }
    take(message);
    return true;
  }

  /** As if a message had come, of which the peer knows nothing: it is read as before. */
  public void notice(DefaultMessage message) {
    if (!socket.consume(this, message)) {
      enqueue(message);
    }
  }

  /**
   * A message came, or what the socket has left of one that came, for the application.
   *
   * @param message the message
   * @return whether to go on reading
   */
  public boolean take(DefaultMessage message) {
    if (enqueue(message)) {
      return true;
    }
    boolean hasRoom = unread.hasRoom(receiveCredit == null || !receiveCredit.isUsedUp());
    if (!hasRoom && !sendCredit.isLeft()) {
      unblocked(); // grants are not seen any more, neither by what waits here nor by the socket
    }
    return hasRoom;
  }

  /** Returns whether it was delivered at once. */
  private boolean enqueue(DefaultMessage message) {
    if (unread.isEmpty() && socket.deliver(this, message)) {
      return true;
    }
    if (unread.add(message)) {
      socket.queued(this); // which may take it at once
    }
    return false;
  }

  /** The peer may send no more: it is granted nothing, or if it knows of no credit, not read. */
  public void drain() {
    draining = true;
    if (receiveCredit == null) {
      link.stopReading();
    }
  }

  /** Whether nothing that came waits here or in the connection. */
  public boolean isDrained() {
    return unread.isEmpty() && !link.hasUnread();
  }

  /** Some of what came was decoded, or taken: grants the peer more, if that is due. */
  public void grantCredit() {
    if (receiveCredit != null && !draining && receiveCredit.isDue(unread.size(), unread.bytes())) {
      grant(receiveCredit);
    }
  }

  /** Much was requested, or a peer came: grants it its part. */
  public void grantDemand() {
    if (receiveCredit != null
        && !draining
        && receiveCredit.isDue(unread.size(), unread.bytes(), socket.demand())) {
      grant(receiveCredit);
    }
  }

  private void grant(ReceiveCredit credit) {
    Credit more = credit.grant(unread.size(), unread.bytes(), socket.demand());
    if (connected) {
      link.grant(more);
      needsFlush();
    }
  }

  /** How many messages may come before more is granted; {@link Credit#UNLIMITED} if any. */
  public long receiveCredit() {
    return receiveCredit == null ? Credit.UNLIMITED : receiveCredit.left();
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
  public void endWith(DefaultMessage message) {
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
  public boolean isFullWith(DefaultMessage message) {
    return unread.isFullWith(message);
  }

  /**
   * Takes the oldest message that is queued; at the low-water mark, half of the mark, reading
   * resumes.
   *
   * @return the message, or null if there is none
   */
  public @Nullable DefaultMessage poll() {
    DefaultMessage message = unread.setAside();
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
  public @Nullable DefaultMessage setAside() {
    return unread.setAside();
  }

  /**
   * A message that was set aside has been requested; at the low-water mark, half of the mark,
   * reading resumes.
   *
   * @param message the message
   */
  public void release(DefaultMessage message) {
    unread.release(message);
    if (unread.hasDrained()) {
      link.resumeReading();
    }
    grantCredit();
    checkEmptied();
  }
}
