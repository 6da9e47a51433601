package reactor.zmtp.samples.benchmarks.jmh;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.Frames;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Marks;
import reactor.zmtp.pipe.Pipe;

/** A connection that costs nothing: what it is given is written by the hundred. */
final class Link implements Pipe.Link {

  /** The default ones. */
  static final Marks MARKS = new Marks(1000, 1000, Long.MAX_VALUE);

  private static final int BATCH = 100;

  private @Nullable Pipe pipe;
  private int encoded;

  /** Joins the two ends. */
  void attach(Pipe pipe) {
    this.pipe = pipe;
  }

  @Override
  public boolean isBlocked() {
    return false;
  }

  @Override
  public void write(Frames message) {
    if (++encoded == BATCH && pipe != null) {
      encoded = 0;
      pipe.written(BATCH);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void announce(Announcement what, byte[] subject) {}

  @Override
  public void resumeReading() {}

  @Override
  public void discardUnread() {}

  @Override
  public void close() {}
}
