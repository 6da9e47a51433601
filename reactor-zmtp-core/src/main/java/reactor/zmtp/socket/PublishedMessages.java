package reactor.zmtp.socket;

import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import reactor.util.concurrent.Queues;

/**
 * What one publisher has published on a thread of its own, on its way to the event loop, which is
 * woken only when it had found nothing here. A base class, since most sends are of one message, and
 * each would cost an object more.
 */
abstract class PublishedMessages<M> {

  /**
   * A queue grows by so many messages at a time; with the default high-water marks once is enough.
   */
  private static final int QUEUE_CHUNK = 1024;

  /** 0: the loop has seen the queue empty and must be woken; 1: it will look again. */
  @SuppressWarnings("rawtypes") // a class has no other name
  private static final AtomicIntegerFieldUpdater<PublishedMessages> AWAKE =
      AtomicIntegerFieldUpdater.newUpdater(PublishedMessages.class, "awake");

  /** Made when the first message comes that cannot go straight to a pipe. */
  private volatile @Nullable Queue<M> queue;

  private volatile int awake;

  // The publisher's side.

  final void add(M message) {
    Queue<M> q = queue;
    if (q == null) {
      q = Queues.<M>unbounded(QUEUE_CHUNK).get();
      queue = q;
    }
    q.offer(message);
  }

  /** Whether the loop has to be woken for what was added, or said otherwise, before. */
  final boolean wakes() {
    //   publisher's thread            event loop, in sleeps()
    //   adds a message                awake = 0
    //   fence
    //   reads awake: 0? wakes it      reads the queue: empty? sleeps
    // The fence orders the queue's lazy write before the read of the flag. So one of the two sides
    // sees the other, whichever is first, and no message lies there while the loop sleeps. If both
    // do, the flag is set by one of them alone.
    VarHandle.fullFence();
    return awake == 0 && AWAKE.compareAndSet(this, 0, 1);
  }

  // The event loop's side.

  /** The first that waits, which stays there until it is removed. */
  final @Nullable M peek() {
    Queue<M> q = queue;
    return q == null ? null : q.peek();
  }

  final M remove() {
    Queue<M> q = queue;
    if (q == null) {
      throw new IllegalStateException("nothing was published");
    }
    return q.remove();
  }

  final void clear() {
    Queue<M> q = queue;
    if (q != null) {
      q.clear();
    }
  }

  /** Whether the loop may leave this alone until it is woken: nothing waits, and it has said so. */
  final boolean sleeps() {
    if (awake == 0) {
      return true;
    }
    awake = 0;
    return queued() == 0 || !AWAKE.compareAndSet(this, 0, 1);
  }

  // From any thread.

  final int queued() {
    Queue<M> q = queue;
    return q == null ? 0 : q.size();
  }

  final boolean isEmpty() {
    Queue<M> q = queue;
    return q == null || q.isEmpty();
  }
}
