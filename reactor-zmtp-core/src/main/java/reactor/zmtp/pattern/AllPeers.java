package reactor.zmtp.pattern;

import java.util.ArrayList;
import java.util.List;
import reactor.zmtp.pipe.Pipe;

/** Audience of all peers there are. */
final class AllPeers implements Audience {

  private final List<Pipe> pipes = new ArrayList<>();

  @Override
  public void add(Pipe pipe) {
    pipes.add(pipe);
  }

  @Override
  public void remove(Pipe pipe) {
    pipes.remove(pipe);
  }

  @Override
  public int match(byte[] topic) {
    return pipes.size();
  }

  @Override
  public Pipe matched(int index) {
    return pipes.get(index);
  }

  List<Pipe> pipes() {
    return pipes;
  }
}
