package reactor.zmtp.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import reactor.zmtp.pattern.Subscriber.Membership;
import reactor.zmtp.pipe.Pipe;

/**
 * Members of groups (RFC 48): a peer gets the messages of the groups it has joined, by their exact
 * names. As in libzmq, a peer that has joined a group twice has to leave it twice.
 *
 * <p>A peer that went gets nothing from then on. It is removed from its groups incrementally, one
 * step for each.
 */
public final class Groups implements Audience, IncrementalTask {

  private final SubscriptionIndex peers = new SubscriptionIndex();

  /** Those that are in every group. */
  private final List<Pipe> inAll = new ArrayList<>();

  /** A copy, since a peer may be lost while it is sent to. */
  private Pipe[] matched = new Pipe[8];

  public Groups() {}

  @Override
  public void add(Pipe pipe) {
    peers.add(pipe);
  }

  @Override
  public void remove(Pipe pipe) {
    peers.remove(pipe);
    inAll.remove(pipe);
  }

  @Override
  public int advance(int most) {
    return peers.advance(most);
  }

  /** Does not keep the array. */
  public void join(Pipe pipe, byte[] group) {
    Subscriber peer = peers.peer(pipe);
    if (peer == null) {
      return;
    }
    Subscribers members = peers.findOrAdd(group);
    Membership membership = members.of(peer);
    if (membership == null) {
      peers.add(members, peer);
    } else {
      membership.times++;
    }
  }

  /** Has a peer get the messages of all groups. */
  public void joinAll(Pipe pipe) {
    inAll.add(pipe);
  }

  /** Nothing happens if the peer is not in the group. */
  public void leave(Pipe pipe, byte[] group) {
    Subscriber peer = peers.peer(pipe);
    Subscribers members = peers.find(group);
    Membership membership = peer == null || members == null ? null : members.of(peer);
    if (peer != null && members != null && membership != null && --membership.times == 0) {
      members.remove(peer);
      peers.removedFrom(members);
    }
  }

  public int groupsOf(Pipe pipe) {
    Subscriber peer = peers.peer(pipe);
    return peer == null ? 0 : peer.memberships();
  }

  @Override
  public int match(byte[] group) {
    Subscribers members = peers.find(group);
    int joined = members == null ? 0 : members.size();
    int most = joined + inAll.size();
    if (matched.length < most) {
      matched = Arrays.copyOf(matched, Math.max(most, matched.length * 2));
    }
    int count = 0;
    for (Pipe each : inAll) {
      matched[count++] = each;
    }
    for (int i = 0; members != null && i < joined; i++) {
      Subscriber member = members.get(i);
      if (!member.gone) {
        matched[count++] = member.pipe;
      }
    }
    return count;
  }

  @Override
  public Pipe matched(int index) {
    return matched[index];
  }
}
