package reactor.zmtp.pattern;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.pipe.Pipe;

/** One peer of an audience, and its place among those of each of its topics or groups. */
final class Subscriber {

  /** Makes it one of some {@link Subscribers}. */
  static final class Membership {

    int index;
    int times = 1;

    private Membership(int index) {
      this.index = index;
    }
  }

  /** A table of so many is not worth making smaller. */
  private static final int FEW = 64;

  final Pipe pipe;

  /** In the order they were begun. */
  private LinkedHashMap<Subscribers, Membership> memberships = new LinkedHashMap<>();

  private int most = FEW;

  /** Of all its topics. */
  long bytes;

  /** Whether it went, and is matched no more. */
  boolean gone;

  // Of Subscriptions: its place among all peers, and the last message that was for it.
  int index;
  long matched;

  Subscriber(Pipe pipe) {
    this.pipe = pipe;
  }

  int memberships() {
    return memberships.size();
  }

  /** Null if it is none of them. */
  @Nullable Membership of(Subscribers members) {
    return memberships.get(members);
  }

  /** Those that it has been one of for the longest time; null if there are none. */
  @Nullable Subscribers oldest() {
    return memberships.isEmpty() ? null : memberships.keySet().iterator().next();
  }

  void begin(Subscribers members, int place) {
    memberships.put(members, new Membership(place));
    most = Math.max(most, memberships.size());
  }

  /** Null if it was none of them. */
  @Nullable Membership end(Subscribers members) {
    Membership ended = memberships.remove(members);
    if (most > FEW && memberships.size() <= most / 4) { // the table never gets smaller by itself
      memberships = new LinkedHashMap<>(memberships);
      most = Math.max(FEW, memberships.size());
    }
    return ended;
  }
}
