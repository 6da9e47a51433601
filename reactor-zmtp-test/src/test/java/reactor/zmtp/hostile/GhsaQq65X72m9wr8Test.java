package reactor.zmtp.hostile;

import static reactor.zmtp.test.ZmtpBytes.concat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PubSpec;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;

/**
 * GHSA-qq65-x72m-9wr8: unsubscribing from a long topic went down the tree of subscriptions by a
 * recursive call for each byte of it, until the stack overflowed.
 */
class GhsaQq65X72m9wr8Test extends PublisherUnderAttack {

  private static final int MIB = 1 << 20;
  private static final int DEPTH = 4000;

  /** No limit but that of a message. */
  @Override
  PubSpec options(PubSpec spec) {
    return spec.maxTopicLength(2 * MIB);
  }

  @Test
  void aTopicOfAMebibyteIsSubscribedToAndUnsubscribedFrom() {
    ZmtpPeer peer = oldStranger("SUB");

    await(peer.script().message(subscription(1, MIB)));
    untilTopics(2);
    await(peer.script().message(subscription(0, MIB)));
    untilTopics(1);
  }

  /** A tree as deep as the topic is long, since each of its prefixes is a topic too. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTreeOfThousandsOfLevelsIsTakenDown(boolean fromItsRoot) {
    ZmtpPeer peer = stranger();
    await(peer.script().send(commands("SUBSCRIBE", true)));
    untilTopics(1 + DEPTH);

    await(peer.script().send(commands("CANCEL", fromItsRoot)));

    untilTopics(1);
  }

  @Test
  void aTreeOfThousandsOfLevelsGoesWithItsPeer() {
    ZmtpPeer peer = stranger();
    await(peer.script().send(commands("SUBSCRIBE", false)));
    untilTopics(1 + DEPTH);

    await(peer.script().reset());

    untilTopics(1);
  }

  @Test
  void aTopicThatIsLongerThanAllowedCostsTheConnection() {
    ZmtpPeer peer = oldStranger("SUB");

    expelled(
        Rule.TOPIC_TOO_LONG,
        peer.script().message(subscription(1, 2 * MIB + 1)).discardUntilClose());
    untilTopics(1);
  }

  private static byte[] subscription(int flag, int length) {
    byte[] frame = new byte[1 + length];
    Arrays.fill(frame, (byte) 'a');
    frame[0] = (byte) flag;
    return frame;
  }

  /** For a, aa, aaa, ... */
  private static byte[] commands(String name, boolean shortestFirst) {
    byte[][] commands = new byte[DEPTH][];
    for (int i = 0; i < DEPTH; i++) {
      byte[] topic = new byte[shortestFirst ? i + 1 : DEPTH - i];
      Arrays.fill(topic, (byte) 'a');
      commands[i] = ZmtpBytes.command(name, topic);
    }
    return concat(commands);
  }
}
