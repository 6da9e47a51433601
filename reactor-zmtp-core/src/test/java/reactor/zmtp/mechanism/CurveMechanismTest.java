package reactor.zmtp.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.crypto.BoxKey;
import reactor.zmtp.crypto.KeyPairs;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.Metadata;

class CurveMechanismTest {

  private static final Metadata OURS = Metadata.empty().with("Socket-Type", "PUSH");
  private static final Metadata THEIRS =
      Metadata.empty().with("Socket-Type", "PULL").with("X-Long", "y".repeat(300));
  private static final CurveKeyPair CLIENT = CurveKeyPair.generate();
  private static final CurveKeyPair SERVER = CurveKeyPair.generate();

  private final CurveClient client = new CurveClient(OURS, CLIENT, SERVER.publicKey());
  private final CurveServer server = new CurveServer(THEIRS, SERVER);

  @Test
  void theGreetingTellsTheRole() {
    assertThat(client.greeting()).isEqualTo(Greeting.v31("CURVE", false));
    assertThat(server.greeting()).isEqualTo(Greeting.v31("CURVE", true));
  }

  @Test
  void commandsHaveTheSizesOfTheRfc() {
    Command hello = client.next();
    assertThat(payload(hello)).isEqualTo(200);
    server.receive(hello);
    Command welcome = server.next();
    assertThat(payload(welcome)).isEqualTo(168);
    client.receive(welcome);
    Command initiate = client.next();
    assertThat(payload(initiate)).isEqualTo(257 + OURS.byteLength());
    server.receive(initiate);
    server.accept();
    assertThat(payload(server.next())).isEqualTo(30 + THEIRS.byteLength());
  }

  @Test
  void theHelloIsOfVersion10AndPadded() {
    byte[] body = client.next().body();

    assertThat(body[0]).isEqualTo((byte) 1);
    assertThat(Arrays.copyOfRange(body, 1, 74)).containsOnly(0);
    assertThat(ByteBuffer.wrap(body).getLong(106)).isEqualTo(1);
  }

  @Test
  void aHelloWhosePaddingIsNotZeroIsRefused() {
    byte[] body = client.next().body();
    body[73] = 1;

    assertBreaks(Rule.MALFORMED_COMMAND, () -> server.receive(Command.of("HELLO", body)))
        .contains("padding");
  }

  @Test
  void aHelloWhoseBoxIsNotOfZerosIsRefused() {
    byte[] secret = KeyPairs.drawSecretKey();
    byte[] notZero = new byte[64];
    notZero[63] = 1;
    byte[] body =
        ByteBuffer.allocate(194)
            .put((byte) 1)
            .position(74)
            .put(KeyPairs.publicKeyOf(secret))
            .putLong(1)
            .put(
                BoxKey.agree(secret, SERVER.publicKey().bytes())
                    .seal(CurveCommands.nonce("CurveZMQHELLO---", 1), notZero))
            .array();

    assertBreaks(Rule.MALFORMED_COMMAND, () -> server.receive(Command.of("HELLO", body)))
        .contains("zeros");
  }

  @Test
  void twoOfThemUnderstandEachOther() {
    complete();

    assertThat(client.isComplete()).isTrue();
    assertThat(server.isComplete()).isTrue();
    assertThat(client.peerMetadata()).isEqualTo(THEIRS);
    assertThat(server.peerMetadata()).isEqualTo(OURS);
    assertThat(client.next()).isNull();
    assertThat(server.next()).isNull();
  }

  @Test
  void theServerLearnsTheClientsPublicKey() {
    server.receive(client.next());
    client.receive(server.next());
    server.receive(client.next());

    List<byte[]> credentials = server.credentials();
    assertThat(credentials).hasSize(1);
    assertThat(CurvePublicKey.of(credentials.get(0))).isEqualTo(CLIENT.publicKey());
    assertThat(server.next()).isNull();
    assertThat(server.credentials()).isNull();
  }

  @Test
  void nothingOfTheMetadataCanBeRead() {
    server.receive(client.next());
    client.receive(server.next());
    Command initiate = client.next();
    server.receive(initiate);
    server.accept();
    Command ready = server.next();

    assertThat(new String(initiate.body(), StandardCharsets.ISO_8859_1))
        .doesNotContain("Socket-Type", "PUSH");
    assertThat(new String(ready.body(), StandardCharsets.ISO_8859_1))
        .doesNotContain("Socket-Type", "PULL");
  }

