package reactor.zmtp.pipe;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;

/**
 * Messages in the order they will be written, each with its origin: a ring that grows as far as it
 * is used. Those at the front have been passed to the connection, the others are pending.
 */
final class SendQueue {

  /** Thousands of peers may have one message under way each. */
  private static final int FEW = 4;

  private final boolean counting;
  private @Nullable DefaultMessage[] messages = new DefaultMessage[FEW];
  private @Nullable WriteListener[] origins = new WriteListener[FEW];
  private int head;
  private int size;
  private int passed;
  private long bytes;

  /**
   * Nothing waits.
   *
   * @param counting whether to count what they cost
   */
  SendQueue(boolean counting) {
    this.counting = counting;
  }

  int size() {
    return size;
  }

  /** What all messages cost; 0 if that is not counted. */
  long bytes() {
    return bytes;
  }

  private void uncount(int index) {
    DefaultMessage message = messages[index];
    if (counting && message != null) {
      bytes -= message.costWithTrace();
    }
  }

  boolean hasPending() {
    return passed < size;
  }

  void add(DefaultMessage message, WriteListener listener) {
    if (size == messages.length) {
      grow();
    }
    int tail = (head + size++) & (messages.length - 1);
    messages[tail] = message;
    origins[tail] = listener;
    if (counting) {
      bytes += message.costWithTrace();
    }
  }

  /** The newest was passed to the connection at once; none is pending. */
  void passLast() {
    passed = size;
  }

  /** The oldest that is pending, which is passed to the connection by that. */
  DefaultMessage passNext() {
    DefaultMessage next = messages[(head + passed) & (messages.length - 1)];
    if (!hasPending() || next == null) {
      throw new IllegalStateException("nothing is pending");
    }
    passed++;
    return next;
  }

  /** Removes the newest, which is pending; returns its origin. */
  WriteListener removeLast() {
    int last = (head + size - 1) & (messages.length - 1);
    WriteListener listener = origins[last];
    if (!hasPending() || listener == null) {
      throw new IllegalStateException("nothing is pending");
    }
    uncount(last);
    messages[last] = null;
    origins[last] = null;
    size--;
    return listener;
  }

  DefaultMessage first() {
    DefaultMessage first = messages[head];
    if (size == 0 || first == null) {
      throw new IllegalStateException("nothing is waiting to be written");
    }
    return first;
  }

  WriteListener firstOrigin() {
    WriteListener first = origins[head];
    if (size == 0 || first == null) {
      throw new IllegalStateException("nothing is waiting to be written");
    }
    return first;
  }

  /** Removes some from the front and tells their origins, neighbours of one origin together. */
  void written(int n) {
    int mask = messages.length - 1;
    int left = n;
    while (left > 0) {
      WriteListener listener = firstOrigin();
      int run = 0;
      while (run < left && origins[head] == listener) {
        uncount(head);
        messages[head] = null;
        origins[head] = null;
        head = (head + 1) & mask;
        run++;
      }
      size -= run;
      passed -= run;
      left -= run;
      listener.written(run);
    }
  }

  void removeFirst() {
    uncount(head);
    messages[head] = null;
    origins[head] = null;
    head = (head + 1) & (messages.length - 1);
    size--;
    passed = Math.max(0, passed - 1);
  }

  private void grow() {
    @Nullable DefaultMessage[] moreMessages = new DefaultMessage[messages.length * 2];
    @Nullable WriteListener[] moreOrigins = new WriteListener[messages.length * 2];
    int untilEnd = messages.length - head;
    System.arraycopy(messages, head, moreMessages, 0, untilEnd);
    System.arraycopy(messages, 0, moreMessages, untilEnd, head);
    System.arraycopy(origins, head, moreOrigins, 0, untilEnd);
    System.arraycopy(origins, 0, moreOrigins, untilEnd, head);
    messages = moreMessages;
    origins = moreOrigins;
    head = 0;
  }
}
