package reactor.zmtp.pattern;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/**
 * Outgoing routing of PUB, XPUB (RFC 29) and RADIO (RFC 48): a message goes to everyone it is for.
 * Who is full does not get it; or, without drops, nobody gets it until all have room.
 */
public final class FanOut implements SendStrategy {

  /** Of the mark: what a publisher is asked for when everyone is full, and all of it is dropped. */
  private static final int SMALLEST_SHARE = 16;

  private final Audience audience;
  private final boolean noDrop;
  private final int mark;
  private final AllPeers everyone = new AllPeers();
  private @Nullable Pipe only;
  private boolean dealing;

  /**
   * A fan-out without peers.
   *
   * @param audience who gets a message
   * @param noDrop whether a message waits until all it is for have room
   * @param mark the mark of each pipe
   */
  public FanOut(Audience audience, boolean noDrop, int mark) {
    this.audience = audience;
    this.noDrop = noDrop;
    this.mark = mark;
  }

  @Override
  public void add(Pipe pipe) {
    audience.add(pipe);
    everyone.add(pipe);
  }

  @Override
  public void remove(Pipe pipe) {
    audience.remove(pipe);
    everyone.remove(pipe);
    if (only == pipe) {
      only = null;
    }
  }

  /**
   * The next message is for one peer alone, if it is for that peer at all.
   *
   * @param pipe the peer
   */
  public void nextOnlyTo(Pipe pipe) {
    only = pipe;
  }

  @Override
  public boolean offer(DefaultMessage message, WriteListener listener) {
    if (dealing) { // someone who was told that his message is written sends at once
      return false;
    }
    dealing = true;
    int sent;
    try {
      sent = deal(message, listener);
    } finally {
      dealing = false;
    }
    if (sent == 0) {
      listener.givenUp(1);
    }
    return sent >= 0;
  }

  /** Whether a message is being dealt out now; another must wait. */
  boolean isDealing() {
    return dealing;
  }

  /** Returns to how many the message went; -1 if it must wait. */
  private int deal(DefaultMessage message, WriteListener listener) {
    int matching = audience.match(message.array(0));
    int room = 0;
    for (int i = 0; i < matching; i++) {
      Pipe pipe = audience.matched(i);
      if (isFor(pipe)) {
        if (pipe.hasRoom()) {
          room++;
        } else if (noDrop) {
          return -1;
        }
      }
    }
    WriteListener told = room > 1 ? new FanOutWrite(listener, room) : listener;
    for (int i = 0; i < matching; i++) {
      Pipe pipe = audience.matched(i);
      if (isFor(pipe)) {
        if (pipe.hasRoom()) {
          pipe.send(message, told);
        } else {
          pipe.drop();
        }
      }
    }
    only = null;
    return room;
  }

  private boolean isFor(Pipe pipe) {
    return only == null || only == pipe;
  }

  /**
   * What the peer with the most room has room for, so that a publisher which is no faster than the
   * fastest of them loses nothing there. One who publishes to peers that are all full is asked for
   * little at a time, and never stopped.
   */
  @Override
  public long capacity() {
    if (noDrop) {
      return mark;
    }
    int window = Math.min(mark, LARGEST_WINDOW);
    int most = everyone.pipes().isEmpty() ? window : Math.max(1, window / SMALLEST_SHARE);
    for (int i = 0; i < everyone.pipes().size() && most < window; i++) {
      Pipe pipe = everyone.pipes().get(i);
      most = Math.max(most, pipe.capacity() - pipe.waiting());
    }
    return Math.min(most, window);
  }

  @Override
  public boolean drops() {
    return !noDrop;
  }

  /** A message for nobody is dealt with at once. */
  @Override
  public boolean yields() {
    return true;
  }
}
