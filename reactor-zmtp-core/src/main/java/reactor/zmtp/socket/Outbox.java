package reactor.zmtp.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
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
 *
 * <p>Sends are served in the order they came, as far as each has messages: one that was asked for
 * some, or has moved its share of a turn, goes behind the others. While a message waits for room
 * nothing that was published later passes it, unless it is for another peer.
 */
final class Outbox {

  /** After so many rounds without a pause the loop serves what else it has to do. */
  private static final int MOST_ROUNDS = 16;

  /**
   * What is sent in one turn of the loop, in bytes, where each message counts with what it costs
   * beside its bytes: some 300 microseconds of work, after which the other sockets of the loop, and
   * the channels of this one, have their turn.
   */
  private static final long TURN = 1 << 20;

  /** One send's part of that when there are others. */
  private static final long SHARE_OF_TURN = 1 << 17;

  private static final int COST_OF_MESSAGE = 128;

  /** Encryption, or a slow publisher, makes a turn longer than its bytes tell. */
  private static final long LONGEST_TURN_NANOS = 300_000;

  /** The clock is looked at whenever so much of a turn has been spent. */
  private static final long BETWEEN_LOOKS_AT_THE_CLOCK = 1 << 14;

  /** A publisher is asked for no more at once: it may publish all of it before it returns. */
  private static final long LARGEST_REQUEST = 1024;

  private static final int FEW = 16;

  /** What is told of messages that are given up. */
  interface Losses {

    /** Some messages that a peer's mark did not allow. */
    void dropped(Pipe pipe, long messages);

    /** Some messages that a peer which went did not get. */
    void lost(Pipe pipe, long messages);
  }

  private record Returned(Frames message, Origin origin) {}

  /**
   * What was cut short by the end of its connection is tried once more: the peer may be one that
   * will never take it, which must not be in the way of all that comes after it for ever.
   */
  private record SecondTry(Origin origin) implements Origin {

    @Override
    public void written(int messages) {
      origin.written(messages);
    }

