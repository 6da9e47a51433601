package reactor.zmtp.pipe;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;

/**
 * What came from one peer and nobody has requested yet, and the marks that say when to stop reading
 * and when to go on.
 */
final class ReceiveQueue {

  private final int mark;
  private final long markBytes;
  private final boolean conflate;

  private final ArrayDeque<DefaultMessage> messages = new ArrayDeque<>(1);
  private int setAside;
  private long bytes;
  private boolean full;

  ReceiveQueue(HighWaterMarks marks) {
    this.mark = marks.receive();
    this.markBytes = marks.receiveBytes();
    this.conflate = marks.conflate();
  }

  /** What all that wait cost; 0 without a mark in bytes. */
  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return size() == 0;
  }

  int size() {
    return messages.size() + setAside;
  }

  /** Whether a mark was reached, and the low-water mark not yet since. */
  boolean isFull() {
    return full;
  }

  /** Adds a message; false if it took the place of an older one. */
  boolean add(DefaultMessage message) {
    boolean replaces = conflate && !messages.isEmpty();
    if (replaces) {
      clear();
    }
    messages.add(message);
    bytes += cost(message);
    return !replaces;
  }

  /** What a message counts for: nothing without a mark in bytes. */
  private long cost(DefaultMessage message) {
    return markBytes == Long.MAX_VALUE ? 0 : message.costWithTrace();
  }

  /** Whether one message more is the last there is room for. */
  boolean isFullWith(DefaultMessage message) {
    return size() + 1 >= mark || bytes + cost(message) >= markBytes;
  }

  /**
   * Whether there may be more after what was added, unless it is gone already. There need not be
   * room for what cannot come.
   */
  boolean hasRoom(boolean moreMayCome) {
    full = moreMayCome && isAtMark();
    return !full;
  }

  /** Whether there is no room just now. */
  boolean isAtMark() {
    return size() >= mark || bytes >= markBytes;
  }

  /** The oldest message, or null if there is none; it counts until it is released. */
  @Nullable DefaultMessage setAside() {
    DefaultMessage message = messages.poll();
    setAside += message == null ? 0 : 1;
    return message;
  }

  /** A message that was set aside counts no more. */
  void release(DefaultMessage message) {
    setAside--;
    bytes -= cost(message);
  }

  /** At the low-water mark, half of the mark, it is no longer full: true if that is so just now. */
  boolean hasDrained() {
    if (full && size() <= mark / 2 && bytes <= markBytes / 2) {
      full = false;
      return true;
    }
    return false;
  }

  /** Gives up all; returns how many they were. */
  int clear() {
    int count = size();
    messages.clear();
    setAside = 0;
    bytes = 0;
    return count;
  }
}
