package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.ZmtpBytes.LONG;
import static reactor.zmtp.test.ZmtpBytes.MORE;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import reactor.zmtp.PullSpec;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpScript;

/**
 * GHSA-wfr2-29gj-5w87: a client leaked each message whose beginning a server had sent before it
 * ended the connection.
 */
class GhsaWfr229gj5w87Test extends UnderAttack {

  private static final int TIMES = 50;
  private static final int MIB = 1 << 20;
  private static final Duration AT_ONCE = Duration.ZERO;

  @Override
  PullSpec options(PullSpec spec) {
    return spec.reconnectInterval(AT_ONCE).reconnectIntervalMax(AT_ONCE);
  }

  @Test
  void messagesThatAServerDoesNotFinishAreForgotten() {
    forgets(peer -> peer.frame(MORE, new byte[MIB]));
  }

  @Test
  void framesThatAServerDoesNotFinishAreForgotten() {
    forgets(peer -> peer.send(ZmtpBytes.frameHeader(LONG, MIB + 1), new byte[MIB]));
  }

  /** If they were kept, they would be 50 MiB. */
  private void forgets(UnaryOperator<ZmtpScript> half) {
    ZmtpListener malicious = listen();
    await(pull.connect(malicious.endpoint()));
    long before = Memory.usedHeap();

    for (int i = 1; i <= TIMES; i++) {
      await(half.apply(accept(malicious, "PUSH").script()).close());
      Disconnected disconnected = events.await(Disconnected.class, i);
      assertThat(disconnected.endpoint()).isEqualTo(malicious.endpoint());
      assertThat(disconnected.reason()).isEqualTo(DisconnectReason.PEER_CLOSED);
    }
    await(pull.disconnect(malicious.endpoint()));

    assertThat(Memory.usedHeap() - before).isLessThan(10 * MIB);
    assertThat(honest.strangers(0)).isEmpty();
  }
}
