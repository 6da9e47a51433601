package reactor.zmtp.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketEvent.Listening;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.Certificates;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** Whatever sockets do, they block no event loop. In a JVM of its own, since it changes the JDK. */
class BlockHoundIT extends Scene {

  private static final int MESSAGES = 10_000;
  private static final Duration SOON = Duration.ofMillis(10);
  private static final List<Throwable> BLOCKED = new CopyOnWriteArrayList<>();

  private static final CurveKeyPair SERVER =
      CurveKeyPair.ofSecretKey("JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6");
  private static final CurveKeyPair CLIENT =
      CurveKeyPair.ofSecretKey("D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs");

  private final Events events = new Events();

  @BeforeAll
  static void loose() {
    BlockHound.install(
        builder ->
            builder
                // A lock of Netty's allocator, for the moment in which another thread allocates.
                .allowBlockingCallsInside(
                    "io.netty.buffer.AdaptivePoolingAllocator$Magazine", "free")
                .blockingMethodCallback(
                    method ->
                        BLOCKED.add(new AssertionError(method + " on " + Thread.currentThread()))));
  }

  @AfterEach
  void nothingBlocked() {
    await(zmq.disposeLater());
    List<String> blocked = BLOCKED.stream().map(BlockHoundIT::withStack).toList();
    BLOCKED.clear();
    assertThat(blocked).isEmpty();
  }

  /** All of its stack: what blocks seldom is seen once. */
  private static String withStack(Throwable blocked) {
    StringWriter text = new StringWriter();
    blocked.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** That it would be noticed. */
  @Test
  void whatBlocksAnEventLoopIsSeen() {
    open(
        zmq.pull()
            .doOnEvent(
                event -> {
                  if (event instanceof Listening) {
                    LockSupport.parkNanos(1);
                  }
                })
            .bind(Anywhere.endpoint()));

    assertThat(BLOCKED).hasSize(1);
    assertThat(BLOCKED.get(0)).hasMessageContaining("park").hasMessageContaining("zmtp");
    BLOCKED.clear();
  }

  @Test
  void pushAndPullBlockNothing() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().connect(address(pull)));

    Mono<List<Long>> received = pull.receive().take(MESSAGES).map(Supply::number).collectList();
    await(Mono.zip(received, push.send(Supply.of(MESSAGES).messages()).thenReturn(true)));

