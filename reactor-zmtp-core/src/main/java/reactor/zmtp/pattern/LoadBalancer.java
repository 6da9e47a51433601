package reactor.zmtp.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/**
 * Outgoing routing of PUSH (RFC 30) and its like, and of PAIR which has one peer: in turn to the
 * peers that have room and whose channel takes bytes now. A message is bound to a peer only then,
 * so that one that stalls holds up nothing another could take.
 */
public final class LoadBalancer implements SendStrategy {

  private final List<Pipe> pipes = new ArrayList<>();
  private int turn;

  /** A balancer without peers. */
  public LoadBalancer() {}

  /** A peer came; its turn is the last. */
  @Override
  public void add(Pipe pipe) {
    pipes.add(turn, pipe);
    turn = (turn + 1) % pipes.size();
  }

  @Override
  public void remove(Pipe pipe) {
    int index = pipes.indexOf(pipe);
    if (index >= 0) {
      pipes.remove(index);
      if (index < turn) {
        turn--;
      }
      turn = pipes.isEmpty() ? 0 : turn % pipes.size();
    }
  }

  /**
   * The peer whose turn it is.
   *
   * @return its pipe, or null if no peer can take a message now
   */
  public @Nullable Pipe next() {
    int n = pipes.size();
    for (int i = 0; i < n; i++) {
      Pipe pipe = pipes.get(turn);
      turn = turn + 1 == n ? 0 : turn + 1;
      if (pipe.isReady()) {
        return pipe;
      }
    }
    return null;
  }

  @Override
  public boolean offer(DefaultMessage message, WriteListener listener) {
    Pipe pipe = next();
    if (pipe == null) {
      return false;
    }
    pipe.send(message, listener);
    return true;
  }

  /** The sum of the peers' marks. */
  @Override
  public long capacity() {
    long sum = 0;
    for (int i = 0; i < pipes.size(); i++) {
      sum += pipes.get(i).capacity();
    }
    return sum;
  }

  @Override
  public long stuck(boolean roomElsewhere) {
    long sum = 0;
    boolean someReady = roomElsewhere;
    for (int i = 0; i < pipes.size(); i++) {
      Pipe pipe = pipes.get(i);
      if (pipe.isReady()) {
        someReady = true;
      } else {
        sum += pipe.waiting();
      }
    }
    return someReady ? sum : 0;
  }

  @Override
  public boolean reroutes() {
    return true;
  }
}
