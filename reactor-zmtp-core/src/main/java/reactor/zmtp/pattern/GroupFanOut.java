package reactor.zmtp.pattern;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.zmtp.message.Frames;
import reactor.zmtp.pipe.Origin;
import reactor.zmtp.pipe.Pipe;

/**
 * Outgoing routing of RADIO (RFC 48): each message to all peers that are members of the group its
 * first frame names, but for those that have no room. As in libzmq, a peer that has joined a group
 * twice has to leave it twice.
 */
public final class GroupFanOut implements Outgoing {

  private static final List<Pipe> NOBODY = List.of();

  private final int mark;
  private final Map<ByteBuffer, List<Pipe>> members = new HashMap<>();
  private final Map<Pipe, Map<ByteBuffer, Integer>> joined = new HashMap<>();
  private final List<Pipe> takers = new ArrayList<>();

  /**
   * A fan-out without peers.
   *
   * @param mark how many messages publishers are asked for at a time; 0: no bound
   */
  public GroupFanOut(int mark) {
    this.mark = mark == 0 ? Integer.MAX_VALUE : mark;
  }

  @Override
  public void add(Pipe pipe) {
    joined.put(pipe, new HashMap<>());
  }

  @Override
  public void remove(Pipe pipe) {
    for (ByteBuffer group : groups(pipe).keySet()) {
      removeMember(group, pipe);
    }
    joined.remove(pipe);
  }

  /**
   * A peer joined a group.
   *
   * @param pipe its pipe
   * @param group the group's name, not copied, not to be changed
   */
  public void join(Pipe pipe, byte[] group) {
    ByteBuffer name = ByteBuffer.wrap(group);
    if (groups(pipe).merge(name, 1, Integer::sum) == 1) {
      members.computeIfAbsent(name, first -> new ArrayList<>()).add(pipe);
    }
  }

  /**
   * A peer left a group; nothing happens if it was not in it.
   *
   * @param pipe its pipe
   * @param group the group's name
   */
  public void leave(Pipe pipe, byte[] group) {
    ByteBuffer name = ByteBuffer.wrap(group);
    Map<ByteBuffer, Integer> groups = groups(pipe);
    if (groups.containsKey(name)
        && groups.computeIfPresent(name, (same, times) -> times > 1 ? times - 1 : null) == null) {
      removeMember(name, pipe);
    }
  }

  /**
   * How many groups a peer is a member of.
   *
   * @param pipe its pipe
   * @return their number
   */
  public int groupsOf(Pipe pipe) {
    return groups(pipe).size();
  }

  private Map<ByteBuffer, Integer> groups(Pipe pipe) {
    return joined.getOrDefault(pipe, Map.of());
  }

  private void removeMember(ByteBuffer group, Pipe pipe) {
    List<Pipe> rest = members.getOrDefault(group, NOBODY);
    if (rest.remove(pipe) && rest.isEmpty()) {
      members.remove(group);
    }
  }

  @Override
  public boolean offer(Frames message, Origin origin) {
    List<Pipe> group = members.getOrDefault(ByteBuffer.wrap(message.array(0)), NOBODY);
    for (int i = 0; i < group.size(); i++) {
      Pipe pipe = group.get(i);
      if (pipe.hasRoom()) {
        takers.add(pipe);
      } else {
        pipe.drop();
      }
    }
    if (takers.isEmpty()) {
      origin.written(1); // RFC 48: nobody is waited for
    } else {
      sendToTakers(message, origin);
    }
    return true;
  }

  private void sendToTakers(Frames message, Origin origin) {
    int n = takers.size();
    Origin each = n == 1 ? origin : new Copies(origin, n);
    for (int i = 0; i < n; i++) {
      takers.get(i).send(message, each);
    }
    takers.clear();
  }

  @Override
  public long capacity() {
    return mark;
  }

  @Override
  public boolean drops() {
    return true;
  }
}
