package reactor.zmtp.pattern;

import java.util.LinkedHashMap;
import reactor.zmtp.pipe.Pipe;

/** One peer of an audience, and where it is among those of each of its topics or groups. */
final class Member {

  /** What makes it one of some {@link Members}. */
  static final class Membership {

    int index;
    int times = 1;

    Membership(int index) {
      this.index = index;
    }
  }

  final Pipe pipe;

  /** In the order they were begun. */
  final LinkedHashMap<Members, Membership> memberships = new LinkedHashMap<>();

  /** Of all its topics. */
  long bytes;

  /** Whether it went, and is matched no more. */
  boolean gone;

  // Of Subscriptions: its place among all peers, and the last message that was for it.
  int index;
  long matched;

  Member(Pipe pipe) {
    this.pipe = pipe;
  }
}
