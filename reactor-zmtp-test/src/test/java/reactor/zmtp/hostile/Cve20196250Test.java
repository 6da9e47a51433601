package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.ZmtpBytes.LONG;
import static reactor.zmtp.test.ZmtpBytes.MORE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PullSpec;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.test.ZmtpBytes;

/**
 * CVE-2019-6250: a frame's length of nearly 2^64 overflowed a pointer, looked as if it fitted into
 * the buffer at hand, and what followed was written over whatever came after it.
 */
class Cve20196250Test extends UnderAttack {

  private static final int STRANGERS = 50;
  private static final long GIB = 1 << 30;
  private static final long MIB = 1 << 20;

  /** As in libzmq by default: the limit must not be what saves us. */
  @Override
  PullSpec options(PullSpec spec) {
    return spec.maxMessageSize(-1);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -2, -8192, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 62, 1L << 31})
  void aLengthThatOverflowsIsRefusedAndWhatFollowsGoesNowhere(long length) {
    byte[] payload = new byte[100_000];

    expelled(
        Rule.MESSAGE_TOO_LARGE,
        stranger().script().handshake("PUSH").send(ZmtpBytes.frameHeader(LONG, length), payload));
    assertThat(honest.strangers(0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -100, Long.MAX_VALUE, Long.MAX_VALUE - 99})
  void aLengthThatOverflowsWhenAddedToThoseBeforeIsRefused(long length) {
    expelled(
        Rule.MESSAGE_TOO_LARGE,
        stranger()
            .script()
            .handshake("PUSH")
            .frame(MORE, new byte[100])
            .send(ZmtpBytes.frameHeader(LONG, length)));
  }

  /** 50 GiB are announced, and half a KiB comes. */
  @Test
  void whatIsAnnouncedTakesNoMemoryBeforeItComes() {
    long before = Memory.usedHeap();

    for (int i = 0; i < STRANGERS; i++) {
      await(
          stranger()
              .script()
              .handshake("PUSH")
              .send(ZmtpBytes.frameHeader(LONG, GIB), new byte[10]));
    }
    until(pull, m -> m.peers() == STRANGERS + 1);
    honest.messagesFlow();

    assertThat(Memory.usedHeap() - before).isLessThan(16 * MIB);
    assertThat(events.count(Disconnected.class)).isZero();
  }
}
