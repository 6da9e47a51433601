package reactor.zmtp.pattern;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.SubscriptionFrames;
import reactor.zmtp.pipe.WriteListener;

/**
 * Outgoing routing of XSUB (RFC 29): a message that is a subscription changes what is wanted, and
 * no high-water mark holds it up; any other goes to all publishers that have room.
 */
public final class Upstream implements SendStrategy, SubscriptionFrames.Reader {

  private final Topics topics;
  private final boolean onlyFirst;
  private final FanOut toAll;

  /** With {@code onlyFirst} only a message whose first frame is a subscription has any. */
  public Upstream(Topics topics, boolean onlyFirst, int mark) {
    this.topics = topics;
    this.onlyFirst = onlyFirst;
    this.toAll = new FanOut(new AllPeers(), false, mark);
  }

  @Override
  public void add(Pipe pipe) {
    toAll.add(pipe);
  }

  @Override
  public void remove(Pipe pipe) {
    toAll.remove(pipe);
  }

  @Override
  public boolean offer(DefaultMessage message, WriteListener listener) {
    if (toAll.isDealing()) {
      return false;
    }
    @Nullable DefaultMessage rest = SubscriptionFrames.read(message, onlyFirst, this);
    if (rest != null) {
      return toAll.offer(rest, listener);
    }
    listener.written(1);
    return true;
  }

  @Override
  public void subscription(Announcement what, byte[] topic) {
    if (what == Announcement.SUBSCRIBE) {
      topics.subscribe(topic);
    } else {
      topics.unsubscribe(topic);
    }
  }

  @Override
  public long capacity() {
    return toAll.capacity();
  }

  @Override
  public boolean drops() {
    return true;
  }

  @Override
  public boolean yields() {
    return true;
  }
}
