package reactor.zmtp.loop;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;

/**
 * Shares the time of one event loop among the connections that have much to decode. Each may work
 * for a while when bytes have come; one that has more goes on in turns to come, one after another
 * and together no longer than a share of each, so that one that has little is served at once in
 * between. Confined to the loop.
 */
public final class ReadBudget {

  public interface Reader {

    /** Goes on with what {@link #later} was asked for. */
    void goOn();
  }

  /** Nanoseconds that those that are late have together in one turn of the loop. */
  private static final long TURN = 400_000;

  /** Nanoseconds that one has at least, or the others would get more done than it. */
  private static final long LEAST = 50_000;

  /** Messages after which the clock is looked at, if these are quick; after each at first. */
  private static final int MOST_UNSEEN = 64;

  private static final FastThreadLocal<ReadBudget> OF_LOOP = new FastThreadLocal<>();

  private final EventLoop eventLoop;
  private final NextIteration nextIteration;
  private final ArrayDeque<Reader> late = new ArrayDeque<>();

  private long deadline;
  private int unseen;
  private int left;

  private ReadBudget(IoLoop loop) {
    this.eventLoop = loop.eventLoop();
    this.nextIteration = new NextIteration(loop, this::turn);
  }

  /** The budget that all connections of a loop share. Only on the loop. */
  public static ReadBudget of(IoLoop loop) {
    ReadBudget turns = OF_LOOP.get();
    if (turns == null || turns.eventLoop != loop.eventLoop()) { // tests have many in one thread
      turns = new ReadBudget(loop);
      OF_LOOP.set(turns);
    }
    return turns;
  }

  /** Begins a share. */
  public void begin() {
    deadline = System.nanoTime() + Math.max(LEAST, TURN / (1 + late.size()));
    unseen = 1;
    left = 1;
  }

  /**
   * Counts something that was decoded and dealt with, quickly or not, and returns whether the share
   * is not used up.
   */
  public boolean isTimeLeft() {
    if (--left > 0) {
      return true;
    }
    unseen = Math.min(MOST_UNSEEN, unseen * 2);
    left = unseen;
    return System.nanoTime() - deadline < 0;
  }

  /** Has a reader go on in a turn to come, with a share of its own. Not again before it did. */
  public void later(Reader reader) {
    late.add(reader);
    nextIteration.schedule();
  }

  private void turn() {
    long end = System.nanoTime() + TURN;
    int most = late.size();
    try {
      for (int i = 0; i < most; i++) {
        late.remove().goOn();
        if (System.nanoTime() - end >= 0) {
          break;
        }
      }
    } finally { // one that fails holds up none of the others
      if (!late.isEmpty()) {
        nextIteration.schedule();
      }
    }
  }
}
