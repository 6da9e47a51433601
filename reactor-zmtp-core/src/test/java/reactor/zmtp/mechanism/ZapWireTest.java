package reactor.zmtp.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.IpcProcess;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.ZapReply;
import reactor.zmtp.security.ZapRequest;

/** Frames are written as RFC 27 draws them: "Example Exchanges". */
class ZapWireTest {

  private static final byte[] ID = bytes("0001");
  private static final String KEY =
      "4141414141414141414141414141414141414141414141414141414141414141";

  /** The examples of RFC 27, byte for byte, and CURVE after its text. */
  @ParameterizedTest
  @CsvSource({
    "NULL,, 312e30 | 30303031 | 74657374 | 3139322e3136382e35352e31 | 424f42 | 4e554c4c",
    "PLAIN, admin secret, 312e30 | 30303031 | 74657374 | 3139322e3136382e35352e31 | 424f42"
        + " | 504c41494e | 61646d696e | 736563726574",
    "CURVE, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 312e30 | 30303031 | 74657374"
        + " | 3139322e3136382e35352e31 | 424f42 | 4355525645 | "
        + KEY
  })
  void aRequestLooksAsInTheRfc(String mechanism, String credentials, String wire)
      throws UnknownHostException {
    List<byte[]> given =
        credentials == null
            ? List.of()
            : Arrays.stream(credentials.split(" ")).map(ZapWireTest::bytes).toList();
    ZapRequest request = new ZapRequest(mechanism, "test", at("192.168.55.1"), bytes("BOB"), given);

    assertThat(hex(ZapWire.request(ID, request))).isEqualTo(wire);
    ZapRequest read = ZapWire.readRequest(message(wire));
    assertThat(read.mechanism()).isEqualTo(mechanism);
    assertThat(read.domain()).isEqualTo("test");
    assertThat(((InetSocketAddress) read.address()).getAddress())
        .isEqualTo(InetAddress.getByAddress(new byte[] {(byte) 192, (byte) 168, 55, 1}));
    assertThat(read.identity()).isEqualTo(bytes("BOB"));
    assertThat(read.credentials()).usingRecursiveComparison().isEqualTo(given);
    assertThat(ZapWire.requestId(message(wire))).isEqualTo(ID);
  }

  @Test
  void aReplyLooksAsInTheRfc() {
    String wire = "312e30 | 30303031 | 323030 | 4f4b | 6a6f65 | ";

    assertThat(hex(ZapWire.reply(ID, ZapReply.accepted("joe")))).isEqualTo(wire);
    assertThat(ZapWire.readReply(message(wire), ID)).isEqualTo(ZapReply.accepted("joe"));
  }

  @Test
  void metadataLooksAsInReady() {
    String wire = "312e30 | 30303031 | 323030 | 4f4b | 6a6f65 | 0547726f75700000000661646d696e73";
    ZapReply reply = ZapReply.accepted("joe", Map.of("Group", "admins"));

    assertThat(hex(ZapWire.reply(ID, reply))).isEqualTo(wire);
    assertThat(ZapWire.readReply(message(wire), ID)).isEqualTo(reply);
  }

  @ParameterizedTest
  @CsvSource({"300, 333030", "400, 343030", "500, 353030"})
  void aRefusalHasItsStatusAndNoUser(int status, String code) {
    String wire = "312e30 | 30303031 | " + code + " | 6e6f |  | ";

    assertThat(hex(ZapWire.reply(ID, ZapReply.refused(status, "no")))).isEqualTo(wire);
    assertThat(ZapWire.readReply(message(wire), ID)).isEqualTo(ZapReply.refused(status, "no"));
  }

  /** test_security_zap sends one; libzmq takes it. */
  @Test
  void aUserBesideARefusalIsIgnored() {
    assertThat(ZapWire.readReply(reply("1.0", "0001", "400", "no", "anonymous", ""), ID))
        .isEqualTo(ZapReply.refused("no"));
  }

  @Test
  void whatIsSaidOfARefusalIsCutAndMadePrintable() {
    ZmqMessage reply = ZapWire.reply(ID, ZapReply.refused("caf\u00e9\n" + "x".repeat(300)));

    assertThat(reply.text(3)).startsWith("caf???x").hasSize(255);
  }

