package reactor.zmtp.samples.benchmarks.jmh;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pattern.FairQueue;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeEvents;

/** A socket of which the subscriber takes all messages at once, or none until it polls. */
final class Socket implements PipeEvents {

  private final FairQueue queue = new FairQueue();
  private boolean wanting;
  private @Nullable DefaultMessage last;

  /** Whether messages are taken as they come. */
  void want(boolean now) {
    wanting = now;
  }

  FairQueue queue() {
    return queue;
  }

  @Nullable DefaultMessage last() {
    return last;
  }

  @Override
  public boolean deliver(Pipe pipe, DefaultMessage message) {
    if (wanting) {
      last = message;
    }
    return wanting;
  }

  @Override
  public void queued(Pipe pipe) {
    if (pipe.queued() == 1) {
      queue.add(pipe);
    }
  }

  @Override
  public void unflushed(Pipe pipe) {}

  @Override
  public void room(Pipe pipe) {}

  @Override
  public void lost(Pipe pipe, @Nullable Throwable cause) {}
}
