package reactor.zmtp.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static reactor.zmtp.wire.Hex.buffer;
import static reactor.zmtp.wire.Hex.bytes;
import static reactor.zmtp.wire.Hex.written;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.Metadata;

class PlainMechanismTest {

  private static final Metadata OURS = Metadata.empty().with("Socket-Type", "PUSH");
  private static final Metadata THEIRS = Metadata.empty().with("Socket-Type", "PULL");

  private final PlainClient client = new PlainClient(OURS, "admin", "secret");
  private final PlainServer server = new PlainServer(THEIRS);

  @Test
  void theGreetingTellsTheRole() {
    assertThat(client.greeting()).isEqualTo(Greeting.v31("PLAIN", false));
    assertThat(server.greeting()).isEqualTo(Greeting.v31("PLAIN", true));
  }

  /** The bytes of RFC 24's grammar. */
  @Test
  void theHelloHasUserNameAndPassword() {
    assertThat(written(client.next()))
        .isEqualTo(bytes("04 13 05 48454c4c4f 05 61646d696e 06 736563726574"));
    assertThat(client.next()).isNull();
  }

  @Test
  void theServerWaitsForTheClient() {
    assertThat(server.next()).isNull();
    assertThat(server.credentials()).isNull();
  }

  @Test
  void twoOfThemUnderstandEachOther() {
    server.receive(client.next());
    assertThat(server.next()).isNull();
    assertThat(texts(server.credentials())).containsExactly("admin", "secret");
    server.accept();
    Command welcome = server.next();
    assertThat(written(welcome)).isEqualTo(bytes("04 08 07 57454c434f4d45"));
    assertThat(server.next()).isNull();
    client.receive(welcome);
    server.receive(client.next());
    Command ready = server.next();
    assertThat(server.isComplete()).isTrue();
    assertThat(client.isComplete()).isFalse();
    client.receive(ready);

    assertThat(client.isComplete()).isTrue();
    assertThat(client.peerMetadata()).isEqualTo(THEIRS);
    assertThat(server.peerMetadata()).isEqualTo(OURS);
    assertThat(client.frameBox()).isNull();
    assertThat(server.overhead()).isZero();
  }

  @Test
  void credentialsAreGivenOnce() {
    server.receive(client.next());

    assertThat(server.credentials()).isNotNull();
    assertThat(server.credentials()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 255})
  void credentialsOfAnyLengthArrive(int length) {
    String text = "x".repeat(length);
    server.receive(new PlainClient(OURS, text, text).next());

    assertThat(texts(server.credentials())).containsExactly(text, text);
  }

