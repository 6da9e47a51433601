package reactor.zmtp.connection;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.NextIteration;

/**
 * Keeps the event loop from going to sleep for a moment in the middle of a large frame whose bytes
 * come fast: the rest is on its way, and waking a thread costs the sender more than looking again
 * costs the receiver. Other work of the loop goes on meanwhile.
 */
final class BusyPoll {

  /** So many bytes at once are a peer that is faster than this side. */
  private static final int FAST = 65_536;

  /** Nanoseconds. */
  private static final long MOMENT = 50_000;

  private final IoLoop loop;

  /** Most connections never need one. */
  private @Nullable NextIteration nextIteration;

  private int bytes;
  private long until;

  BusyPoll(IoLoop loop) {
    this.loop = loop;
  }

  void read(int bytes) {
    this.bytes += bytes;
  }

  void readComplete(boolean inLargeFrame) {
    boolean fast = bytes >= FAST;
    bytes = 0;
    if (fast && inLargeFrame) {
      until = System.nanoTime() + MOMENT;
      lookAgain();
    }
  }

  private void look() {
    if (System.nanoTime() - until < 0) {
      lookAgain();
    }
  }

  private void lookAgain() {
    NextIteration next = nextIteration;
    if (next == null) {
      next = nextIteration = new NextIteration(loop, this::look);
    }
    next.schedule();
  }

  void stop() {
    until = System.nanoTime();
  }
}
