package reactor.zmtp.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;
import reactor.zmtp.DisposedException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.NextIteration;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Observer;
import reactor.zmtp.pattern.SendStrategy;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

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
final class Outbound {

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

  /**
   * While more is sent in the next turn a buffer that is not full waits for it: what is sent to
   * many peers fills the buffer of each but slowly. For so many turns, some 2 ms.
   */
  private static final int MOST_UNFLUSHED_TURNS = 8;

  /** And no longer than until so small a part of the high-water mark waits: an eighth. */
  private static final int SMALL_PART = 8;

  /** What is told of messages that are given up. */
  interface Losses {

    /** Some messages that a peer's mark did not allow. */
    void dropped(Pipe pipe, long messages);

    /** Some messages that a peer which went did not get. */
    void lost(Pipe pipe, long messages);
  }

  private record Returned(DefaultMessage message, WriteListener listener) {}

  /**
   * What was cut short by the end of its connection is tried once more: the peer may be one that
   * will never take it, which must not be in the way of all that comes after it for ever.
   */
  private record SecondTry(WriteListener listener) implements WriteListener {

    @Override
    public void written(int messages) {
      listener.written(messages);
    }

    @Override
    public void givenUp(int messages) {
      listener.givenUp(messages);
    }
  }

  private final IoLoop loop;
  private final IntSupplier expected;
  private final int expectedMark;
  private final Runnable onEmpty;
  private final SendStrategy strategy;
  private final Losses losses;
  private final ArrayDeque<Returned> returned = new ArrayDeque<>();
  private final List<Pipe> unflushed = new ArrayList<>();
  private final List<Pipe> dropping = new ArrayList<>();
  private final Runnable drain = this::drain;
  private final NextIteration nextIteration;
  private final PublishedBefore publishedBefore = new PublishedBefore();

  private final List<SendSubscriber> sends = new ArrayList<>();
  private final Set<SendSubscriber> behind = new LinkedHashSet<>();
  private final boolean yields;
  private boolean someEnded;
  private long spent;
  private long nextLook;
  private long drainBegan;

  /** What the drains of this turn have taken: on one event loop they may follow each other. */
  private long spentNanos;

  private int unflushedTurns;
  private boolean blocked;
  private boolean draining;
  private boolean again;
  private boolean drainScheduled;
  private Object owner = "a socket";
  private @Nullable Observer observer;
  private volatile boolean refusing;
  private boolean stopped;
  private long sent;
  private long mostWaiting;

  /** How many messages were waiting when they were given up, and how many had been sent by then. */
  private long abandoned;

  private long sentBefore;

  /** As of the end of the last drain, for whoever looks from another thread. */
  private long waitingLately;

  /**
   * A sending half without peers.
   *
   * @param loop the socket's loop
   * @param strategy where messages go
   * @param losses is told what was given up
   * @param expected how many peers are not there and count all the same ({@code immediate(false)})
   * @param expectedMark the mark of each of those
   * @param onEmpty is told, after {@link #stop}, when nothing is waiting any more
   */
  Outbound(
      IoLoop loop,
      SendStrategy strategy,
      Losses losses,
      IntSupplier expected,
      int expectedMark,
      Runnable onEmpty) {
    this.loop = loop;
    this.nextIteration = new NextIteration(loop, this::drainInNewTurn);
    this.strategy = strategy;
    this.losses = losses;
    this.expected = expected;
    this.expectedMark = expectedMark;
    this.onEmpty = onEmpty;
    this.yields = strategy.yields();
  }

  IoLoop loop() {
    return loop;
  }

  Mono<Void> send(Publisher<? extends ZmqMessage> messages) {
    return new SendMono(this, messages);
  }

  /** From any thread. */
  boolean isRefusing() {
    return refusing;
  }

  /** The socket, for whoever reads of its sends, and who follows these, if anybody does. */
  void of(Object socket, @Nullable Observer follower) {
    owner = socket;
    observer = follower;
  }

  /** What is published by a publisher of that context, as it is to be sent. */
  Publisher<? extends ZmqMessage> observed(
      Publisher<? extends ZmqMessage> messages, ContextView context) {
    Observer follower = observer;
    return follower == null
        ? messages
        : Flux.from(messages).map(message -> follower.send(message, context));
  }

  @Override
  public String toString() {
    return "send() of " + owner;
  }

  // Sends.