  @Test
  void credentialsThatAreTooLongAreRefusedAndNotTold() {
    String tooLong = "x".repeat(256);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlainClient(OURS, "admin", tooLong))
        .withMessage("a password of PLAIN has at most 255 bytes, not 256");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "05 61646d696e",
        "06 61646d696e 00",
        "05 61646d696e 07 736563726574",
        "05 61646d696e 05 736563726574",
        "ff 00",
        "00 01",
        "00 00 00"
      })
  void aHelloWhoseLengthsDoNotAddUpIsRefused(String body) {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> server.receive(Command.of("HELLO", bytes(body))))
        .contains("do not add up");
    assertThat(server.credentials()).isNull();
  }

  @Test
  void aPasswordIsNotToldWhereAHelloIsMalformed() {
    byte[] body = bytes("05 61646d696e 05 736563726574");

    assertBreaks(Rule.MALFORMED_COMMAND, () -> server.receive(Command.of("HELLO", body)))
        .doesNotContain("secre");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INITIATE", "READY", "WELCOME", "ERROR", "PING", "hello"})
  void theServerBeginsWithNothingButHello(String name) {
    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> server.receive(Command.of(name, new byte[2])))
        .contains(name, "HELLO is due");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HELLO", "INITIATE"})
  void nothingIsDueWhileTheServerJudges(String name) {
    server.receive(client.next());

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> server.receive(Command.of(name, new byte[2])))
        .contains("no command is due");
  }

  @Test
  void aSecondHelloIsRefused() {
    Command hello = client.next();
    server.receive(hello);
    server.accept();
    server.next();

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> server.receive(hello)).contains("INITIATE is due");
  }

  @ParameterizedTest
  @CsvSource({"400", "500"})
  void aRefusalIsToldByItsStatus(int status) {
    server.receive(client.next());
    server.refuse(status);

    Command error = server.next();

    assertThat(error).isEqualTo(Command.error(Integer.toString(status)));
    assertThat(server.next()).isNull();
    assertThat(server.isComplete()).isFalse();
    assertThatExceptionOfType(AuthenticationException.class)
        .isThrownBy(() -> client.receive(error))
        .satisfies(e -> assertThat(e.status()).isEqualTo(status));
  }

  @Test
  void aTemporaryRefusalIsNotTold() {
    server.receive(client.next());
    server.refuse(300);

    assertThat(server.next()).isNull();
    assertThat(server.isComplete()).isFalse();
  }

  @Test
  void nothingIsJudgedBeforeItCame() {
    assertThatIllegalStateException().isThrownBy(server::accept);
    assertThatIllegalStateException().isThrownBy(() -> server.refuse(400));
  }

  @Test
  void nothingIsJudgedTwice() {
    server.receive(client.next());
    server.accept();

    assertThatIllegalStateException().isThrownBy(() -> server.refuse(400));
  }

  @Test
  void aWelcomeWithABodyIsRefused() {
    client.next();

    assertBreaks(Rule.MALFORMED_COMMAND, () -> client.receive(Command.of("WELCOME", new byte[1])));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HELLO", "READY", "INITIATE", "PING"})
  void theClientWaitsForNothingButWelcome(String name) {
    client.next();

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> client.receive(Command.of(name, new byte[0])))
        .contains("WELCOME or ERROR is due");
  }

  @Test
  void aSecondWelcomeIsRefused() {
    client.next();
    client.receive(Command.of("WELCOME", new byte[0]));
    client.next();

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> client.receive(Command.of("WELCOME", new byte[0])))
        .contains("READY or ERROR is due");
  }

  @Test
  void nothingIsDueBeforeTheClientSaidHello() {
    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> client.receive(Command.of("WELCOME", new byte[0])));
    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> client.receive(Command.error("400")));
  }

  @Test
  void anErrorInsteadOfReadyIsARefusal() {
    client.next();
    client.receive(Command.of("WELCOME", new byte[0]));
    client.next();

    assertThatExceptionOfType(AuthenticationException.class)
        .isThrownBy(() -> client.receive(Command.error("")))
        .withMessage("the peer refused our credentials and gave no reason")
        .satisfies(e -> assertThat(e.status()).isZero())
        .satisfies(e -> assertThat(e.isFinal()).isTrue());
  }

  /** What libzmq 4.3.4 sends, byte for byte. */
  @Test
  void theErrorThatLibzmqMisspellsIsUnderstood() {
    client.next();
    Command error = Command.decode(buffer("5e52524f52 03 343030"));

    assertThat(error).isEqualTo(Command.error("400"));
    assertThatExceptionOfType(AuthenticationException.class)
        .isThrownBy(() -> client.receive(error))
        .satisfies(e -> assertThat(e.status()).isEqualTo(400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5e", "5e52524f", "5e52524f53 03 343030", "5d52524f52 03 343030"})
  void whatOnlyLooksLikeItIsMalformed(String payload) {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> Command.decode(buffer(payload)));
  }

  @Test
  void metadataThatDoesNotParseIsRefused() {
    server.receive(client.next());
    server.accept();
    server.next();

    assertBreaks(
        Rule.INVALID_METADATA, () -> server.receive(Command.of("INITIATE", bytes("0b 536f"))));
    assertThat(server.isComplete()).isFalse();
    assertThat(server.peerMetadata()).isNull();
  }

  @Test
  void twoClientsDoNotUnderstandEachOther() {
    client.next();
    Command hello = new PlainClient(THEIRS, "a", "b").next();

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> client.receive(hello));
  }

  @Test
  void aPeerWithAnotherMechanismIsRefused() {
    assertBreaks(Rule.MECHANISM_MISMATCH, () -> server.receive(Greeting.v31("NULL", false)));
    assertBreaks(Rule.MECHANISM_MISMATCH, () -> client.receive(Greeting.v31("CURVE", true)));
  }

  private static List<String> texts(List<byte[]> credentials) {
    return credentials.stream().map(b -> new String(b, StandardCharsets.UTF_8)).toList();
  }
}
