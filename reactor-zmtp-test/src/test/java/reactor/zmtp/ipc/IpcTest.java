package reactor.zmtp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.IpcProcess;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ReconnectStop;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.ConnectAbandoned;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketEvent.Listening;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.Certificates;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Messages go over Unix domain sockets as they go over TCP. */
class IpcTest extends Scene {

  private final Events events = new Events();

  @TempDir Path folder;

  /** libzmq's test_pair_ipc (test_roundtrip) and test_ipc_wildcard. */
  @Test
  void aPairTalksOverATemporaryPath() {
    PairSocket one = open(zmq.pair().bind("ipc://*"));
    PairSocket other = open(zmq.pair().connect(address(one)));

    await(other.send(ZmqMessage.of("there", "and")));
    assertThat(await(one.receive().next())).isEqualTo(ZmqMessage.of("there", "and"));
    await(one.send(ZmqMessage.of("back")));
    assertThat(await(other.receive().next())).isEqualTo(ZmqMessage.of("back"));
  }

  /** libzmq's test_reqrep_ipc (test_simple). */
  @Test
  void aRequestIsAnsweredAtAPath() {
    String endpoint = "ipc://" + folder.resolve("service");
    RepSocket rep = open(zmq.rep().bind(endpoint));
    keep(rep.reply(Mono::just).subscribe());

    assertThat(await(open(zmq.req().connect(endpoint)).request(ZmqMessage.of("echo"))))
        .isEqualTo(ZmqMessage.of("echo"));
  }

  /** libzmq's test_reqrep_ipc (test_leak). */
  @Test
  void anAnswerToWhoeverHasGoneHarmsNobody() {
    RepSocket rep = open(zmq.rep().doOnEvent(events).bind("ipc://*"));
    Sinks.One<ZmqMessage> late = Sinks.one();
    AtomicReference<ZmqMessage> asked = new AtomicReference<>();
    keep(
        rep.reply(
                request -> {
                  boolean first = asked.getAndSet(request) == null;
                  return first ? late.asMono() : Mono.just(request);
                })
            .subscribe());
    ReqSocket gone = open(zmq.req().connect(address(rep)));
    keep(gone.request(ZmqMessage.of("leaky")).subscribe(reply -> {}, e -> {}));
    until(() -> asked.get() != null);
    await(gone.disposeLater());
    until(rep, metrics -> metrics.peers() == 0);

    late.tryEmitValue(ZmqMessage.of("for nobody"));

    assertThat(await(open(zmq.req().connect(address(rep))).request(ZmqMessage.of("next"))))
        .isEqualTo(ZmqMessage.of("next"));
  }

  @ParameterizedTest
  @CsvSource({"one", "two"})
  @EnabledIf("reactor.zmtp.ipc.IpcTest#isEpoll")
  void anAbstractNameHasNoFile(String name) {
    PullSocket pull = open(zmq.pull().bind("ipc://@zmtp-" + name + ProcessHandle.current().pid()));
    PushSocket push = open(zmq.push().connect(address(pull)));

    await(push.send(ZmqMessage.of("abstract")));

    assertThat(await(pull.receive().next()).text(0)).isEqualTo("abstract");
    assertThat(Path.of(address(pull).substring("ipc://".length()))).doesNotExist();
  }

  @Test
  @EnabledIf("reactor.zmtp.ipc.IpcTest#isEpoll")
  void anAbstractNameIsBoundOnce() {
    String name = "ipc://@zmtp-once-" + ProcessHandle.current().pid();
    open(zmq.pull().bind(name));

    StepVerifier.create(open(zmq.pull()).bind(name))
        .expectError(AddressInUseException.class)
        .verify(PATIENCE);
  }

