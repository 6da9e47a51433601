package reactor.zmtp.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.pipe.Pipe;

/**
 * Outgoing routing of PUSH (RFC 30), and of PAIR which has one peer: in turn to the peers that have
 * room and whose channel takes bytes now. A message is bound to a peer only then, so that one that
 * stalls holds up nothing another could take.
 */
public final class LoadBalancer {

  private final List<Pipe> pipes = new ArrayList<>();
  private int turn;

  /** A balancer without peers. */
  public LoadBalancer() {}

  /**
   * A peer came; its turn is the last.
   *
   * @param pipe its pipe
   */
  public void add(Pipe pipe) {
    pipes.add(turn, pipe);
    turn = (turn + 1) % pipes.size();
  }

  /**
   * A peer went.
   *
   * @param pipe its pipe
   */
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

  /**
   * How many messages may be waiting for all peers together.
   *
   * @return the sum of their marks
   */
  public long capacity() {
    long sum = 0;
    for (int i = 0; i < pipes.size(); i++) {
      sum += pipes.get(i).capacity();
    }
    return sum;
  }

  /**
   * How many messages are waiting for peers that can take none now.
   *
   * @return their sum
   */
  public long stuck() {
    long sum = 0;
    for (int i = 0; i < pipes.size(); i++) {
      Pipe pipe = pipes.get(i);
      if (!pipe.isReady()) {
        sum += pipe.waiting();
      }
    }
    return sum;
  }
}
