package reactor.zmtp.samples.benchmarks.jmh;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Credit;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeLink;

/** A connection that costs nothing: what it is given is written by the hundred. */
final class Link implements PipeLink {

  /** The default ones. */
  static final HighWaterMarks MARKS = new HighWaterMarks(1000, 1000, Long.MAX_VALUE);

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
  public void write(DefaultMessage message) {
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
  public void grant(Credit credit) {}

  @Override
  public void stopReading() {}

  @Override
  public boolean hasUnread() {
    return false;
  }

  @Override
  public void resumeReading() {}

  @Override
  public void discardUnread() {}

  @Override
  public void close() {}
}