  void add(SendSubscriber send) {
    assert loop.inLoop();
    sends.add(send);
    if (stopped) {
      send.refuse(disposed());
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
  static long cost(DefaultMessage message) {
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
  boolean offer(DefaultMessage message, WriteListener listener) {
    if (!returned.isEmpty() || !strategy.offer(message, listener)) {
      blocked = true;
      return false;
    }
    spent += cost(message);
    if (draining && spent >= nextLook) {
      lookAtTheClock();
    }
    if (yields) {
      nextIteration.schedule(); // the channels have a turn of their own before it goes on
    }
    return true;
  }

  private void lookAtTheClock() {
    nextLook = spent + BETWEEN_LOOKS_AT_THE_CLOCK;
    if (System.nanoTime() - drainBegan > LONGEST_TURN_NANOS) {
      spent = 2 * TURN;
    }
  }

  /** See {@link SendStrategy#drops}. */
  boolean drops() {
    return strategy.drops();
  }

  void countWritten(int messages) {
    sent += messages;
  }

  /** Runs a task once all that was published before has gone to its peers, or was dropped. */
  void afterPublished(Runnable task) {
    assert loop.inLoop();
    publishedBefore.then(sends, task);
  }

  // Pipes.

  void add(Pipe pipe) {
    strategy.add(pipe);
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
    strategy.remove(pipe);
    unflushed.remove(pipe);
    if (strategy.reroutes()) {
      takeBack(pipe);
    } else {
      giveUp(pipe);
    }
    room();
  }

  private void takeBack(Pipe pipe) {
    ArrayDeque<Returned> back = new ArrayDeque<>();
    for (DefaultMessage first = pipe.firstUnwritten();
        first != null;
        first = pipe.firstUnwritten()) {
      WriteListener listener = pipe.firstUnwrittenOrigin();
      boolean cutShort = pipe.isFirstCutShort();
      pipe.removeFirstUnwritten();
      if (cutShort && listener instanceof SecondTry) {
        listener.givenUp(1);
        losses.lost(pipe, 1);
      } else if (listener != WriteListener.NOBODY) {
        back.add(new Returned(first, cutShort ? new SecondTry(listener) : listener));
      }
    }
    while (!back.isEmpty()) {
      returned.addFirst(back.removeLast());
    }
  }

  private void giveUp(Pipe pipe) {
    long lost = 0;
    while (pipe.firstUnwritten() != null) {
      WriteListener listener = pipe.firstUnwrittenOrigin();
      pipe.removeFirstUnwritten();
      listener.givenUp(1);
      if (listener != WriteListener.NOBODY) {
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
    spentNanos = 0;
    drain();
  }

  private void drain() {
    drainScheduled = false;
    if (isSpent()) {
      nextIteration.schedule();
      return;
    }
    draining = true;
    drainBegan = System.nanoTime() - spentNanos;
    nextLook = spent + BETWEEN_LOOKS_AT_THE_CLOCK;
    try {
      drainRounds();
    } finally { // whatever a publisher or an allocation throws, the next drain is not locked out
      draining = false;
      waitingLately = waiting();
    }
    spentNanos = System.nanoTime() - drainBegan;
    if (spentNanos > LONGEST_TURN_NANOS) {
      spent = Math.max(spent, TURN);
    }
    if (again && (yields || isSpent())) {
      nextIteration.schedule();
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
      again |= strategy.sendWaiting();
      serve();
      publishedBefore.runDue();
      removeEnded();
      if (strategy.drops()) {
        flushFilled(); // what is asked for now must not be dropped for want of a flush
      }
      grant();
      mostWaiting = Math.max(mostWaiting, waiting());
      if (again && isSpent() && ++unflushedTurns < MOST_UNFLUSHED_TURNS) {
        flushFilled();
      } else {
        flush();
      }
    } while (again && !isSpent() && ++rounds < mostRounds);
  }

  /** Moves what the publishers have published, each in its turn. */
  private void serve() {
    long most = sends.size() == 1 ? Long.MAX_VALUE : SHARE_OF_TURN;
    boolean heldUp = false;
    for (int i = 0; i < sends.size(); i++) {
      SendSubscriber send = sends.get(i);
      SendSubscriber.Turn turn = send.drain(heldUp ? 0 : most); // it may have ended all the same
      if (turn == SendSubscriber.Turn.BLOCKED) {
        heldUp |= strategy.holdsUp();
      } else if (turn == SendSubscriber.Turn.USED_UP && !heldUp) {
        again = true;
        behind.add(send);
      }
    }
    reorder();
  }

  /** Those that have had their turn go behind the others. */
  private void reorder() {
    if (behind.size() < sends.size()) { // else the order stays as it is
      sends.removeAll(behind);
      sends.addAll(behind);
    }
    behind.clear();
  }

  private void removeEnded() {
    if (someEnded) {
      someEnded = false;
      sends.removeIf(SendSubscriber::isOver);
    }
    if (stopped && sends.isEmpty() && strategy.waiting() == 0) {
      loop.execute(onEmpty);
    }
  }

  private void sendReturned() {
    while (!returned.isEmpty() && !isSpent()) {
      Returned first = returned.element();
      if (!strategy.offer(first.message, first.listener)) {
        return;
      }
      spent += cost(first.message);
      returned.remove();
    }
    again |= !returned.isEmpty();
  }

  /** Those with much to write: where a full pipe drops messages, it must not get full by this. */
  private void flushFilled() {
    for (int i = unflushed.size() - 1; i >= 0; i--) {
      Pipe pipe = unflushed.get(i);
      if (pipe.waiting() >= pipe.capacity() / SMALL_PART) {
        unflushed.remove(i);
        pipe.flush();
      }
    }
    reportDropped();
  }

  private void flush() {
    unflushedTurns = 0;
    while (!unflushed.isEmpty()) {
      unflushed.remove(unflushed.size() - 1).flush();
    }
    reportDropped();
  }

  private void reportDropped() {
    while (!dropping.isEmpty()) {
      Pipe pipe = dropping.remove(dropping.size() - 1);
      losses.dropped(pipe, pipe.takeDropped());
    }
  }

  // Demand.

  private void grant() {
    int n = sends.size();
    int absent = yields ? 0 : expected.getAsInt();
    long room = stopped ? 0 : strategy.capacity() + (long) absent * expectedMark;
    if (room == 0 || n == 0) {
      return;
    }
    long free = room;
    long held = 0;
    for (int i = 0; i < n; i++) {
      free -= sends.get(i).reserved();
      held += sends.get(i).held();
    }
    // What waits for peers that stall is left out: the low-water mark is that of the others.
    long stuck = strategy.stuck(absent > 0);
    long share = Math.max(1, (room - stuck) / n);
    for (int i = 0; i < n && !isSpent(); i++) {
      SendSubscriber send = sends.get(i);
      long reserved = send.reserved();
      long live = stuck == 0 ? reserved : reserved - Math.min(stuck, send.waiting());
      if (!send.isPublished() && live <= share / 2) {
        long more = Math.min(share - live, free);
        if (more > 0 || (reserved == 0 && held - stuck < room)) {
          more = Math.max(1, more);
          if (more > LARGEST_REQUEST) {
            more = LARGEST_REQUEST;
            again = true;
          }
          free -= more;
          held += more;
          send.request(more);
          behind.add(send);
        } else if (reserved == 0 && !behind.isEmpty()) {
          again = true; // when those that were asked have published, or have not
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
    strategy.stop();
    for (SendSubscriber send : sends) {
      send.stop(disposed());
    }
    room();
  }

  /** Gives up what is waiting: what is under way may still be written until the pipes are gone. */
  void abandon() {
    abandoned = waiting();
    sentBefore = sent();
    returned.clear();
    for (SendSubscriber send : sends) {
      send.abandon(disposed());
    }
    strategy.abandon();
    publishedBefore.runDue();
    reportDropped(); // the next drain may come after the socket's last event
    waitingLately = 0;
  }

  /** How many messages were given up and not written after all. */
  long unsent() {
    return Math.max(0, abandoned - (sent() - sentBefore));
  }

  private static DisposedException disposed() {
    return new DisposedException(
        "the socket was disposed of before all that was to be sent was written");
  }

  long waiting() {
    long waiting = strategy.waiting();
    for (SendSubscriber send : sends) {
      waiting += send.waiting();
    }
    return waiting;
  }

  /** From any thread: on another one than the loop's, how many were waiting lately. */
  long waitingLately() {
    return loop.inLoop() ? waiting() : waitingLately;
  }

  long mostWaiting() {
    return mostWaiting;
  }

  long sent() {
    return sent + strategy.sent();
  }
}