  @Test
  void framesAreSealedForTheOtherSide() {
    complete();
    byte[] payload = {1, 2, 3};

    byte[] sealed = box(client).seal(FrameBox.MORE, payload, 0, 3);

    assertThat(sealed).hasSize(3 + client.overhead());
    assertThat(box(server).open(sealed)).isEqualTo(payload);
    assertThat(box(server).flags()).isEqualTo(FrameBox.MORE);
    byte[] back = box(server).seal(FrameBox.COMMAND, payload, 1, 2);
    assertThat(box(client).open(back)).isEqualTo(new byte[] {2, 3});
    assertThat(box(client).flags()).isEqualTo(FrameBox.COMMAND);
  }

  @Test
  void numbersGoOnFromTheHandshake() {
    complete();

    assertThat(ByteBuffer.wrap(box(client).seal(0, new byte[0], 0, 0)).getLong(8)).isEqualTo(3);
    assertThat(ByteBuffer.wrap(box(server).seal(0, new byte[0], 0, 0)).getLong(8)).isEqualTo(2);
    assertThat(ByteBuffer.wrap(box(server).seal(0, new byte[0], 0, 0)).getLong(8)).isEqualTo(3);
  }

  // What the server refuses. As libzmq's test_security_curve has it, and more.

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100, 193, 195, 1000})
  void aHelloOfAWrongLengthIsRefused(int length) {
    byte[] body = Arrays.copyOf(client.next().body(), length);

    assertBreaks(Rule.MALFORMED_COMMAND, () -> server.receive(Command.of("HELLO", body)))
        .contains("194 are right");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aHelloOfAnotherVersionIsRefused(int index) {
    byte[] body = client.next().body().clone();
    body[index]++;

    assertBreaks(Rule.MALFORMED_COMMAND, () -> server.receive(Command.of("HELLO", body)))
        .contains("this is 1.0");
  }

  @Test
  void aHelloForAnotherServerIsRefused() {
    CurveClient wrong = new CurveClient(OURS, CLIENT, CurveKeyPair.generate().publicKey());

    assertBreaks(Rule.CRYPTOGRAPHIC, () -> server.receive(wrong.next()))
        .contains("another server's public key");
  }

  /** Every byte but version and padding, which are not in the box. */
  @Test
  void aHelloThatWasChangedIsRefused() {
    byte[] body = client.next().body();
    for (int i = 74; i < body.length; i++) {
      byte[] changed = body.clone();
      changed[i] ^= 4;
      CurveServer fresh = new CurveServer(THEIRS, SERVER);
      assertBreaks(Rule.CRYPTOGRAPHIC, () -> fresh.receive(Command.of("HELLO", changed)));
    }
  }

  @Test
  void aHelloWithAKeyThatKeepsNoSecretIsRefused() {
    byte[] body = client.next().body().clone();
    Arrays.fill(body, 74, 106, (byte) 0);

    assertBreaks(Rule.KEY_EXCHANGE, () -> server.receive(Command.of("HELLO", body)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INITIATE", "WELCOME", "READY", "ERROR", "HELLOX", "hello"})
  void theServerBeginsWithNothingButHello(String name) {
    assertBreaks(
        Rule.UNEXPECTED_COMMAND, () -> server.receive(Command.of(name, client.next().body())));
  }

  @Test
  void aHelloThatIsReplayedIsRefused() {
    Command hello = client.next();
    server.receive(hello);
    server.next();

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> server.receive(hello)).contains("INITIATE is due");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 96, 104, 247})
  void anInitiateThatIsTooShortIsRefused(int length) {
    byte[] body = Arrays.copyOf(initiate(), length);

    assertBreaks(Rule.MALFORMED_COMMAND, () -> server.receive(Command.of("INITIATE", body)))
        .contains("at least 248");
  }

  /** Cookie, nonce, box: every byte. */
  @Test
  void anInitiateThatWasChangedIsRefused() {
    byte[] body = initiate();
    for (int i = 0; i < body.length; i++) {
      CurveClient freshClient = new CurveClient(OURS, CLIENT, SERVER.publicKey());
      CurveServer freshServer = new CurveServer(THEIRS, SERVER);
      freshServer.receive(freshClient.next());
      freshClient.receive(freshServer.next());
      byte[] changed = freshClient.next().body().clone();
      changed[i] ^= 0x40;
      Rule rule = i >= 96 && i < 104 ? Rule.INVALID_SEQUENCE : Rule.CRYPTOGRAPHIC;
      assertBreaks(rule, () -> freshServer.receive(Command.of("INITIATE", changed)));
      assertThat(freshServer.credentials()).isNull();
    }
  }

  @Test
  void anInitiateCutShortAnywhereInItsMetadataIsRefused() {
    byte[] body = initiate();
    byte[] cut = Arrays.copyOf(body, body.length - 1);

    assertBreaks(Rule.CRYPTOGRAPHIC, () -> server.receive(Command.of("INITIATE", cut)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3, -1})
  void anInitiateWhoseNonceIsNotTheNextIsRefused(long nonce) {
    byte[] body = initiate().clone();
    ByteBuffer.wrap(body).putLong(96, nonce);

    assertBreaks(Rule.INVALID_SEQUENCE, () -> server.receive(Command.of("INITIATE", body)));
  }

  @Test
  void anInitiateOfAnotherConnectionIsRefused() {
    Command replayed = Command.of("INITIATE", initiate());
    server.receive(replayed);
    CurveServer other = new CurveServer(THEIRS, SERVER);
    other.receive(new CurveClient(OURS, CLIENT, SERVER.publicKey()).next());
    other.next();

    assertBreaks(Rule.CRYPTOGRAPHIC, () -> other.receive(replayed)).contains("cookie");
  }

  @Test
  void anInitiateThatIsReplayedIsRefused() {
    Command initiate = Command.of("INITIATE", initiate());
    server.receive(initiate);

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> server.receive(initiate));
    server.accept();
    server.next();
    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> server.receive(initiate));
  }

  @Test
  void aClientThatHasNotTheSecretKeyItClaimsIsRefused() {
    Command initiate = forgedInitiate(CLIENT.publicKey(), CurveKeyPair.generate(), SERVER);

    assertBreaks(Rule.CRYPTOGRAPHIC, () -> server.receive(initiate)).contains("vouch");
  }

  @Test
  void aVouchForAnotherServerIsRefused() {
    Command initiate = forgedInitiate(CLIENT.publicKey(), CLIENT, CurveKeyPair.generate());

    assertBreaks(Rule.KEY_EXCHANGE, () -> server.receive(initiate)).contains("another server");
  }

  @Test
  void aForgedInitiateThatIsRightIsNone() {
    server.receive(forgedInitiate(CLIENT.publicKey(), CLIENT, SERVER));

    assertThat(server.credentials()).hasSize(1);
  }

  // What the client refuses.

  @Test
  void aServerThatHasNotTheSecretKeyIsRefused() {
    client.next();
    CurveKeyPair other = CurveKeyPair.generate();
    CurveServer impostor = new CurveServer(THEIRS, other);
    impostor.receive(new CurveClient(OURS, CLIENT, other.publicKey()).next());

    assertBreaks(Rule.CRYPTOGRAPHIC, () -> client.receive(impostor.next()))
        .contains("has not the secret key");
  }

  @Test
  void aWelcomeForAnotherConnectionIsRefused() {
    client.next();
    server.receive(new CurveClient(OURS, CLIENT, SERVER.publicKey()).next());

    assertBreaks(Rule.CRYPTOGRAPHIC, () -> client.receive(server.next()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 159, 161})
  void aWelcomeOfAWrongLengthIsRefused(int length) {
    server.receive(client.next());
    byte[] body = Arrays.copyOf(server.next().body(), length);

    assertBreaks(Rule.MALFORMED_COMMAND, () -> client.receive(Command.of("WELCOME", body)))
        .contains("160 are right");
  }

  @Test
  void aWelcomeThatWasChangedIsRefused() {
    for (int i = 0; i < 160; i += 7) {
      CurveClient freshClient = new CurveClient(OURS, CLIENT, SERVER.publicKey());
      CurveServer freshServer = new CurveServer(THEIRS, SERVER);
      freshServer.receive(freshClient.next());
      byte[] changed = freshServer.next().body().clone();
      changed[i] ^= 1;
      assertBreaks(Rule.CRYPTOGRAPHIC, () -> freshClient.receive(Command.of("WELCOME", changed)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HELLO", "READY", "INITIATE", "PING"})
  void theClientWaitsForNothingButWelcome(String name) {
    client.next();

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> client.receive(Command.of(name, new byte[200])))
        .contains("WELCOME or ERROR is due");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 24})
  void aReadyThatIsTooShortIsRefused(int length) {
    byte[] body = Arrays.copyOf(ready().body(), length);

    assertBreaks(Rule.MALFORMED_COMMAND, () -> client.receive(Command.of("READY", body)));
  }

  @Test
  void aReadyThatWasChangedIsRefused() {
    byte[] body = ready().body();
    for (int i = 0; i < body.length; i++) {
      byte[] changed = body.clone();
      changed[i] ^= 1;
      assertBreaks(Rule.CRYPTOGRAPHIC, () -> client.receive(Command.of("READY", changed)));
      assertThat(client.isComplete()).isFalse();
    }
  }

  @Test
  void aReadyInTheClearIsRefused() {
    ready();

    assertBreaks(Rule.CRYPTOGRAPHIC, () -> client.receive(Command.ready(THEIRS)));
  }

  @Test
  void theClientIsToldThatItIsRefused() {
    server.receive(client.next());
    client.receive(server.next());
    server.receive(client.next());
    server.refuse(400);
    Command error = server.next();

    assertThatExceptionOfType(AuthenticationException.class)
        .isThrownBy(() -> client.receive(error))
        .satisfies(e -> assertThat(e.status()).isEqualTo(400));
    assertThat(server.isComplete()).isFalse();
    assertThat(server.frameBox()).isNull();
  }

  @Test
  void aServerWhoseKeyKeepsNoSecretIsNotTalkedTo() {
    CurveClient careless = new CurveClient(OURS, CLIENT, CurvePublicKey.of(new byte[32]));

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(careless::next)
        .satisfies(e -> assertThat(e.rule()).isEqualTo(Rule.KEY_EXCHANGE));
  }

  // The end.

  @Test
  void nothingIsThereBeforeTheEnd() {
    assertThat(client.peerMetadata()).isNull();
    assertThat(server.peerMetadata()).isNull();
    assertThat(client.frameBox()).isNull();
    assertThat(server.frameBox()).isNull();
  }

  @Test
  void whatIsForgottenIsNotNeededAnyMore() {
    complete();
    FrameBox ours = box(client);
    FrameBox theirs = box(server);
    client.forget();
    server.forget();

    assertThat(theirs.open(ours.seal(0, new byte[5], 0, 5))).isEqualTo(new byte[5]);
  }

  /** A peer that is refused at the end of its handshake, for what it said of itself. */
  @Test
  void keysOfFramesThatNobodyTookAreForgottenToo() {
    complete();
    FrameBox theirs = box(server);
    client.forget();

    byte[] sealed = box(client).seal(0, new byte[5], 0, 5);
    assertBreaks(Rule.CRYPTOGRAPHIC, () -> theirs.open(sealed));
  }

  @Test
  void theServersKeysOfFramesThatNobodyTookAreForgottenToo() {
    complete();
    FrameBox ours = box(client);
    server.forget();

    byte[] sealed = box(server).seal(0, new byte[5], 0, 5);
    assertBreaks(Rule.CRYPTOGRAPHIC, () -> ours.open(sealed));
  }

  @Test
  void aHandshakeThatFailedMayForgetAtAnyTime() {
    client.forget();
    server.receive(new CurveClient(OURS, CLIENT, SERVER.publicKey()).next());
    server.forget();

    assertThat(server.isComplete()).isFalse();
  }

  private void complete() {
    client.receive(ready());
  }

  private Command ready() {
    server.receive(Command.of("INITIATE", initiate()));
    server.accept();
    return server.next();
  }

  private byte[] initiate() {
    server.receive(client.next());
    client.receive(server.next());
    return client.next().body();
  }

  /** What a client that lies says: everything is right but the keys in the vouch. */
  private Command forgedInitiate(
      CurvePublicKey claimed, CurveKeyPair vouching, CurveKeyPair meantFor) {
    byte[] secret = KeyPairs.drawSecretKey();
    byte[] shortKey = KeyPairs.publicKeyOf(secret);
    BoxKey helloKey = BoxKey.agree(secret, SERVER.publicKey().bytes());
    byte[] hello =
        ByteBuffer.allocate(194)
            .put((byte) 1)
            .position(74)
            .put(shortKey)
            .putLong(1)
            .put(helloKey.seal(CurveCommands.nonce("CurveZMQHELLO---", 1), new byte[64]))
            .array();
    server.receive(Command.of("HELLO", hello));
    byte[] welcome = server.next().body();
    byte[] opened = helloKey.open(CurveCommands.nonce("WELCOME-", welcome, 0), welcome, 16, 144);
    byte[] serverShortKey = Arrays.copyOf(opened, 32);
    byte[] vouch =
        BoxKey.agree(vouching.secretKey(), serverShortKey)
            .seal(
                CurveCommands.nonce("VOUCH---", new byte[16], 0),
                ByteBuffer.allocate(64).put(shortKey).put(meantFor.publicKey().bytes()).array());
    byte[] plain =
        ByteBuffer.allocate(128 + OURS.byteLength())
            .put(claimed.bytes())
            .put(new byte[16])
            .put(vouch)
            .put(OURS.toByteArray())
            .array();
    byte[] box =
        BoxKey.agree(secret, serverShortKey)
            .seal(CurveCommands.nonce("CurveZMQINITIATE", 2), plain);
    return Command.of(
        "INITIATE",
        ByteBuffer.allocate(104 + box.length).put(opened, 32, 96).putLong(2).put(box).array());
  }

  private static int payload(Command command) {
    return 1 + command.name().length() + command.body().length;
  }

  private static FrameBox box(Mechanism mechanism) {
    FrameBox box = mechanism.frameBox();
    assertThat(box).isNotNull();
    return box;
  }
}
