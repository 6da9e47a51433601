package reactor.zmtp.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static reactor.zmtp.wire.Hex.bytes;
import static reactor.zmtp.wire.Hex.written;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.Metadata;

class GssapiMechanismTest {

  private static final Metadata OURS = Metadata.empty().with("Socket-Type", "PUSH");
  private static final Metadata THEIRS = Metadata.empty().with("Socket-Type", "PULL");

  private final FakeGss clientGss = FakeGss.client();
  private final FakeGss serverGss = FakeGss.server();
  private final GssapiClient client = new GssapiClient(OURS, clientGss, false);
  private final GssapiServer server = new GssapiServer(THEIRS, serverGss, false);

  @Test
  void theGreetingTellsTheRole() {
    assertThat(client.greeting()).isEqualTo(Greeting.v31("GSSAPI", false));
    assertThat(server.greeting()).isEqualTo(Greeting.v31("GSSAPI", true));
  }

  @Test
  void theClientBeginsWhenThePeerHasTheSameMechanism() {
    assertBreaks(Rule.MECHANISM_MISMATCH, () -> client.receive(Greeting.v31("NULL", false)));
    assertThat(client.work()).isNull();

    client.receive(server.greeting());

    assertThat(client.next()).isNull();
    assertThat(client.work()).isNotNull();
    assertThat(client.work()).isNull();
  }

  /** What libzmq 4.3 has on the wire. */
  @Test
  void twoOfThemUnderstandEachOther() {
    Command first = clientToken();
    assertThat(written(first)).isEqualTo(bytes("04 10 08 494e495449415445 00000003 010203"));
    assertThat(client.next()).isNull();
    server.receive(first);
    assertThat(server.next()).isNull();
    work(server);
    assertThat(serverGss.received()).containsExactly(bytes("010203"));
    Command second = server.next();
    assertThat(written(second)).isEqualTo(bytes("04 0f 08 494e495449415445 00000002 0405"));
    client.receive(second);
    work(client);
    assertThat(clientGss.received()).containsExactly(new byte[0], bytes("0405"));
    Command last = client.next();
    assertThat(last).isSameAs(Command.NOTHING);
    assertThat(written(last)).isEqualTo(bytes("04 00"));
    assertThat(server.credentials()).isNull();
    server.receiveNothing();
    assertThat(texts(server.credentials())).containsExactly("ann@ZMTP.TEST");
    assertThat(server.next()).isNull();
    server.accept();
    Command ready = server.next();
    // MESSAGE; the length of the token; what the wrap begins with, no flags; READY, Socket-Type.
    assertThat(written(ready))
        .isEqualTo(
            bytes(
                "04 2b 07 4d455353414745 0000001f 05040607 00"
                    + "05 5245414459 0b 536f636b65742d54797065 00000004 50554c4c"));
    assertThat(server.isComplete()).isFalse();
    client.receive(ready);
    assertThat(client.isComplete()).isFalse();
    server.receive(client.next());

    assertThat(client.isComplete()).isTrue();
    assertThat(server.isComplete()).isTrue();
    assertThat(client.peerMetadata()).isEqualTo(THEIRS);
    assertThat(server.peerMetadata()).isEqualTo(OURS);
    FrameBox box = client.frameBox();
    assertThat(box).isNotNull();
    assertThat(client.overhead()).isEqualTo(12 + FakeGss.WRAPPED.length + 1);
    assertThat(box.seal(0, bytes("61"), 0, 1)).hasSize(1 + client.overhead());
  }

  @Test
  void nothingIsWrappedIfPlaintextIsWanted() {
    GssapiClient plainClient = new GssapiClient(OURS, clientGss, true);
    GssapiServer plainServer = new GssapiServer(THEIRS, serverGss, true);
    clientGss.confidential = false;

    Command ready = untilReady(plainClient, plainServer);
    assertThat(ready).isEqualTo(Command.ready(THEIRS));
    plainClient.receive(ready);
    plainServer.receive(plainClient.next());

    assertThat(plainServer.isComplete()).isTrue();
    assertThat(plainServer.peerMetadata()).isEqualTo(OURS);
    assertThat(plainClient.frameBox()).isNull();
    assertThat(plainClient.overhead()).isZero();
    plainClient.forget();
    assertThat(clientGss.disposed).isEqualTo(1);
  }

