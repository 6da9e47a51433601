package reactor.zmtp.hostile.run;

import static reactor.zmtp.test.ZmtpBytes.message;

import java.io.IOException;

/** What is sent to an application that takes its time, and costs more than its bytes. */
final class BacklogAttacks implements AutoCloseable {

  /** Of each message. */
  static final int FRAMES = 1000;

  private static final byte[] MESSAGES = TrafficAttacks.repeated(message(new byte[FRAMES][0]), 100);

  private final Target target;
  private final Held held = new Held(4);
  private int turn;

  BacklogAttacks(Target target) {
    this.target = target;
  }

  /** Messages of empty frames; then, in turn, stays or goes, and leaves them behind. */
  void sendEmptyFrames() throws IOException {
    Raw raw = Raw.join(target.slow(), "PUSH").send(MESSAGES);
    turn++;
    if (turn % 2 == 0) {
      held.add(raw);
    } else {
      raw.leave();
    }
  }

  @Override
  public void close() {
    held.close();
  }
}
