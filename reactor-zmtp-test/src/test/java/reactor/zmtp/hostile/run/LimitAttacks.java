package reactor.zmtp.hostile.run;

import java.io.IOException;

/** More connections, and more of them at a time, than a socket with low limits takes. */
final class LimitAttacks implements AutoCloseable {

  private static final int ROUND = 40;
  private static final int CROWD = 60;

  private final Target target;
  private final Held silent = new Held(20);
  private final Held joined = new Held(20);
  private int turn;

  LimitAttacks(Target target) {
    this.target = target;
  }

  /** In turn one that says nothing and one that becomes a peer, both to stay for a while. */
  void come() throws IOException {
    turn++;
    if (turn % ROUND == 0) {
      joined.close();
      crowd();
    }
    if (turn % 2 == 0) {
      silent.add(Raw.connect(target.limited()));
    } else {
      joined.add(Raw.join(target.limited(), "PUSH"));
    }
  }

  /** More in a moment than are let in within a second. */
  private void crowd() throws IOException {
    for (int i = 0; i < CROWD; i++) {
      Raw.connect(target.limited()).close();
    }
  }

  @Override
  public void close() {
    silent.close();
    joined.close();
  }
}