  @Test
  void whoEncryptsDoesNotTakeWhatIsNot() {
    untilReady(client, server);

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> client.receive(Command.ready(THEIRS)))
        .contains("MESSAGE or ERROR is due");
    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> server.receive(Command.ready(OURS)));
  }

  @Test
  void readyMustBeWhatIsWrapped() {
    untilReady(client, server);
    FakeGss theirs = FakeGss.server();
    byte[] token = new GssFrameBox(theirs.context()).wrap(0, bytes("0450494e47"), 0, 5);

    assertBreaks(
            Rule.UNEXPECTED_COMMAND,
            () -> client.receive(Command.of("MESSAGE", withLength(token.length, token))))
        .contains("PING", "READY is due");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "000000",
        "00000000",
        "00000001",
        "00000002 61",
        "00000000 61",
        "ffffffff 61",
        "80000001 61"
      })
  void aTokenWhoseLengthDoesNotAddUpIsRefused(String body) {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> server.receive(Command.of("INITIATE", bytes(body))));
    assertThat(server.work()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HELLO", "READY", "MESSAGE", "ERROR", "initiate"})
  void theServerBeginsWithNothingButInitiate(String name) {
    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> server.receive(Command.of(name, new byte[5])))
        .contains(name, "INITIATE is due");
  }

  @Test
  void anEmptyCommandIsMalformedWhereItIsNotDue() {
    assertBreaks(Rule.MALFORMED_COMMAND, server::receiveNothing);
    assertBreaks(Rule.MALFORMED_COMMAND, client::receiveNothing);
  }

  @Test
  void noCommandIsDueWhileAStepLasts() {
    Command first = clientToken();
    server.receive(first);

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> server.receive(first))
        .contains("no command is due");
    assertThat(server.work()).isNotNull();
    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> server.receive(first));
    assertBreaks(Rule.MALFORMED_COMMAND, server::receiveNothing);
  }

  @Test
  void theServerWaitsForTheClientsLastWordBeforeItSaysReady() {
    server.receive(clientToken());
    work(server);
    server.next();

    assertThat(server.next()).isNull();
    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> server.receive(Command.ready(OURS)))
        .contains("an empty one is due");
  }

  @Test
  void noCommandIsDueWhileTheServerJudges() {
    server.receive(clientToken());
    work(server);
    server.next();
    server.receiveNothing();

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> server.receive(Command.ready(OURS)));
    assertBreaks(Rule.MALFORMED_COMMAND, server::receiveNothing);
  }

  @Test
  void whoIsRefusedIsTold() {
    client.receive(server.greeting());
    work(client);
    server.receive(client.next());
    work(server);
    client.receive(server.next());
    work(client);
    client.next();
    server.receiveNothing();
    server.refuse(400);
    Command error = server.next();

    assertThat(error).isEqualTo(Command.error("400"));
    assertThat(server.next()).isNull();
    assertThatExceptionOfType(AuthenticationException.class)
        .isThrownBy(() -> client.receive(error))
        .satisfies(e -> assertThat(e.status()).isEqualTo(400));
  }

  @Test
  void aFailureOfGssapiRefusesThePeer() {
    GssapiServer failing =
        new GssapiServer(THEIRS, FakeGss.server().thatFails(GSSException.BAD_MIC), false);
    failing.receive(clientToken());

    run(failing);

    assertThatExceptionOfType(AuthenticationException.class)
        .isThrownBy(failing::worked)
        .withMessageContaining("GSSAPI failed: ")
        .satisfies(e -> assertThat(e.status()).isEqualTo(400));
    assertThat(failing.next()).isNull();
  }

  @Test
  void aFaultOfTheJdkCostsOneConnection() {
    GssapiServer failing =
        new GssapiServer(
            THEIRS, FakeGss.server().thatFails(new IndexOutOfBoundsException("9")), false);
    failing.receive(clientToken());

    run(failing);

    assertThatExceptionOfType(AuthenticationException.class)
        .isThrownBy(failing::worked)
        .satisfies(e -> assertThat(e.status()).isEqualTo(500));
  }

  @Test
  void tooManyTokensAreRefused() {
    GssapiServer endless =
        new GssapiServer(THEIRS, FakeGss.giving(new byte[] {1}).thatNeverEnds(), false);
    Command token = clientToken();
    for (int i = 0; i < GssNegotiation.MOST_STEPS; i++) {
      endless.receive(token);
      work(endless);
      assertThat(endless.next()).isNotNull();
    }

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> endless.receive(token)).contains("more than 8");
    assertThat(endless.work()).isNull();
  }

  @Test
  void aPeerThatWantsNoProofOfTheServerIsRefused() {
    GssapiServer silent = new GssapiServer(THEIRS, FakeGss.giving(new byte[0]), false);
    silent.receive(clientToken());
    run(silent);

    assertThatExceptionOfType(AuthenticationException.class).isThrownBy(silent::worked);
  }

  @Test
  void aServerThatDoesNotProveItselfIsRefused() {
    clientGss.mutual = false;
    client.receive(server.greeting());
    work(client);
    client.next();
    client.receive(Command.of("INITIATE", bytes("00000001 07")));
    run(client);

    assertThatExceptionOfType(AuthenticationException.class).isThrownBy(client::worked);
  }

  @Test
  void whereEncryptionIsNotPossibleThePeerIsRefused() {
    serverGss.confidential = false;
    server.receive(clientToken());
    run(server);

    assertThatExceptionOfType(AuthenticationException.class)
        .isThrownBy(server::worked)
        .withMessageContaining("plaintext(true)");
  }

  @Test
  void whereMessagesAreNotNumberedThePeerIsRefused() {
    serverGss.numbered = false;
    server.receive(clientToken());
    run(server);

    assertThatExceptionOfType(AuthenticationException.class)
        .isThrownBy(server::worked)
        .withMessageContaining("missing or replayed");
  }

  @Test
  void theContextIsDisposedOfWhenTheHandshakeFails() {
    server.receive(clientToken());
    work(server);

    server.forget();

    assertThat(serverGss.disposed).isEqualTo(1);
  }

  @Test
  void aContextInUseIsDisposedOfWhenItsStepIsOver() {
    Ending ending = new Ending(serverGss);
    GssapiServer gone = new GssapiServer(THEIRS, ending, false);
    ending.connection = gone;
    gone.receive(clientToken());

    run(gone);

    assertThat(serverGss.disposed).isEqualTo(1);
  }

  /** As when no thread takes it. */
  @Test
  void aContextIsDisposedOfIfItsNextStepNeverBegins() {
    clientToken();
    client.receive(Command.of("INITIATE", bytes("00000001 07")));
    Runnable step = client.work();

    client.forget();

    assertThat(clientGss.disposed).isEqualTo(1);
    step.run();
    assertThat(clientGss.received()).hasSize(1);
    assertThat(clientGss.disposed).isEqualTo(1);
  }

  @Test
  void aStepThatBeginsAfterTheEndDoesNothing() {
    server.receive(clientToken());
    Runnable step = server.work();
    server.forget();

    step.run();

    assertThat(serverGss.created).isZero();
  }

  @Test
  void whoTakesTheBoxDisposesOfTheContext() {
    Command ready = untilReady(client, server);
    client.receive(ready);
    client.next();
    FrameBox box = client.frameBox();

    client.forget();
    assertThat(clientGss.disposed).isZero();
    box.forget();
    assertThat(clientGss.disposed).isEqualTo(1);
  }

  @Test
  void nothingIsKnownOfThePeerBeforeTheEnd() {
    untilReady(client, server);

    assertThat(client.peerMetadata()).isNull();
    assertThat(server.peerMetadata()).isNull();
  }

  /** Whose connection ends in the middle of a step. */
  private static final class Ending implements GssContexts {

    private final FakeGss gss;
    private Mechanism connection;

    Ending(FakeGss gss) {
      this.gss = gss;
    }

    @Override
    public GSSContext create() {
      return gss.create();
    }

    @Override
    public byte[] step(GSSContext context, byte[] token) {
      connection.forget();
      assertThat(gss.disposed).isZero();
      return token;
    }
  }

  private Command clientToken() {
    client.receive(server.greeting());
    work(client);
    return client.next();
  }

  private static Command untilReady(GssapiClient client, GssapiServer server) {
    client.receive(server.greeting());
    work(client);
    server.receive(client.next());
    work(server);
    client.receive(server.next());
    work(client);
    assertThat(client.next()).isSameAs(Command.NOTHING);
    server.receiveNothing();
    server.credentials();
    server.accept();
    return server.next();
  }

  private static void run(Mechanism mechanism) {
    Runnable work = mechanism.work();
    assertThat(work).isNotNull();
    work.run();
  }

  private static void work(Mechanism mechanism) {
    run(mechanism);
    mechanism.worked();
  }

  private static List<String> texts(List<byte[]> credentials) {
    return credentials.stream().map(c -> new String(c, StandardCharsets.UTF_8)).toList();
  }

  private static byte[] withLength(int length, byte[] token) {
    return ByteBuffer.allocate(4 + token.length).putInt(length).put(token).array();
  }
}