  @ParameterizedTest
  @CsvSource({
    "::1, ::1",
    "2001:db8:0:0:0:0:0:7, 2001:db8::7",
    "127.0.0.1, 127.0.0.1",
    "::ffff:10.0.0.1, 10.0.0.1"
  })
  void addressesAreCanonical(String address, String text) throws UnknownHostException {
    ZmqMessage written = ZapWire.request(ID, request(at(address)));

    assertThat(written.text(3)).isEqualTo(text);
    assertThat(((InetSocketAddress) ZapWire.readRequest(written).address()).getAddress())
        .isEqualTo(InetAddress.getByName(address));
  }

  /** libzmq has {@code :uid:gid:pid} there for ipc. */
  @ParameterizedTest
  @ValueSource(strings = {"", ":1000:1000:4711", "localhost", "256.0.0.1", "1.2.3"})
  void whatIsNoAddressIsNotLookedUp(String text) {
    InetSocketAddress read =
        (InetSocketAddress)
            ZapWire.readRequest(ZmqMessage.of("1.0", "", "test", text, "", "NULL")).address();

    assertThat(read.isUnresolved()).isTrue();
    assertThat(read.getHostString()).isEqualTo(text);
    assertThat(ZapWire.request(ID, request(read)).text(3)).isEqualTo(text);
  }

  @Test
  void anAddressThatIsNotOfTheInternetIsEmpty() {
    SocketAddress other = new SocketAddress() {};

    assertThat(ZapWire.request(ID, request(other)).length(3)).isZero();
  }

