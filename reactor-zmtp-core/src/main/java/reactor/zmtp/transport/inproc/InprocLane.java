package reactor.zmtp.transport.inproc;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.util.concurrent.Queues;
import reactor.zmtp.pipe.Credit;

/**
 * One direction of a link, between two event loops or on one: what the sender has passed and the
 * receiver has not taken, and what the receiver tells back. The receiver's taking is what writing
 * is to other transports, so that what is on the way counts for the sender's high-water mark, and
 * what was not taken is the sender's.
 */
final class InprocLane {

  /** Beyond, the sender's socket holds what it has to send: there it can still go elsewhere. */
  private static final int MOST = 1024;

  private static final int CHUNK = 256;

  private final Queue<Object> queue = Queues.unbounded(CHUNK).get();

  /** The sender's own count of messages that are on the way. */
  private int onTheWay;

  private final AtomicBoolean receiverIsDue = new AtomicBoolean();

  // What the receiver tells.
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicReference<@Nullable Credit> granted = new AtomicReference<>();
  private final AtomicBoolean senderIsDue = new AtomicBoolean();
  private volatile boolean paused;

  // The sender's side.

  boolean isBlocked() {
    return paused || onTheWay >= MOST;
  }

  void addMessage(Object message) {
    onTheWay++;
    queue.add(message);
  }

  void addAnnouncement(Object announcement) {
    queue.add(announcement);
  }

  /** Whether the receiver has to be woken for what was added. */
  boolean wakesReceiver() {
    return !queue.isEmpty() && !receiverIsDue.getAndSet(true);
  }

  /** The sender is about to look at what it is told. */
  void senderLooks() {
    senderIsDue.set(false);
  }

  /** How many messages the receiver took since this was asked last. */
  int takeTaken() {
    int more = taken.getAndSet(0);
    onTheWay -= more;
    return more;
  }

  /** What the receiver has granted last, if that was not asked for yet. */
  @Nullable Credit takeGranted() {
    return granted.getAndSet(null);
  }

  // The receiver's side.

  /** The receiver is about to look at what is there. */
  void receiverLooks() {
    receiverIsDue.set(false);
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  @Nullable Object poll() {
    return queue.poll();
  }

  void tellTaken(int messages) {
    taken.addAndGet(messages);
  }

  void grant(Credit credit) {
    granted.set(credit);
  }

  /** Whether the sender has not seen what was granted last. */
  boolean hasGranted() {
    return granted.get() != null;
  }

  void pause(boolean pauses) {
    paused = pauses;
  }

  /** Whether the sender has to be woken for what it is told. */
  boolean wakesSender() {
    return !senderIsDue.getAndSet(true);
  }
}