    @Override
    public void givenUp(int messages) {
      origin.givenUp(messages);
    }
  }

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
  private final Set<Feed> behind = new LinkedHashSet<>();
  private final boolean yields;
  private boolean someEnded;
  private long spent;
  private long nextLook;
  private long drainBegan;
  private boolean blocked;
  private boolean draining;
  private boolean again;
  private boolean drainScheduled;
  private volatile boolean refusing;
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
    this.nextTurn = new NextTurn(loop, this::drainInNewTurn);
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
    return Mono.create(
        sink -> {
          if (refusing) {
            sink.error(new DisposedException("cannot send: the socket was disposed of"));
          } else {
            ThreadLocals.restored(Context.of(sink.contextView()), messages)
                .subscribe(new Feed(this, sink));
          }
        });
  }

  // Sends.

  void add(Feed feed) {
    assert loop.inLoop();
    feeds.add(feed);
    if (stopped) {
      feed.refuse(disposed());
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

  /** What sending a message takes of a turn. */
  static long cost(Frames message) {
    return message.byteSize() + COST_OF_MESSAGE;
  }

  /** Whether a turn's work is done. */
  boolean isSpent() {
    return spent >= TURN;
  }

  /**
   * Whether a message may be offered as it is published: none waits that came before it, and a turn
   * that has lasted too long is not made longer by more than a few.
   *
   * @param due how many more its publisher was asked for
   */
  boolean admits(long due) {
    return !blocked && (spent < 2 * TURN || due <= FEW);
  }

  /** Sends a message; returns false if it must wait for room. */
  boolean offer(Frames message, Origin origin) {
    if (!returned.isEmpty() || !outgoing.offer(message, origin)) {
      blocked = true;
      return false;
    }
    spent += cost(message);
    if (draining && spent >= nextLook) {
      lookAtTheClock();
    }
    if (yields) {
      nextTurn.schedule(); // the channels have a turn of their own before it goes on
    }
    return true;
  }

  private void lookAtTheClock() {
    nextLook = spent + BETWEEN_LOOKS_AT_THE_CLOCK;
    if (System.nanoTime() - drainBegan > LONGEST_TURN_NANOS) {
      spent = 2 * TURN;
    }
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
    assert loop.inLoop();
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
      Origin origin = pipe.firstUnwrittenOrigin();
      boolean cutShort = pipe.isFirstCutShort();
      pipe.removeFirstUnwritten();
      if (cutShort && origin instanceof SecondTry) {
        origin.givenUp(1);
        losses.lost(pipe, 1);
      } else if (origin != Origin.NOBODY) {
        back.add(new Returned(first, cutShort ? new SecondTry(origin) : origin));
      }
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

  private void drainInNewTurn() {
    spent = 0;
    drain();
  }

  private void drain() {
    drainScheduled = false;
    if (isSpent()) {
      nextTurn.schedule();
      return;
    }
    draining = true;
    drainBegan = System.nanoTime();
    nextLook = spent + BETWEEN_LOOKS_AT_THE_CLOCK;
    try {
      drainRounds();
    } finally { // whatever a publisher or an allocation throws, the next drain is not locked out
      draining = false;
    }
    if (again && (yields || isSpent())) {
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
      blocked = false;
      sendReturned();
      again |= outgoing.sendWaiting();
      serve();
      removeEnded();
      grant();
      mostWaiting = Math.max(mostWaiting, waiting());
      flush();
    } while (again && !isSpent() && ++rounds < mostRounds);
  }

  /** Moves what the publishers have published, each in its turn. */
  private void serve() {
    long most = feeds.size() == 1 ? Long.MAX_VALUE : SHARE_OF_TURN;
    boolean heldUp = false;
    for (int i = 0; i < feeds.size(); i++) {
      Feed feed = feeds.get(i);
      Feed.Turn turn = feed.drain(heldUp ? 0 : most); // it may have ended all the same
      if (turn == Feed.Turn.BLOCKED) {
        heldUp |= outgoing.holdsUp();
      } else if (turn == Feed.Turn.USED_UP && !heldUp) {
        again = true;
        behind.add(feed);
      }
    }
    reorder();
  }

  /** Those that have had their turn go behind the others. */
  private void reorder() {
    if (behind.size() < feeds.size()) { // else the order stays as it is
      feeds.removeAll(behind);
      feeds.addAll(behind);
    }
    behind.clear();
  }

  private void removeEnded() {
    if (someEnded) {
      someEnded = false;
      feeds.removeIf(Feed::isOver);
    }
    if (stopped && feeds.isEmpty() && outgoing.waiting() == 0) {
      loop.execute(onEmpty);
    }
  }

  private void sendReturned() {
    while (!returned.isEmpty() && !isSpent()) {
      Returned first = returned.element();
      if (!outgoing.offer(first.message, first.origin)) {
        return;
      }
      spent += cost(first.message);
      returned.remove();
    }
    again |= !returned.isEmpty();
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
    for (int i = 0; i < n && !isSpent(); i++) {
      Feed feed = feeds.get(i);
      long reserved = feed.reserved();
      long live = stuck == 0 ? reserved : reserved - Math.min(stuck, feed.waiting());
      if (!feed.isPublished() && live <= share / 2) {
        long more = Math.min(share - live, free);
        if (more > 0 || (reserved == 0 && held - stuck < room)) {
          more = Math.max(1, more);
          if (more > LARGEST_REQUEST) {
            more = LARGEST_REQUEST;
            again = true;
          }
          free -= more;
          held += more;
          feed.request(more);
          behind.add(feed);
        }
      }
    }
    again |= isSpent();
    reorder();
  }

  // The end, and figures.

  /** Accepts no new sends; called from any thread. */
  void refuse() {
    refusing = true;
  }

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