  @Test
  void aMechanismThatNobodyKnowsHasAnyCredentials() {
    assertThat(
            ZapWire.readRequest(ZmqMessage.of("1.0", "", "test", "::1", "", "SRP", "ann", "x"))
                .credentials())
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, a request has 6 or more",
    "1.0 1 test ::1 BOB, a request has 6 or more",
    "1.1 1 test ::1 BOB NULL, this is 1.0",
    "- 1 test ::1 BOB NULL, this is 1.0",
    "1.0 1 test ::1 BOB -, no mechanism",
    "1.0 1 test ::1 BOB NULL x, NULL has 0",
    "1.0 1 test ::1 BOB PLAIN, PLAIN has 2",
    "1.0 1 test ::1 BOB PLAIN x, PLAIN has 2",
    "1.0 1 test ::1 BOB PLAIN x x x, PLAIN has 2",
    "1.0 1 test ::1 BOB CURVE, CURVE has 1",
    "1.0 1 test ::1 BOB CURVE x, 32 bytes",
    "1.0 1 LONG ::1 BOB NULL, domain of 256 bytes",
    "1.0 1 test LONG BOB NULL, address of 256 bytes",
    "1.0 1 test ::1 LONG NULL, identity of 256 bytes",
    "1.0 1 test ::1 BOB LONG, mechanism of 256 bytes"
  })
  void aMalformedRequestIsNone(String frames, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZapWire.readRequest(words(frames)))
        .withMessageContaining(why);
  }

  @Test
  void credentialsAreNotToldWhereARequestIsMalformed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZapWire.readRequest(words("1.0 1 test ::1 BOB PLAIN ann hidden x")))
        .withMessageNotContaining("hidden");
  }

  @Test
  void whatHasNoIdIsRepeatedNone() {
    assertThat(ZapWire.requestId(ZmqMessage.of("1.0"))).isEmpty();
  }

  /** libzmq: test_zap_protocol_error_*, and what it tests nowhere. */
  @ParameterizedTest
  @CsvSource({
    "1.0 0001 200 OK joe, 5 frames",
    "1.0 0001 200 OK joe - -, 7 frames",
    "- 1.0 0001 200 OK joe -, 7 frames",
    "invalid_version 0001 200 OK joe -, this is 1.0",
    "1.1 0001 200 OK joe -, this is 1.0",
    "- 0001 200 OK joe -, this is 1.0",
    "1.0 invalid_request_id 200 OK joe -, another request",
    "1.0 - 200 OK joe -, another request",
    "1.0 00010 200 OK joe -, another request",
    "1.0 0001 invalid_status OK joe -, 500 are right",
    "1.0 0001 - OK joe -, 500 are right",
    "1.0 0001 100 OK joe -, 500 are right",
    "1.0 0001 600 OK joe -, 500 are right",
    "1.0 0001 201 OK joe -, 500 are right",
    "1.0 0001 20 OK joe -, 500 are right",
    "1.0 0001 2000 OK joe -, 500 are right",
    "1.0 0001 200 LONG joe -, status text of 256 bytes",
    "1.0 0001 200 OK LONG -, user id of 256 bytes",
    "1.0 0001 200 OK joe x, metadata name of 120 bytes"
  })
  void aMalformedReplyIsNone(String frames, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZapWire.readReply(words(frames), ID))
        .withMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "0547726f7570", "0547726f757000000006", "0547726f7570ffffffff61"})
  void metadataWhoseLengthsDoNotAddUpRefuses(String metadata) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ZapWire.readReply(
                    message("312e30 | 30303031 | 323030 | 4f4b | 6a6f65 | " + metadata), ID));
  }

  @Test
  void aUserThatIsNotUtf8Refuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZapWire.readReply(message("312e30 | 30303031 | 323030 |  | ff | "), ID))
        .withMessageContaining("not UTF-8");
  }

  @Test
  void aUserMayHaveANameThatIsNotAscii() {
    ZapReply reply = ZapReply.accepted("J\u00fcrgen");

    assertThat(ZapWire.readReply(ZapWire.reply(ID, reply), ID)).isEqualTo(reply);
  }

  @Test
  void whatCannotBeWrittenIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZapWire.reply(ID, ZapReply.accepted("x".repeat(256))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZapWire.reply(ID, ZapReply.accepted("", Map.of("a/b", "x"))));
  }

  /** Whatever bytes are changed: a reply, or an IllegalArgumentException, and nothing else. */
  @Test
  void noReplyBreaksTheReader() {
    Random random = new Random(27);
    ZapReply good = ZapReply.accepted("joe", Map.of("Group", "admins"));
    for (int i = 0; i < 20_000; i++) {
      List<byte[]> frames = new ArrayList<>(ZapWire.reply(ID, good).frames());
      byte[] frame = frames.get(random.nextInt(frames.size()));
      if (random.nextInt(8) == 0) {
        frames.set(random.nextInt(frames.size()), new byte[random.nextInt(300)]);
      } else if (frame.length > 0) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt();
      }
      try {
        ZapWire.readReply(ZmqMessage.of(frames), ID);
      } catch (IllegalArgumentException malformed) {
        assertThat(malformed).hasMessageNotContaining("\n");
      }
    }
  }

  @Test
  void aProcessThatCameOverIpcIsWrittenAsLibzmqWritesIt() {
    ZmqMessage written = ZapWire.request(ID, request(IpcProcess.of(1000, 100, 4711)));

    assertThat(written.text(3)).isEqualTo("localhost:1000:100:4711");
    assertThat(ZapWire.readRequest(written).address()).isEqualTo(IpcProcess.of(1000, 100, 4711));
  }

  @Test
  void aProcessWhoseUserHasANameIsWrittenWithIt() {
    assertThat(ZapWire.request(ID, request(IpcProcess.named("ann", "staff"))).text(3))
        .isEqualTo("localhost:ann:staff:");
  }

  private static ZapRequest request(SocketAddress address) {
    return new ZapRequest("NULL", "test", address, new byte[0], List.of());
  }

  private static InetSocketAddress at(String address) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(address), 1234);
  }

  private static ZmqMessage reply(String... frames) {
    return ZmqMessage.of(Arrays.stream(frames).map(ZapWireTest::bytes).toList());
  }

  /** Frames with spaces between them; {@code -} is an empty one, {@code LONG} one of 256 bytes. */
  private static ZmqMessage words(String frames) {
    return reply(
        Arrays.stream(frames.split(" "))
            .map(word -> word.equals("-") ? "" : word.equals("LONG") ? "x".repeat(256) : word)
            .toArray(String[]::new));
  }

  private static ZmqMessage message(String wire) {
    return ZmqMessage.of(
        Arrays.stream(wire.split("\\|", -1))
            .map(frame -> HexFormat.of().parseHex(frame.strip()))
            .toList());
  }

  private static String hex(ZmqMessage message) {
    return String.join(
        " | ", message.frames().stream().map(frame -> HexFormat.of().formatHex(frame)).toList());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
