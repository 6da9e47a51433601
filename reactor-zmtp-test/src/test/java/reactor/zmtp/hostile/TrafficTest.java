package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.ZmtpBytes.COMMAND;
import static reactor.zmtp.test.ZmtpBytes.LONG;
import static reactor.zmtp.test.ZmtpBytes.MORE;
import static reactor.zmtp.test.ZmtpBytes.hex;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PullSpec;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.test.ZmtpScript;

/** What those may do who got past the handshake. */
class TrafficTest extends UnderAttack {

  private static final long MIB = 1 << 20;
  private static final byte[] NOTHING = {};

  @Override
  PullSpec options(PullSpec spec) {
    return spec.maxMessageSize(MIB).maxFrames(1000);
  }

  // Frames.

  /** Lengths are unsigned on the wire and must not become negative here. */
  @ParameterizedTest
  @ValueSource(
      longs = {1L << 62, Long.MAX_VALUE, Long.MIN_VALUE, -1, 1L << 31, 1L << 32, (1 << 20) + 1})
  void aFrameThatIsTooLargeIsRefusedBeforeItComes(long length) {
    expelled(Rule.MESSAGE_TOO_LARGE, joined().send(ZmtpBytes.frameHeader(LONG, length)));
  }

  @Test
  void theLastFrameOfAMessageMayBeTooLargeToo() {
    expelled(
        Rule.MESSAGE_TOO_LARGE,
        joined().frame(MORE, new byte[1000]).send(ZmtpBytes.frameHeader(LONG, MIB - 999)));
  }

  @Test
  void anEndlessMessageIsEndedByItsSize() {
    expelled(Rule.MESSAGE_TOO_LARGE, joined().flood(ZmtpBytes.frame(MORE, new byte[60_000])));
  }

  @Test
  void anEndlessMessageOfEmptyFramesIsEndedByTheirCount() {
    expelled(Rule.TOO_MANY_FRAMES, joined().flood(ZmtpBytes.frame(MORE, NOTHING)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x08, 0x10, 0x20, 0x40, 0x80, 0xff})
  void reservedFlagsAreRefused(int flags) {
    expelled(Rule.MALFORMED_FRAME, joined().send(new byte[] {(byte) flags, 0}));
  }

  @Test
  void aCommandWithMoreIsRefused() {
    expelled(Rule.MALFORMED_FRAME, joined().frame(COMMAND | MORE, hex("04 50 4f 4e 47")));
  }

  /** The next peer must not get the tail, nor anybody the beginning. */
  @Test
  void halfAMessageIsDroppedWithItsPeer() {
    await(joined().frame(MORE, NOTHING).frame(MORE, new byte[100]).close());
    events.await(Disconnected.class);
    await(joined().message("whole"));

    assertThat(honest.strangers(1)).hasSize(1);
    assertThat(honest.strangers(1).get(0).text()).isEqualTo("whole");
  }

  // Commands.

  @ParameterizedTest
  @ValueSource(strings = {"04 00", "04 01 00", "04 02 05 50", "04 05 04 50 49 4e 47"})
  void aCommandWhoseLengthsDoNotAddUpIsRefused(String frame) {
    expelled(Rule.MALFORMED_COMMAND, joined().send(hex(frame)));
  }

  @Test
  void aCommandOfMoreThan64KiBIsRefused() {
    expelled(Rule.MALFORMED_COMMAND, joined().send(ZmtpBytes.frameHeader(COMMAND | LONG, 70_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FOO", "SUBSCRIBE", "CANCEL", "JOIN", "READY", "PONG", "ping"})
  void aCommandThatMeansNothingHereIsIgnored(String name) {
    await(joined().command(name, new byte[3]).message("after it"));

    assertThat(honest.strangers(1).get(0).text()).isEqualTo("after it");
    assertThat(events.count(Disconnected.class)).isZero();
  }

  @Test
  void aCommandBetweenTheFramesOfAMessageIsNoPartOfIt() {
    await(
        joined()
            .frame(MORE, new byte[] {'a'})
            .ping(0, new byte[] {7})
            .frame(0, new byte[] {'b'})
            .expectPong(new byte[] {7}));

    assertThat(honest.strangers(1).get(0).frames()).hasSize(2);
  }

  @Test
  void errorAfterTheHandshakeIsTold() {
    expelled(Rule.REFUSED_BY_PEER, joined().send(ZmtpBytes.error("300")));
  }

  /** Or each such connection could cost a buffer for ever. */
  @Test
  void whatComesBehindErrorInTheSameSegmentIsNeitherHeardNorKept() {
    expelled(
        Rule.REFUSED_BY_PEER, joined().send(ZmtpBytes.error("300"), ZmtpBytes.message("too late")));

    assertThat(honest.strangers(0)).isEmpty();
  }

  // Heartbeats.

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16})
  void pongEchoesTheContextOfPing(int length) {
    byte[] context = new byte[length];
    Arrays.fill(context, (byte) 0x80);

    await(joined().ping(0, context).expectPong(context));
  }

  @Test
  void everyPingIsAnsweredWhereTheAnswersAreRead() {
    byte[][] pings = new byte[1000][];
    ZmtpScript script = joined();
    Arrays.fill(pings, ZmtpBytes.ping(0, new byte[] {1}));
    script = script.send(pings);
    for (int i = 0; i < pings.length; i++) {
      script = script.expectPong(new byte[] {1});
    }

    await(script);
  }

  /** As libzmq does; RFC 37 has no longer ones. */
  @Test
  void pongEchoesNoMoreThan16Bytes() {
    byte[] context = new byte[300];
    Arrays.fill(context, (byte) 5);

    await(joined().ping(0, context).expectPong(Arrays.copyOf(context, 16)));
  }

  /** JeroMQ is one: it announces 3.0 and sends PING all the same. */
  @Test
  void aPeerOfZmtp30IsAnsweredToo() {
    await(
        stranger()
            .script()
            .send(ZmtpBytes.greeting(0), ZmtpBytes.ready("PUSH"))
            .expectGreeting()
            .expectCommand("READY")
            .ping(10, new byte[] {1})
            .expectPong(new byte[] {1}));
  }

  /** Answers to one who does not read are not piled up. */
  @Test
  void aFloodOfPingsFromOneWhoReadsNothingTakesNoMemory() {
    FaultyLink link = link(address(pull));
    ZmtpPeer peer = connect(link.endpoint());
    await(peer.script().handshake("PUSH"));
    long before = Memory.usedHeap();

    keep(
        peer.script()
            .within(PATIENCE)
            .flood(ZmtpBytes.ping(0, new byte[16]))
            .onErrorComplete()
            .subscribe());
    await(link.until(counts -> counts.fromCaller() > 8 * MIB));

    // A third of a million answers, piled up, would be more than 20 MiB.
    assertThat(Memory.usedHeap() - before).isLessThan(8 * MIB);
    honest.messagesFlow();
    assertThat(events.count(Disconnected.class)).isZero();
  }

  private ZmtpScript joined() {
    return stranger().script().handshake("PUSH");
  }
}
