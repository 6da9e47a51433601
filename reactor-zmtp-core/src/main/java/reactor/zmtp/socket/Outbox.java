package reactor.zmtp.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.zmtp.DisposedException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.NextTurn;
import reactor.zmtp.message.Frames;
import reactor.zmtp.pattern.Outgoing;
import reactor.zmtp.pipe.Origin;
import reactor.zmtp.pipe.Pipe;

/**
 * The sending half of a socket: every {@code send} that is going on, and the demand each is given.
 * Confined to the event loop.
 *
 * <p>The room is the sum of the pipes' marks. Each send may have requested, and not written, its
 * share of it; demand is renewed when half of the share has been written. Together they never
 * reserve more than the room, but for one message each when others have reserved all of it and do
 * not use it.
 */
final class Outbox {

  /** After so many rounds without a pause the loop serves its other channels. */
  private static final int MOST_ROUNDS = 16;

  private static final int FEED_TURN = 1024;

  /** What is told of messages that are given up. */
  interface Losses {

    /** Some messages that a peer's mark did not allow. */
    void dropped(Pipe pipe, long messages);

    /** Some messages that a peer which went did not get. */
    void lost(Pipe pipe, long messages);
  }

  private record Returned(Frames message, Origin origin) {}

  private final IoLoop loop;
  private final IntSupplier expected;
  private final int expectedMark;
  private final Runnable onEmpty;
  private final Outgoing outgoing;
  private final Losses losses;
  private final ArrayDeque<Returned> returned = new ArrayDeque<>();
  private final List<Pipe> unflushed = new ArrayList<>();
  private final List<Pipe> dropping = new ArrayList<>();
  private final Runnable drain = this::drain;
  private final NextTurn nextTurn;

  private final List<Feed> feeds = new ArrayList<>();
  private final boolean yields;
  private boolean someEnded;
  private int turn;
  private boolean draining;
  private boolean again;
  private boolean drainScheduled;
  private boolean stopped;
  private long sent;
  private long mostWaiting;

  /**
   * A sending half without peers.
   *
   * @param loop the socket's loop
   * @param outgoing where messages go
   * @param losses is told what was given up
   * @param expected how many peers are not there and count all the same ({@code immediate(false)})
   * @param expectedMark the mark of each of those
   * @param onEmpty is told, after {@link #stop}, when nothing is waiting any more
   */
  Outbox(
      IoLoop loop,
      Outgoing outgoing,
      Losses losses,
      IntSupplier expected,
      int expectedMark,
      Runnable onEmpty) {
    this.loop = loop;
    this.nextTurn = new NextTurn(loop, drain);
    this.outgoing = outgoing;
    this.losses = losses;
    this.expected = expected;
    this.expectedMark = expectedMark;
    this.onEmpty = onEmpty;
    this.yields = outgoing.yields();
  }

  IoLoop loop() {
    return loop;
  }

  Mono<Void> send(Publisher<? extends ZmqMessage> messages) {
    return Mono.create(sink -> messages.subscribe(new Feed(this, sink)));
  }

  // Sends.

  void add(Feed feed) {
    feeds.add(feed);
    if (stopped) {
      feed.stop(disposed());
    }
    room();
  }

  /** A send is over. */
  void ended() {
    someEnded = true;
    room();
  }

  /** Something was published on another thread. */
  void wake() {
    loop.execute(drain);
  }

  /** Sends a message; returns false if it must wait for room. */
  boolean offer(Frames message, Origin origin) {
    if (!returned.isEmpty() || !outgoing.offer(message, origin)) {
      return false;
    }
    if (yields) {
      nextTurn.schedule(); // the channels have a turn of their own before it goes on
    }
    return true;
  }

  /** See {@link Outgoing#drops}. */
  boolean drops() {
    return outgoing.drops();
  }

  void countWritten(int messages) {
    sent += messages;
  }

  // Pipes.

  void add(Pipe pipe) {
    outgoing.add(pipe);
  }

  /** Something was sent through a pipe. */
  void unflushed(Pipe pipe) {
    unflushed.add(pipe);
    if (!draining) {
      scheduleDrain();
    }
  }

  /** Something was dropped at a pipe. */
  void dropping(Pipe pipe) {
    dropping.add(pipe);
    if (!draining) {
      scheduleDrain();
    }
  }

  /** What was not written goes out to another peer before anything else, or is given up. */
  void lost(Pipe pipe) {
    outgoing.remove(pipe);
    unflushed.remove(pipe);
    if (outgoing.reroutes()) {
      takeBack(pipe);
    } else {
      giveUp(pipe);
    }
    room();
  }

