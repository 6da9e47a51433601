package reactor.zmtp.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.pattern.Member.Membership;
import reactor.zmtp.pattern.TopicTree.Node;

/** Those that have a topic, or are in a group, in no order. Some may be gone. */
final class Members {

  private final Node<Members> node;
  private Member[] members = new Member[1];
  private int size;

  Members(Node<Members> node) {
    this.node = node;
  }

  /** The topic, or the name of the group. */
  Node<Members> node() {
    return node;
  }

  int size() {
    return size;
  }

  Member get(int index) {
    return members[index];
  }

  /** What makes a peer one of them; null if it is not. */
  @Nullable Membership of(Member member) {
    return member.of(this);
  }

  /** Adds one that is not among them. */
  void add(Member member) {
    if (size == members.length) {
      members = Arrays.copyOf(members, size * 2);
    }
    member.begin(this, size);
    members[size++] = member;
  }

  /** Removes one, whose place the last of them takes; returns false if it is not among them. */
  @SuppressWarnings("NullAway") // beyond its size the array holds nothing
  boolean remove(Member member) {
    Membership ended = member.end(this);
    if (ended == null) {
      return false;
    }
    Member last = members[--size];
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
