package reactor.zmtp.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.pattern.Subscriber.Membership;
import reactor.zmtp.pattern.TopicTree.Node;

/** Peers that have a topic, or are in a group, in no order. Some may be gone. */
final class Subscribers {

  private final Node<Subscribers> node;
  private Subscriber[] members = new Subscriber[1];
  private int size;

  Subscribers(Node<Subscribers> node) {
    this.node = node;
  }

  Node<Subscribers> node() {
    return node;
  }

  int size() {
    return size;
  }

  Subscriber get(int index) {
    return members[index];
  }

  /** Null if the peer is none of them. */
  @Nullable Membership of(Subscriber member) {
    return member.of(this);
  }

  /** Adds one that is not among them. */
  void add(Subscriber member) {
    if (size == members.length) {
      members = Arrays.copyOf(members, size * 2);
    }
    member.begin(this, size);
    members[size++] = member;
  }

  /** Removes one, whose place the last of them takes; returns false if it is not among them. */
  @SuppressWarnings("NullAway") // beyond its size the array holds nothing
  boolean remove(Subscriber member) {
    Membership ended = member.end(this);
    if (ended == null) {
      return false;
    }
    Subscriber last = members[--size];
    Membership lasts = last.of(this);
    if (lasts != null) {
      lasts.index = ended.index;
    }
    members[ended.index] = last;
    members[size] = null;
    if (size > 0 && size <= members.length / 4) {
      members = Arrays.copyOf(members, members.length / 2);
    }
    return true;
  }
}
