package reactor.zmtp.pipe;

import reactor.zmtp.message.DefaultMessage;

/**
 * What this side lets a peer send: what the subscriber has requested and the high-water mark
 * beyond, counted on from what was taken. It is granted anew when half of that has been taken, so
 * that grants are few and the peer has the other half until the next one comes.
 */
final class ReceiveCredit {

  private final int mark;
  private final long markBytes;

  private long received;
  private long receivedBytes;
  private long granted;
  private long grantedBytes;
  private long due;
  private long dueBytes;

  /** The newest message is more than was granted. */
  private boolean exceeded;

  /** With the marks granted, as the handshake does. */
  ReceiveCredit(HighWaterMarks marks) {
    this.mark = marks.receive();
    this.markBytes = marks.receiveBytes();
    this.granted = bounded(mark) ? mark : Credit.UNLIMITED;
    this.grantedBytes = markBytes;
    this.due = bounded(mark) ? half(mark) : Credit.UNLIMITED;
    this.dueBytes = markBytes == Credit.UNLIMITED ? Credit.UNLIMITED : half(markBytes);
  }

  private static boolean bounded(int mark) {
    return mark != Integer.MAX_VALUE;
  }

  private static long half(long window) {
    return Math.max(1, window / 2);
  }

  void count(DefaultMessage message) {
    exceeded = isSpent();
    received++;
    if (markBytes != Credit.UNLIMITED) {
      receivedBytes += message.cost();
    }
  }

  /** Whether more is to be granted, with so many messages in the queue, of such a cost. */
  boolean isDue(int queued, long queuedBytes) {
    return received - queued >= due || receivedBytes - queuedBytes >= dueBytes;
  }

  /** As {@link #isDue}, or since the subscriber has requested much more than was granted. */
  boolean isDue(int queued, long queuedBytes, long demand) {
    return isDue(queued, queuedBytes)
        || (bounded(mark) && received - queued + demand + mark - granted >= half(demand + mark));
  }

  /** Grants what is due: of the demand, this peer's part. */
  Credit grant(int queued, long queuedBytes, long demand) {
    long taken = received - queued;
    if (bounded(mark)) {
      granted = Math.max(granted, taken + mark + demand);
      due = taken + half(granted - taken);
    }
    if (markBytes != Credit.UNLIMITED) {
      long takenBytes = receivedBytes - queuedBytes;
      grantedBytes = Math.max(grantedBytes, takenBytes + markBytes);
      dueBytes = takenBytes + half(markBytes);
    }
    return new Credit(Math.max(0, taken), granted, grantedBytes); // a notice may wait, too
  }

  /**
   * Whether the peer has sent all it may, and no more than that: then reading goes on though the
   * queue is full, and what the peer grants is seen.
   */
  boolean isUsedUp() {
    return isSpent() && !exceeded;
  }

  private boolean isSpent() {
    return received >= granted || receivedBytes >= grantedBytes;
  }

  /** How many messages may still come. */
  long left() {
    if (isSpent()) {
      return 0;
    }
    return granted == Credit.UNLIMITED ? granted : granted - received;
  }
}
