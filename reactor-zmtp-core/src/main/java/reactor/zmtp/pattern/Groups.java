package reactor.zmtp.pattern;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.zmtp.pipe.Pipe;

/**
 * Who is in which group (RFC 48): a peer gets the messages of the groups it has joined, by their
 * exact names. As in libzmq, a peer that has joined a group twice has to leave it twice.
 */
public final class Groups implements Audience {

  private static final List<Pipe> NOBODY = List.of();

  private final Map<ByteBuffer, List<Pipe>> members = new HashMap<>();
  private final Map<Pipe, Map<ByteBuffer, Integer>> joined = new HashMap<>();

  /** A copy, since a peer may be lost while it is sent to. */
  private final List<Pipe> matched = new ArrayList<>();

  /** Nobody is in any group. */
  public Groups() {}

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
  public int match(byte[] group) {
    matched.clear();
    matched.addAll(members.getOrDefault(ByteBuffer.wrap(group), NOBODY));
    return matched.size();
  }

  @Override
  public Pipe matched(int index) {
    return matched.get(index);
  }
}
