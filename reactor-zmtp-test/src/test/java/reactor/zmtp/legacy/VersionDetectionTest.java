package reactor.zmtp.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.ZmtpBytes.hex;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Peers that wait for each other's words, in every order that they do it in. */
class VersionDetectionTest extends Scene {

  private static final byte[] SIGNATURE = hex("ff 00 00 00 00 00 00 00 01 7f");

  private final Events events = new Events();

  private PullSocket pull(ProtocolVersion minimum) {
    return open(zmq.pull().minimumProtocol(minimum).doOnEvent(events).bind(Anywhere.endpoint()));
  }

  /** libzmq 4: signature; a revision for a signature; the rest for a revision. */
  @ParameterizedTest
  @EnumSource(ProtocolVersion.class)
  void aPeerOf3ThatWaitsAsLibzmqDoesIsNotWaitedForInTurn(ProtocolVersion minimum) {
    PullSocket pull = pull(minimum);
    byte[] greeting = ZmtpBytes.greeting();

    await(
        connect(address(pull))
            .script()
            .send(SIGNATURE)
            .expect(SIGNATURE)
            .send(hex("03"))
            .expect(hex("03"))
            .send(Arrays.copyOfRange(greeting, 11, 64))
            .expect(Arrays.copyOfRange(greeting, 11, 64))
            .ready("PUSH")
            .expectCommand("READY")
            .message("patient"));

    assertThat(await(pull.receive().next()).text()).isEqualTo("patient");
  }

  /** libzmq 3: signature; revision and socket type for a signature; its identity at the end. */
  @ParameterizedTest
  @EnumSource(names = {"ZMTP_1_0", "ZMTP_2_0"})
  void aPeerOf2ThatWaitsAsLibzmqDidIsNotWaitedForInTurn(ProtocolVersion minimum) {
    PullSocket pull = pull(minimum);

    await(
        connect(address(pull))
            .script()
            .expect(SIGNATURE)
            .send(SIGNATURE)
            .expect(hex("03"))
            .send(hex("01 08"))
            .expect(hex("07 00 00"))
            .send(hex("00 00"), hex("00 03 6f 6c 64")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("old");
  }

  /** libzmq 2 would not, but it may: our signature is a whole frame to it, an empty identity. */
  @Test
  void aPeerOf1MayWaitForOurIdentityFirst() {
    PullSocket pull = pull(ProtocolVersion.ZMTP_1_0);

    await(
        connect(address(pull))
            .script()
            .expect(SIGNATURE)
            .send(hex("01 00"), hex("04 00 6f 6c 64")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("old");
  }

  @Test
  void aPeerOf1WithALongLengthIsUnderstood() {
    PullSocket pull = pull(ProtocolVersion.ZMTP_1_0);

    await(
        connect(address(pull))
            .script()
            .send(hex("ff 00 00 00 00 00 00 00 03 00 6d 65"), hex("04 00 6f 6c 64")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("old");
  }

  /** Whichever two of ours meet, they speak 3.1. */
  @ParameterizedTest
  @CsvSource({
    "ZMTP_1_0, ZMTP_1_0",
    "ZMTP_1_0, ZMTP_3_0",
    "ZMTP_2_0, ZMTP_3_1",
    "ZMTP_3_0, ZMTP_2_0",
    "ZMTP_3_1, ZMTP_3_1"
  })
  void socketsOfOursMeet(ProtocolVersion bound, ProtocolVersion connected) {
    PullSocket pull = pull(bound);
    PushSocket push = open(zmq.push().minimumProtocol(connected).connect(address(pull)));

    await(push.send(ZmqMessage.of("hello")));

    ZmqMessage received = await(pull.receive().next());
    assertThat(received.text()).isEqualTo("hello");
    assertThat(received.peer()).isNotNull();
    assertThat(received.peer().property("Socket-Type")).isEqualTo("PUSH");
  }

  @ParameterizedTest
  @CsvSource({
    "ZMTP_3_0, 01 00, ZMTP_1_0",
    "ZMTP_2_0, 01 00, ZMTP_1_0",
    "ZMTP_3_0, ff 00 00 00 00 00 00 00 01 7f 01 08 00 00, ZMTP_2_0",
    "ZMTP_3_1, ff 00 00 00 00 00 00 00 01 7f 03 00, ZMTP_3_0"
  })
  void whoIsTooOldIsRefusedAndTheEventSaysWhatWouldLetHimIn(
      ProtocolVersion minimum, String bytes, ProtocolVersion theirs) {
    PullSocket pull = pull(minimum);
    ZmtpPeer peer = connect(address(pull));

    await(peer.script().send(hex(bytes)).discardUntilClose());

    assertThat(events.await(HandshakeFailed.class).cause())
        .hasMessageEndingWith("; minimumProtocol(" + theirs + ") would allow it");
  }
}
