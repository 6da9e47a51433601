package reactor.zmtp.pipe;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
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
     * A message came and none waits before it.
     *
     * @param message the message
     * @return whether it was delivered; if not, it is queued
     */
    boolean deliver(Frames message);

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
     * The connection is gone: nothing can be sent any more. What is queued inbound stays.
     *
     * @param pipe the pipe
     * @param cause why, or null if the peer closed it or this side was asked to
     */
    void lost(Pipe pipe, @Nullable Throwable cause);
  }

  private final Socket socket;
  private final Link link;
  private final int sendMark;
  private final int receiveMark;
  private final long receiveMarkBytes;

  private final Unwritten unwritten = new Unwritten();
  private boolean connected = true;
  private boolean unflushed;

  private final ArrayDeque<Frames> inbound = new ArrayDeque<>();
  private long inboundBytes;
  private boolean reading = true;

  /**
   * A pipe with nothing in it.
   *
   * @param socket the end that faces the application
   * @param link the end that faces the peer
   * @param marks the marks
   */
  public Pipe(Socket socket, Link link, Marks marks) {
    this.socket = socket;
    this.link = link;
    this.sendMark = marks.send();
    this.receiveMark = marks.receive();
    this.receiveMarkBytes = marks.receiveBytes();
  }

  // Outbound: the socket's end.

  /**
   * Whether a message can be sent: the peer is there, its channel takes bytes, and fewer than the
   * mark are waiting.
   *
   * @return true if {@link #send} may be called
   */
  public boolean isReady() {
    return connected && !link.isBlocked() && unwritten.size() < sendMark;
  }

  /**
   * Takes a message for the peer; only while {@link #isReady}.
   *
   * @param message the message
   * @param origin who is told when it has been written
   */
  public void send(Frames message, Origin origin) {
    unwritten.add(message, origin);
    link.write(message);
  }

  /**
   * Marks that something was sent and must be flushed.
   *
   * @return true if it was not marked before
   */
  public boolean markUnflushed() {
    boolean first = !unflushed;
    unflushed = true;
    return first;
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
   * The origin of {@link #firstUnwritten}.
   *
   * @return the origin
   */
  public Origin firstUnwrittenOrigin() {
    return unwritten.firstOrigin();
  }

  /** Removes {@link #firstUnwritten}. */
  public void removeFirstUnwritten() {
    unwritten.removeFirst();
  }

  /**
   * Closes the connection. What was not written then can be taken back; what is queued inbound
   * stays.
   */
  public void close() {
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
    int discarded = inbound.size();
    inbound.clear();
    inboundBytes = 0;
    link.discardUnread();
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

  /** The channel takes bytes again. */
  public void unblocked() {
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

  // Inbound: the connection's end.

  /**
   * A message came.
   *
   * @param message the message
   * @return whether to go on reading; if not, {@link Link#resumeReading} tells when
   */
  public boolean receive(Frames message) {
    if (inbound.isEmpty() && socket.deliver(message)) {
      return true;
    }
    inbound.add(message);
    if (receiveMarkBytes != Long.MAX_VALUE) {
      inboundBytes += message.byteSize();
    }
    socket.queued(this);
    reading = inbound.size() < receiveMark && inboundBytes < receiveMarkBytes;
    return reading;
  }

  // Inbound: the socket's end.

  /**
   * How many messages are queued.
   *
   * @return the count, at most the mark
   */
  public int queued() {
    return inbound.size();
  }

  /**
   * Takes the oldest message that is queued; at the low-water mark, half of the mark, reading
   * resumes.
   *
   * @return the message, or null if there is none
   */
  public @Nullable Frames poll() {
    Frames message = inbound.poll();
    if (message != null && receiveMarkBytes != Long.MAX_VALUE) {
      inboundBytes -= message.byteSize();
    }
    if (!reading && inbound.size() <= receiveMark / 2 && inboundBytes <= receiveMarkBytes / 2) {
      reading = true;
      link.resumeReading();
    }
    return message;
  }
}
