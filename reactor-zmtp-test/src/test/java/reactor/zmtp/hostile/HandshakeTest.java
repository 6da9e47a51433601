package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.ZmtpBytes.COMMAND;
import static reactor.zmtp.test.ZmtpBytes.LONG;
import static reactor.zmtp.test.ZmtpBytes.MORE;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.hex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketType;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;

/** Beginnings, good and bad, of those who connect to us. */
class HandshakeTest extends UnderAttack {

  private static final int TYPICAL_MTU = 1400;

  // What is not ZMTP 3.

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomBytesAreRefused(long seed) {
    byte[] bytes = new byte[10_000];
    new Random(seed).nextBytes(bytes);

    refused(Rule.SIGNATURE, stranger().script().send(bytes));
  }

  @Test
  void aWebBrowserIsRefused() {
    byte[] request = ascii("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

    refused(Rule.SIGNATURE, stranger().script().send(request));
  }

  @Test
  void tlsIsRefused() {
    refused(Rule.SIGNATURE, stranger().script().send(hex("16 03 01 02 00 01 00 01 fc 03 03")));
  }

  /** A peer that announces no version and begins with its identity, here an empty one. */
  @Test
  void zmtp1IsRefusedLoudly() {
    refused(Rule.SIGNATURE, stranger().script().send(hex("01 00")));
  }

  /** The length of a 1.0 identity frame in eight bytes looks like a signature up to its flags. */
  @Test
  void zmtp1WithALongIdentityIsRefusedLoudly() {
    refused(Rule.SIGNATURE, stranger().script().send(hex("ff 00 00 00 00 00 00 00 02 00 61")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void anOlderRevisionIsRefusedLoudly(int revision) {
    byte[] socketTypeAndIdentity = hex("08 00 00");

    refused(
        Rule.VERSION,
        stranger()
            .script()
            .send(ZmtpBytes.signature(), new byte[] {(byte) revision}, socketTypeAndIdentity));
  }

  // Greetings that are right.

  @Test
  void ourGreetingDoesNotWaitForTheirs() {
    await(
        stranger()
            .script()
            .expectGreeting()
            .greeting()
            .ready("PUSH")
            .expectCommand("READY")
            .message("patient"));

    assertThat(honest.strangers(1).get(0).text()).isEqualTo("patient");
  }

  @Test
  void aGreetingMayComeByteByByte() {
    await(
        stranger()
            .script()
            .sendInPieces(1, ZmtpBytes.greeting(), ZmtpBytes.ready("PUSH"))
            .sendInPieces(1, ZmtpBytes.message("byte", "by", "byte")));

    assertThat(honest.strangers(1).get(0).frames()).hasSize(3);
  }

  @Test
  void everythingMayComeInOneSegment() {
    await(
        stranger()
            .script()
            .send(
                ZmtpBytes.greeting(),
                ZmtpBytes.ready("PUSH"),
                ZmtpBytes.message("first"),
                ZmtpBytes.message("second")));

    assertThat(honest.strangers(2)).extracting(m -> m.text()).containsExactly("first", "second");
  }

  @Test
  void bytesAfterTheGreetingAreNotLostWhereverTheyAreCut() {
    byte[] all = concat(ZmtpBytes.greeting(), ZmtpBytes.ready("PUSH"), ZmtpBytes.message("whole"));
    for (int size : new int[] {9, 10, 11, 12, 63, 64, 65, TYPICAL_MTU}) {
      await(stranger().script().sendInPieces(size, all));
    }

    assertThat(honest.strangers(8)).allMatch(message -> message.text().equals("whole"));
  }

  /** RFC 37 forbids to interpret the padding; libzmq puts a length there. */
  @Test
  void paddingMeansNothing() {
    byte[] greeting = ZmtpBytes.greeting();
    Arrays.fill(greeting, 1, 9, (byte) 0xa5);
    Arrays.fill(greeting, 33, 64, (byte) 0x5a);

    joins(greeting, ZmtpBytes.ready("PUSH"));
  }

  @ParameterizedTest
  @CsvSource({"3, 0", "3, 1", "3, 9", "4, 0", "255, 255"})
  void aNewerVersionIsSpokenToAs31(int major, int minor) {
    joins(ZmtpBytes.greeting(major, minor, "NULL", false), ZmtpBytes.ready("PUSH"));
  }

  /** libzmq sends 0 even as a CURVE server; nothing may depend on it. */
  @Test
  void asServerMeansNothing() {
    joins(ZmtpBytes.greeting(3, 1, "NULL", true), ZmtpBytes.ready("PUSH"));
  }

  // Greetings that are wrong.

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "CURVE", "null", "NULLX", "NULL NULL", ""})
  void anotherMechanismIsRefused(String mechanism) {
    refused(
        Rule.MECHANISM_MISMATCH,
        stranger().script().send(ZmtpBytes.greeting(3, 1, mechanism, false)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 11, 12, 32, 63})
  void aTruncatedGreetingIsToldWhenTheConnectionEnds(int length) {
    byte[] truncated = Arrays.copyOf(ZmtpBytes.greeting(), length);

    HandshakeFailed failed = refused(stranger().script().send(truncated).finish());

    assertThat(failed.reason()).isEqualTo(HandshakeFailure.CLOSED);
    assertThat(failed.cause()).hasMessageContaining("before its greeting was complete");
  }

  @Test
  void aResetInTheHandshakeIsTold() {
    ZmtpPeer peer = stranger();
    await(peer.script().greeting().expectGreeting().reset());

    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.CLOSED);
  }

  // READY and what may come instead.

  /** RFC 37 has names without regard to case; libzmq and JeroMQ compare them exactly. */
  @ParameterizedTest
  @ValueSource(strings = {"Socket-Type", "socket-type", "SOCKET-TYPE", "sOCKET-tYPE"})
  void namesOfPropertiesHaveNoCase(String name) {
    joins(ZmtpBytes.greeting(), ZmtpBytes.command("READY", ZmtpBytes.property(name, "PUSH")));
  }

  @Test
  void emptyValuesAreLegal() {
    joins(
        ZmtpBytes.greeting(),
        ZmtpBytes.ready("PUSH", ZmtpBytes.property("Identity", ""), ZmtpBytes.property("X-a", "")));
  }

  /** Bytes are signed in Java, and an identity is no text. */
  @Test
  void anIdentityHasAnyBytesUpTo255OfThem() {
    byte[] identity = new byte[255];
    for (int i = 0; i < identity.length; i++) {
      identity[i] = (byte) (i + 1);
    }

    joins(ZmtpBytes.greeting(), ZmtpBytes.ready("PUSH", ZmtpBytes.property("Identity", identity)));
  }

  @Test
  void anIdentityOf256BytesIsRefused() {
    refused(
        Rule.INVALID_METADATA,
        stranger()
            .script()
            .greeting()
            .ready("PUSH", ZmtpBytes.property("Identity", new byte[256])));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PULL", "PUB", "SUB", "REQ", "DEALER", "ROUTER", "PAIR", "SCATTER"})
  void aSocketTypeThatCannotTalkToOursIsRefused(String type) {
    refused(Rule.INCOMPATIBLE_SOCKET_TYPE, stranger().script().greeting().ready(type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "PUSHY", ""})
  void aSocketTypeThatThereIsNotIsRefused(String type) {
    refused(Rule.INVALID_METADATA, stranger().script().greeting().ready(type));
  }

  @Test
  void aReadyWithoutASocketTypeIsRefused() {
    refused(Rule.INVALID_METADATA, stranger().script().greeting().command("READY"));
  }

  @ParameterizedTest
  @CsvSource({
    "'00 00 00 00 00', a name of no bytes",
    "'ff 61', a name longer than the command",
    "'01 61 00 00', half of a length",
    "'01 61 00 00 00 02 62', a value longer than the command",
    "'01 61 7f ff ff ff 62', a value of 2 GiB",
    "'01 61 ff ff ff ff 62', a negative length",
    "'01 61 80 00 00 00', the most negative length"
  })
  void aReadyWhoseLengthsDoNotAddUpIsRefused(String metadata, String why) {
    refused(Rule.INVALID_METADATA, stranger().script().greeting().command("READY", hex(metadata)));
  }

  @Test
  void errorIsToldWithItsReason() {
    HandshakeFailed failed = refused(stranger().script().greeting().send(ZmtpBytes.error("400")));

    assertThat(failed.reason()).isEqualTo(HandshakeFailure.REFUSED_BY_PEER);
    assertThat(failed.cause()).hasMessageContaining("400");
  }

  @Test
  void errorMayHaveNoReason() {
    refused(Rule.REFUSED_BY_PEER, stranger().script().greeting().send(ZmtpBytes.error("")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PING", "SUBSCRIBE", "HELLO", "INITIATE", "ready"})
  void anyOtherCommandIsRefused(String name) {
    refused(Rule.UNEXPECTED_COMMAND, stranger().script().greeting().command(name, new byte[2]));
  }

  @Test
  void aMessageBeforeReadyIsRefused() {
    refused(Rule.UNEXPECTED_COMMAND, stranger().script().greeting().message("too soon"));
  }

  /** Or those who have not introduced themselves could make us keep 64 MiB each. */
  @ParameterizedTest
  @ValueSource(ints = {0, MORE})
  void aMessageBeforeReadyIsRefusedByItsHeader(int flags) {
    refused(
        Rule.UNEXPECTED_COMMAND,
        stranger().script().greeting().send(ZmtpBytes.frameHeader(flags | LONG, 60_000_000)));
  }

  @Test
  void aMessageInsteadOfReadyNeverReachesTheApplication() {
    await(stranger().script().greeting().message("x").ready("PUSH").discardUntilClose());
    honest.messagesFlow();

    assertThat(honest.strangers(0)).isEmpty();
  }

  @Test
  void aReadyOf2To62BytesIsRefused() {
    refused(
        Rule.MALFORMED_COMMAND,
        stranger().script().greeting().send(ZmtpBytes.frameHeader(COMMAND | LONG, 1L << 62)));
  }

  @Test
  void anEmptyCommandIsRefused() {
    refused(Rule.MALFORMED_COMMAND, stranger().script().greeting().frame(COMMAND, new byte[0]));
  }

  private void joins(byte[]... greetingAndReady) {
    await(stranger().script().send(greetingAndReady).message("here I am"));

    assertThat(honest.strangers(1).get(0).text()).isEqualTo("here I am");
    assertThat(events.await(HandshakeSucceeded.class, 2).peerType()).isEqualTo(SocketType.PUSH);
    assertThat(events.count(HandshakeFailed.class)).isZero();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
