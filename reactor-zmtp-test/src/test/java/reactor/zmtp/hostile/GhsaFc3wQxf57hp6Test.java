package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;

/**
 * GHSA-fc3w-qxf5-7hp6: two messages of ZMTP 1.0 that were larger than the decoder's buffer of 8192
 * bytes made it believe that the buffer was larger, and the next one was written beyond its end.
 */
class GhsaFc3wQxf57hp6Test extends UnderAttack {

  private static final byte[] NO_IDENTITY = {1, 0};
  private static final int BUFFER = 8192;
  private static final int MOST = 100_000;

  @Override
  PullSpec options(PullSpec spec) {
    return spec.minimumProtocol(ProtocolVersion.ZMTP_1_0).maxMessageSize(MOST);
  }

  @Test
  void messagesLargerThanAnyBufferAreReadAsTheyAre() {
    byte[][] bodies = {
      filled('a', BUFFER + 1), filled('b', 70_000), filled('c', BUFFER), filled('d', 3 * BUFFER)
    };

    await(
        stranger()
            .script()
            .send(NO_IDENTITY, frame(bodies[0]), frame(bodies[1]), frame(bodies[2]))
            .sendInPieces(1000, frame(bodies[3])));

    List<ZmqMessage> received = honest.strangers(bodies.length);
    for (int i = 0; i < bodies.length; i++) {
      assertThat(received.get(i).bytes()).isEqualTo(bodies[i]);
    }
  }

  @Test
  void oneThatIsLargerThanAllowedCostsItsConnection() {
    expelled(
        Rule.MESSAGE_TOO_LARGE,
        stranger()
            .script()
            .send(NO_IDENTITY, frame(filled('a', BUFFER + 1)), frame(new byte[MOST + 1])));
    assertThat(honest.strangers(1)).hasSize(1);
  }

  @Test
  void byDefaultNobodyWhoSpeaksZmtp1IsLetIn() {
    Events told = new Events();
    PullSocket strict = open(zmq.pull().doOnEvent(told).bind(Anywhere.endpoint()));
    byte[] large = frame(filled('a', BUFFER + 1));

    await(connect(address(strict)).script().send(NO_IDENTITY, large, large).discardUntilClose());

    assertThat(rule(told.await(HandshakeFailed.class).cause())).isEqualTo(Rule.SIGNATURE);
  }

  private static byte[] filled(char what, int length) {
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) what);
    return body;
  }

  /** RFC 13: the length counts the flags. */
  private static byte[] frame(byte[] body) {
    byte[] header =
        ByteBuffer.allocate(10).put((byte) 0xff).putLong(body.length + 1L).put((byte) 0).array();
    return ZmtpBytes.concat(header, body);
  }
}
