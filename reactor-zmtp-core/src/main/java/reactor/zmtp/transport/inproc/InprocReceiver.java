package reactor.zmtp.transport.inproc;

import reactor.zmtp.PeerMetadata;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.ReadBudget;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Pipe;

/**
 * The receiving half of one end: takes what comes on its lane, as far as the pipe has room for it
 * and the event loop time. Confined to that loop.
 */
final class InprocReceiver implements ReadBudget.Reader {

  /** What a receiver asks of its end. */
  interface Owner {

    boolean isJoined();

    /** Something was taken, or there is room again: the sender has to hear of it. */
    void tell();

    /** There was a fault in dealing with what came. */
    void failed(Throwable why);
  }

  /** An announcement on its way. */
  static final class Announced {

    private final Announcement what;
    private final byte[] subject;

    Announced(Announcement what, byte[] subject) {
      this.what = what;
      this.subject = subject;
    }
  }

  /** The sender hears after so many, at the latest, that it has room again. */
  private static final int MOST_AT_ONCE = 256;

  private final Owner owner;
  private final InprocLane lane;

  @SuppressWarnings("NullAway.Init") // set by start, before anything is taken
  private Pipe pipe;

  @SuppressWarnings("NullAway.Init") // set by start, before anything is taken
  private PeerMetadata peer;

  @SuppressWarnings("NullAway.Init") // set by start, before anything is taken
  private ReadBudget budget;

  /** The sender's turn of the event loop is the receiver's, too. */
  private boolean together;

  private boolean taking;
  private boolean late;
  private boolean paused;
  private boolean stopped;
  private boolean deaf;

  InprocReceiver(Owner owner, InprocLane lane) {
    this.owner = owner;
    this.lane = lane;
  }

  /** There is a pipe for what a peer sends, who lives on the same event loop or not. */
  void start(IoLoop loop, Pipe pipe, PeerMetadata peer, boolean together) {
    this.pipe = pipe;
    this.peer = peer;
    this.together = together;
    this.budget = ReadBudget.of(loop);
  }

  void takeAll() {
    lane.receiverLooks();
    if (taking || late || !mayTake()) { // whoever takes, or is about to, sees what came
      return;
    }
    taking = true;
    boolean more = true;
    budget.begin();
    try {
      while (more && hasUnread()) {
        more = takeSome();
        pipe.grantCredit();
        owner.tell();
      }
    } finally {
      taking = false;
    }
    if (!more && mayTake()) {
      late = true;
      budget.later(this);
    }
  }

  /** Takes all there is room for, however long that is, since the sender leaves. */
  void takeRest() {
    while (hasUnread()) {
      takeSome();
    }
  }

  private boolean mayTake() {
    return owner.isJoined() && !paused && !stopped && !deaf;
  }

  /** Returns whether there is time for more. */
  private boolean takeSome() {
    int messages = 0;
    boolean time = true;
    Object next = null;
    try {
      while (time && messages < MOST_AT_ONCE && mayTake() && (next = lane.poll()) != null) {
        if (next instanceof DefaultMessage message) {
          messages++;
          pipe.countReceived(message.byteSize());
          goOn(pipe.receive(message.from(peer)));
        } else {
          Announced announced = (Announced) next;
          goOn(pipe.announced(announced.what, announced.subject));
        }
        time = together || budget.isTimeLeft();
      }
    } catch (Throwable e) { // a fault costs this link and no other
      owner.failed(e);
    }
    lane.tellTaken(messages);
    return time;
  }

  private void goOn(boolean hasRoom) {
    if (!hasRoom) {
      pause(true);
    }
  }

  private void pause(boolean pauses) {
    paused = pauses;
    lane.pause(pauses);
  }

  @Override
  public void goOn() {
    late = false;
    takeAll();
  }

  /** The pipe has room again. */
  void resume() {
    if (paused) {
      pause(false);
      takeAll();
      owner.tell();
    }
  }

  /** Takes nothing more, for good. */
  void stop() {
    stopped = true;
    lane.pause(true);
  }

  /** Takes nothing more, and has nothing that could be taken. */
  void discard() {
    deaf = true;
  }

  /** Whether there is something to take. */
  boolean hasUnread() {
    return mayTake() && !lane.isEmpty();
  }
}
