package reactor.zmtp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.IpcProcess;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.SocketEvent.AcceptFailure;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.ZapReply;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** The operating system tells who connects over ipc: to filters, and to authenticators. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it does not tell")
class IpcProcessTest extends Scene {

  private static final long PID = ProcessHandle.current().pid();

  private final Events events = new Events();
  private long uid;
  private long gid;

  @TempDir Path folder;

  @BeforeEach
  void whoWeAre() throws IOException {
    uid = ((Integer) Files.getAttribute(folder, "unix:uid")).longValue();
    gid = ((Integer) Files.getAttribute(folder, "unix:gid")).longValue();
  }

  private void isLetIn(UnaryOperator<PullSpec> filters) {
    PullSocket pull = open(filters.apply(zmq.pull()).bind("ipc://*"));
    PushSocket push = open(zmq.push().connect(address(pull)));

    await(push.send(ZmqMessage.of("in")));

    assertThat(await(pull.receive().next()).text(0)).isEqualTo("in");
  }

  private void isTurnedAway(UnaryOperator<PullSpec> filters) {
    PullSocket pull = open(filters.apply(zmq.pull()).doOnEvent(events).bind("ipc://*"));
    open(zmq.push().connect(address(pull)));

    AcceptFailed failed = events.await(AcceptFailed.class);

    assertThat(failed.reason()).isEqualTo(AcceptFailure.FILTERED);
    assertThat(failed.remote()).isInstanceOf(IpcProcess.class);
    assertThat(failed.cause()).hasMessageContaining("acceptUid");
    assertThat(metrics(pull).peers()).isZero();
  }

  /** libzmq's test_filter_ipc, as what follows. */
  @Test
  void withoutFiltersEverybodyIsLetIn() {
    isLetIn(spec -> spec);
  }

  @Test
  void theOwnUserIsLetIn() {
    isLetIn(spec -> spec.acceptUid(uid));
  }

  @Test
  void anotherUserIsTurnedAway() {
    isTurnedAway(spec -> spec.acceptUid(uid + 1));
  }

  @Test
  void theOwnGroupIsLetIn() {
    isLetIn(spec -> spec.acceptGid(gid));
  }

  @Test
  void anotherGroupIsTurnedAway() {
    isTurnedAway(spec -> spec.acceptGid(gid + 1));
  }

  @Test
  @EnabledIf("reactor.zmtp.ipc.IpcTest#isEpoll")
  void theOwnProcessIsLetIn() {
    isLetIn(spec -> spec.acceptPid(PID));
  }

  @Test
  @EnabledIf("reactor.zmtp.ipc.IpcTest#isEpoll")
  void anotherProcessIsTurnedAway() {
    isTurnedAway(spec -> spec.acceptPid(PID + 1));
  }

  @Test
  void whomOneFilterNamesIsLetInWhateverTheOthersSay() {
    isLetIn(spec -> spec.acceptUid(uid + 1, uid).acceptGid(gid + 1));
  }

  @Test
  @EnabledIf("reactor.zmtp.ipc.IpcTest#isNio")
  void nobodyTellsJavaTheProcessId() {
    StepVerifier.create(zmq.pull().acceptPid(1).bind("ipc://*").open())
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(InvalidEndpointException.class)
                    .hasMessageContaining("acceptPid needs"))
        .verify(PATIENCE);
  }

  @Test
  void anAuthenticatorIsToldTheProcess() {
    PullSocket pull =
        open(
            zmq.pull()
                .authenticator(
                    request ->
                        Mono.just(
                            request.address() instanceof IpcProcess process
                                ? ZapReply.accepted(process.toString())
                                : ZapReply.refused("not over ipc")))
                .bind("ipc://*"));
    PushSocket push = open(zmq.push().connect(address(pull)));
    await(push.send(ZmqMessage.of("who?")));

    ZmqMessage message = await(pull.receive().next());

    String known = IpcTest.isEpoll() ? "uid %d, gid %d, pid %d".formatted(uid, gid, PID) : "user ";
    assertThat(message.peer())
        .satisfies(peer -> assertThat(peer.userId()).startsWith(known))
        .satisfies(peer -> assertThat(peer.address()).hasToString(peer.userId()));
  }

  @Test
  void anAuthenticatorTurnsAProcessAway() {
    PullSocket pull =
        open(
            zmq.pull()
                .authenticator(request -> Mono.just(ZapReply.refused("not " + request.address())))
                .doOnEvent(events)
                .bind("ipc://*"));

    open(zmq.push().connect(address(pull)));

    assertThat(events.await(HandshakeFailed.class).cause()).hasMessageContaining("not u");
  }
}