  @Test
  @EnabledIf("reactor.zmtp.ipc.IpcTest#isNio")
  void anAbstractNameNeedsTheNativeTransport() {
    StepVerifier.create(zmq.pull().bind("ipc://@name").open())
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(InvalidEndpointException.class)
                    .hasMessageContaining("native epoll transport"))
        .verify(PATIENCE);
  }

  static boolean isEpoll() {
    return !isNio() && System.getProperty("os.name").equals("Linux");
  }

  static boolean isNio() {
    return "false".equals(System.getProperty("reactor.netty.native"));
  }

  @Test
  void aSocketIsBoundToTcpAndIpcAtTheSameTime() {
    PullSocket pull = open(zmq.pull().bind("ipc://*").bind("tcp://127.0.0.1:*"));
    PushSocket local = open(zmq.push().connect(pull.endpoints().get(0).address()));
    PushSocket remote = open(zmq.push().connect(pull.endpoints().get(1).address()));

    await(local.send(ZmqMessage.of("ipc")));
    await(remote.send(ZmqMessage.of("tcp")));

    assertThat(await(pull.receive().take(2).map(m -> m.text(0)).collectList()))
        .containsExactlyInAnyOrder("ipc", "tcp");
  }

  @Test
  void manyMessagesArriveInTheirOrder() {
    PullSocket pull = open(zmq.pull().bind("ipc://*"));
    PushSocket push = open(zmq.push().connect(address(pull)));
    Flux<ZmqMessage> numbers =
        Flux.range(0, 50_000).map(i -> ZmqMessage.of("" + i, "x".repeat(i % 300)));

    Mono<Long> inOrder =
        pull.receive()
            .take(50_000)
            .index()
            .filter(each -> each.getT2().text(0).equals("" + each.getT1()))
            .count();

    assertThat(await(Mono.zip(push.send(numbers).thenReturn(true), inOrder)).getT2())
        .isEqualTo(50_000);
  }

  /** Netty's epoll reads a connection that hangs up, whether it is to be read or not. */
  @Test
  void whatAPeerSentBeforeItHungUpIsHeardToItsEnd() {
    PullSocket pull =
        open(zmq.pull().credit(false).receiveHighWaterMark(10).doOnEvent(events).bind("ipc://*"));
    PushSocket push = open(zmq.push().connect(address(pull)));
    await(push.send(Flux.range(0, 1000).map(i -> ZmqMessage.of("" + i))));
    await(push.disposeLater());

    List<String> heard =
        await(pull.receive().take(1000).map(message -> message.text(0)).collectList());

    assertThat(heard).hasSize(1000).startsWith("0", "1").endsWith("998", "999");
    assertThat(events.await(Disconnected.class).reason()).isEqualTo(DisconnectReason.PEER_CLOSED);
  }

  @Test
  void whoeverConnectsFirstWaitsForTheBinder() {
    String endpoint = "ipc://" + folder.resolve("late");
    PushSocket push =
        open(
            zmq.push().reconnectInterval(Duration.ofMillis(5)).doOnEvent(events).connect(endpoint));
    assertThat(events.await(ConnectRetried.class).cause())
        .hasMessageContaining("late")
        .hasMessageContaining("nobody has bound it");

    PullSocket pull = open(zmq.pull().bind(endpoint));

    await(push.send(ZmqMessage.of("at last")));
    assertThat(await(pull.receive().next()).text(0)).isEqualTo("at last");
  }

  @Test
  void aPathThatNobodyHasBoundIsARefusedConnection() {
    String endpoint = "ipc://" + folder.resolve("nobody");

    open(
        zmq.push()
            .reconnectStop(ReconnectStop.CONNECTION_REFUSED)
            .doOnEvent(events)
            .connect(endpoint));

    assertThat(events.await(ConnectAbandoned.class).endpoint()).isEqualTo(endpoint);
  }

  @Test
  void aConnectionThatIsLostIsMadeAgain() {
    String endpoint = "ipc://" + folder.resolve("again");
    PullSocket first = open(zmq.pull().bind(endpoint));
    PushSocket push =
        open(
            zmq.push().reconnectInterval(Duration.ofMillis(5)).doOnEvent(events).connect(endpoint));
    events.await(HandshakeSucceeded.class);
    await(first.disposeLater());

    PullSocket second = open(zmq.pull().bind(endpoint));

    events.await(HandshakeSucceeded.class, 2);
    await(push.send(ZmqMessage.of("again")));
    assertThat(await(second.receive().next()).text(0)).isEqualTo("again");
  }

  @Test
  void eventsNameThePathAndTheProcess() {
    Events theirs = new Events();
    String path = folder.resolve("named").toString();
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind("ipc://" + path));
    open(zmq.push().doOnEvent(theirs).connect("ipc://" + path));

    assertThat(events.await(Listening.class).local()).hasToString(path);
    assertThat(events.await(Accepted.class))
        .satisfies(accepted -> assertThat(accepted.local()).hasToString(path))
        .satisfies(accepted -> assertThat(accepted.remote()).isInstanceOf(IpcProcess.class));
    assertThat(theirs.await(Connected.class))
        .satisfies(connected -> assertThat(connected.remote()).hasToString(path))
        .satisfies(
            connected ->
                assertThat(connected.local()).hasToString("pid " + ProcessHandle.current().pid()));
    assertThat(pull.endpoints().get(0).port()).isEqualTo(-1);
  }

  @Test
  void tlsIsNotForIpc() {
    StepVerifier.create(zmq.pull().tls(Certificates.server()).bind("ipc://*").open())
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(InvalidEndpointException.class)
                    .hasMessageContaining("TLS is for tcp")
                    .hasMessageContaining("acceptUid"))
        .verify(PATIENCE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"ipc://  | there is no path after ipc://", "ipc://@ | there is no name after @"})
  void anEndpointWithoutANameIsNone(String endpoint, String reason) {
    StepVerifier.create(Mono.defer(() -> zmq.pull().bind(endpoint).open()))
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(InvalidEndpointException.class)
                    .hasMessageContaining(reason))
        .verify(PATIENCE);
  }

  @Test
  void nobodyConnectsToAnyPath() {
    StepVerifier.create(Mono.defer(() -> zmq.push().connect("ipc://*").open()))
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(InvalidEndpointException.class)
                    .hasMessageContaining("* is for bind"))
        .verify(PATIENCE);
  }

  @Test
  void temporaryPathsDifferAndAreToldAndUnbound() {
    PullSocket pull = open(zmq.pull().bind("ipc://*").bind("ipc://*"));
    String first = pull.endpoints().get(0).address();
    String second = pull.endpoints().get(1).address();
    assertThat(first).isNotEqualTo(second);

    await(pull.unbind(first));

    Path path = Path.of(first.substring("ipc://".length()));
    assertThat(path).doesNotExist();
    assertThat(path.getParent()).doesNotExist();
    assertThat(Files.exists(Path.of(second.substring("ipc://".length())))).isTrue();
    assertThat(pull.endpoints()).hasSize(1);
  }
}
