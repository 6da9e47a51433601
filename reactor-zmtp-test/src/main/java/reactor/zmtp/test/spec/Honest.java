package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.message;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The peer that comes at the end of every scenario and has to be served as if nothing had been. */
final class Honest {

  private static final int NUMBER = 99;
  private static final byte[] WORD = Text.octets("honest");
  private static final Set<String> DELIVERING =
      Set.of("PULL", "GATHER", "DEALER", "PAIR", "CHANNEL");

  private Honest() {}

  static void serves(Scene scene) {
    if (!scene.engine.isAlive()) {
      throw new Failed("right: the implementation lives; its process has ended");
    }
    Scenario scenario = scene.scenario;
    if (Types.isExclusive(scenario.type)) {
      scene.closePeers();
      pause(); // the implementation has to see that its one peer has gone
    }
    long end = System.nanoTime() + scene.patience.toNanos();
    while (true) {
      try {
        Conversation peer =
            Types.isExclusive(scenario.type) && !scene.binds()
                ? scene.again(1, scene.patience)
                : scene.open(NUMBER);
        scene.shaken(peer, Types.peerOf(scenario.type), new byte[0]);
        if (scenario.minor == 0 || scene.alive()) {
          break;
        }
        throw new Failed("right: an honest peer is served afterwards; its connection was closed");
      } catch (Failed refused) {
        if (!Types.isExclusive(scenario.type) || System.nanoTime() > end) {
          throw new Failed("an honest peer was not served afterwards: " + refused.getMessage());
        }
      }
    }
    if (DELIVERING.contains(scenario.type) && scene.isStrict()) {
      try {
        delivery(scene);
      } catch (UnsupportedException e) {
        scene.note("what is delivered cannot be seen");
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(Scene.MOMENT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** What was left of the scenario would come before its message, or right behind it. */
  private static void delivery(Scene scene) {
    scene.peer().send(message(WORD));
    List<byte[]> first = scene.receive(scene.patience);
    if (first == null) {
      throw new Failed("the message of an honest peer was not delivered afterwards");
    }
    List<byte[]> second = isWord(first) ? scene.receive(Duration.ofMillis(20)) : first;
    if (second != null) {
      throw new Failed("right: nothing more is delivered; was delivered: " + Scene.shown(second));
    }
  }

  private static boolean isWord(List<byte[]> message) {
    return java.util.Arrays.equals(concat(message.toArray(new byte[0][])), WORD);
  }
}