    await(push.metrics());
  }

  @Test
  void pairsBlockNothing() {
    PairSocket one = open(zmq.pair().bind(Anywhere.endpoint()));
    PairSocket other = open(zmq.pair().connect(address(one)));
    Flux<ZmqMessage> large = Flux.range(0, 50).map(i -> ZmqMessage.wrap(new byte[200_000]));

    await(
        Mono.when(
            one.send(large), other.send(large),
            one.receive().take(50), other.receive().take(50)));
  }

  @Test
  void curveBlocksNothing() {
    PullSocket pull =
        open(
            zmq.pull()
                .curveServer(SERVER, ZapAuthenticator.publicKeys(Set.of(CLIENT.publicKey())))
                .bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().curve(CLIENT, SERVER.publicKey()).connect(address(pull)));

    Mono<List<Long>> received = pull.receive().take(MESSAGES).map(Supply::number).collectList();
    await(Mono.zip(received, push.send(Supply.of(MESSAGES).messages()).thenReturn(true)));
  }

  /** Keys that were read: nothing was drawn before the first handshake. */
  @Test
  void strangersToCurveBlockNothing() {
    PullSocket pull =
        open(
            zmq.pull()
                .doOnEvent(events)
                .curveServer(SERVER, ZapAuthenticator.publicKeys(Set.of()))
                .bind(Anywhere.endpoint()));
    open(zmq.push().curve(CLIENT, SERVER.publicKey()).connect(address(pull)));

    assertThat(events.await(HandshakeFailed.class).reason())
        .isEqualTo(HandshakeFailure.AUTHENTICATION);
  }

  @Test
  void plainBlocksNothing() {
    PullSocket pull =
        open(
            zmq.pull()
                .plainServer(ZapAuthenticator.passwords(Map.of("admin", "secret")))
                .bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().plain("admin", "secret").connect(address(pull)));

    await(push.send(ZmqMessage.of("with a password")));
    assertThat(await(pull.receive().next()).text()).isEqualTo("with a password");
  }

  @Test
  void tlsBlocksNothing() {
    PairSocket one = open(zmq.pair().tls(Certificates.mutualServer()).bind("tcp://127.0.0.1:*"));
    PairSocket other =
        open(zmq.pair().tls(Certificates.client(Certificates.ANN)).connect(address(one)));
    Flux<ZmqMessage> large = Flux.range(0, 5).map(i -> ZmqMessage.wrap(new byte[200_000]));

    await(
        Mono.when(
            one.send(large), other.send(large),
            one.receive().take(5), other.receive().take(5)));
  }

  @Test
  void interfaceNamesBlockNothing() {
    PullSocket pull = open(zmq.pull().bind("tcp://lo:*"));
    PushSocket push = open(zmq.push().connect("tcp://lo:*;" + address(pull).substring(6)));

    await(push.send(ZmqMessage.of("over lo")));
    assertThat(await(pull.receive().next()).text()).isEqualTo("over lo");
  }

  @Test
  void ipv6BlocksNothing() {
    PullSocket pull = open(zmq.pull().ipv6(true).bind("tcp://*:*"));
    PushSocket push = open(zmq.push().ipv6(true).connect("tcp://localhost:" + port(pull)));

    await(push.send(ZmqMessage.of("over either")));
    assertThat(await(pull.receive().next()).text()).isEqualTo("over either");
  }

  @Test
  void namesBlockNothing() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    PushSocket push = open(zmq.push().connect("tcp://localhost:" + port(pull)));

    await(push.send(ZmqMessage.of("by name")));
    assertThat(await(pull.receive().next()).text()).isEqualTo("by name");
  }

  @Test
  void namesThatDoNotResolveBlockNothing() {
    open(zmq.push().doOnEvent(events).connect("tcp://no-such-host.invalid:5555"));

    assertThat(events.await(ConnectRetried.class).cause()).isNotNull();
  }

  @Test
  void failuresAndReconnectsBlockNothing() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    FaultyLink link = link(address(pull));
    open(
        zmq.push()
            .doOnEvent(events)
            .reconnectInterval(SOON)
            .reconnectIntervalMax(SOON)
            .connect(link.endpoint()));
    events.await(HandshakeSucceeded.class);

    link.reset();
    events.await(HandshakeSucceeded.class, 2);
    await(link.refuse());
    link.cut();
    events.await(ConnectRetried.class, 3);
    await(link.accept());
    events.await(HandshakeSucceeded.class, 3);
  }

  @Test
  void refusalsBlockNothing() {
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind(Anywhere.endpoint()));

    await(connect(address(pull)).script().send(new byte[100]).discardUntilClose());

    assertThat(events.await(HandshakeFailed.class).cause()).isNotNull();
  }

  @Test
  void bindingAndUnbindingBlockNothing() {
    PullSocket pull = open(zmq.pull());
    ZmqEndpoint bound = await(pull.bind("tcp://*:*"));
    await(pull.unbind(bound.address()));
    ZmqEndpoint connected = await(pull.connect("tcp://127.0.0.1:" + bound.port()));
    await(pull.disconnect(connected.address()));
    await(pull.bind("tcp://no-such-interface:*").onErrorResume(refused -> Mono.empty()));

    assertThat(pull.endpoints()).isEmpty();
  }

  @Test
  void lingeringBlocksNothing() {
    PushSocket push =
        await(zmq.push().linger(Duration.ofMillis(50)).bind(Anywhere.endpoint()).open());
    join(push, "PULL");
    keep(push.send(Supply.endless().sized(100_000).messages()).onErrorComplete().subscribe());
    until(push, metrics -> metrics.waitingToSend() > 0);

    await(push.disposeLater());
  }

  private static int port(PullSocket pull) {
    return pull.endpoints().get(0).port();
  }
}