  private void takeBack(Pipe pipe) {
    ArrayDeque<Returned> back = new ArrayDeque<>();
    for (Frames first = pipe.firstUnwritten(); first != null; first = pipe.firstUnwritten()) {
      if (pipe.firstUnwrittenOrigin() != Origin.NOBODY) {
        back.add(new Returned(first, pipe.firstUnwrittenOrigin()));
      }
      pipe.removeFirstUnwritten();
    }
    while (!back.isEmpty()) {
      returned.addFirst(back.removeLast());
    }
  }

  private void giveUp(Pipe pipe) {
    long lost = 0;
    while (pipe.firstUnwritten() != null) {
      Origin origin = pipe.firstUnwrittenOrigin();
      pipe.removeFirstUnwritten();
      origin.givenUp(1);
      if (origin != Origin.NOBODY) {
        lost++;
      }
    }
    if (lost > 0) {
      losses.lost(pipe, lost);
    }
  }

  /** Something may be sent, or requested, that could not be before. */
  void room() {
    if (draining) {
      again = true;
    } else {
      scheduleDrain();
    }
  }

  private void scheduleDrain() {
    if (!drainScheduled) {
      drainScheduled = true;
      loop.execute(drain);
    }
  }

  private void drain() {
    drainScheduled = false;
    if (draining) {
      again = true;
      return;
    }
    draining = true;
    try {
      drainRounds();
    } finally { // whatever a publisher or an allocation throws, the next drain is not locked out
      draining = false;
    }
    if (again && yields) {
      nextTurn.schedule();
    } else if (again) {
      scheduleDrain();
    }
  }

  private void drainRounds() {
    int mostRounds = yields ? 1 : MOST_ROUNDS;
    int rounds = 0;
    do {
      again = false;
      sendReturned();
      again |= outgoing.sendWaiting();
      for (int i = 0; i < feeds.size(); i++) {
        again |= feeds.get(i).drain(FEED_TURN);
      }
      removeEnded();
      grant();
      mostWaiting = Math.max(mostWaiting, waiting());
      flush();
    } while (again && ++rounds < mostRounds);
  }

  private void removeEnded() {
    if (someEnded) {
      someEnded = false;
      feeds.removeIf(Feed::isOver);
    }
    if (stopped && feeds.isEmpty() && outgoing.waiting() == 0) {
      onEmpty.run();
    }
  }

  private void sendReturned() {
    while (!returned.isEmpty()) {
      Returned first = returned.element();
      if (!outgoing.offer(first.message, first.origin)) {
        return;
      }
      returned.remove();
    }
  }

  private void flush() {
    while (!unflushed.isEmpty()) {
      unflushed.remove(unflushed.size() - 1).flush();
    }
    while (!dropping.isEmpty()) {
      Pipe pipe = dropping.remove(dropping.size() - 1);
      losses.dropped(pipe, pipe.takeDropped());
    }
  }

  // Demand.

  private void grant() {
    int n = feeds.size();
    int absent = yields ? 0 : expected.getAsInt();
    long room = stopped ? 0 : outgoing.capacity() + (long) absent * expectedMark;
    if (room == 0 || n == 0) {
      return;
    }
    long free = room;
    long held = 0;
    for (int i = 0; i < n; i++) {
      free -= feeds.get(i).reserved();
      held += feeds.get(i).held();
    }
    // What waits for peers that stall is left out: the low-water mark is that of the others.
    long stuck = outgoing.stuck(absent > 0);
    long share = Math.max(1, (room - stuck) / n);
    turn = (turn + 1) % n;
    for (int i = 0; i < n; i++) {
      Feed feed = feeds.get((turn + i) % n);
      long reserved = feed.reserved();
      long live = stuck == 0 ? reserved : reserved - Math.min(stuck, feed.waiting());
      if (!feed.isPublished() && live <= share / 2) {
        long more = Math.min(share - live, free);
        if (more > 0 || (reserved == 0 && held - stuck < room)) {
          more = Math.max(1, more);
          free -= more;
          held += more;
          feed.request(more);
        }
      }
    }
  }

  // The end, and figures.

  /**
   * Takes nothing more from publishers; {@code onEmpty} is told when what was taken has been
   * written.
   */
  void stop() {
    stopped = true;
    outgoing.stop();
    for (Feed feed : feeds) {
      feed.stop(disposed());
    }
    room();
  }

  /** Gives up what is waiting; returns how many messages that were. */
  long abandon() {
    long discarded = waiting();
    returned.clear();
    for (Feed feed : feeds) {
      feed.abandon(disposed());
    }
    outgoing.abandon();
    return discarded;
  }

  private static DisposedException disposed() {
    return new DisposedException(
        "the socket was disposed of before all that was to be sent was written");
  }

  long waiting() {
    long waiting = outgoing.waiting();
    for (Feed feed : feeds) {
      waiting += feed.waiting();
    }
    return waiting;
  }

  long mostWaiting() {
    return mostWaiting;
  }

  long sent() {
    return sent + outgoing.sent();
  }
}
