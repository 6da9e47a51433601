package reactor.zmtp.hostile.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSpec;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RouterSpec;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.security.Certificates;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.GssClient;
import reactor.zmtp.security.GssName;
import reactor.zmtp.security.GssServer;
import reactor.zmtp.security.Kdc;
import reactor.zmtp.security.ZapAuthenticator;

/**
 * The sockets under attack, with an honest client each: ROUTERs that echo what they get, without
 * security, with PLAIN, CURVE, TLS and, where there is a KDC, GSSAPI, and a PUB with one topic for
 * its honest subscriber and one of many bytes. Each is bound to TCP and, but for TLS, to a Unix
 * domain socket; the ROUTER without security to WebSocket, too. All options have their defaults but
 * the {@code handshakeTimeout}, which is short, so that it is seen, and the {@code receiveBuffer}
 * of the one that is flooded, so that the system keeps no millions of messages of those who
 * flooded. A PULL without an honest client has low limits for the same reason, and another one an
 * application that takes its time.
 */
final class Fortress implements AutoCloseable {

  private static final String ANYWHERE = "tcp://127.0.0.1:*";
  private static final String WEB_SOCKET = "ws://127.0.0.1:*" + Target.WS_PATH;
  private static final GssName SERVICE = GssName.hostBased(Kdc.SERVICE);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(2);

  /** In the buffers of the system: what waits there is not counted. */
  private static final int SMALL = 16_384;

  /** What the application that takes its time lets wait, and of how many at once. */
  private static final int SLOW_PEERS = 10;

  private static final int SLOW_BYTES = 1 << 20;

  /** At 32 bytes each, as the byte mark counts them, and one message more. */
  static final long MOST_FRAMES_WAITING =
      (long) SLOW_PEERS * (SLOW_BYTES / 32 + BacklogAttacks.FRAMES);

  private static final Duration OFTEN = Duration.ofMillis(5);
  private static final ZmqMessage BULK =
      ZmqMessage.wrap(ZmqMessage.of("bulk").bytes(), new byte[16_384]);

  private final CurveKeyPair keys = CurveKeyPair.generate();
  private final ZmqContext attacked = ZmqContext.create();
  private final ZmqContext clients = ZmqContext.builder().ioThreads(1).build();
  private final Disposable.Composite serving = Disposables.composite();
  private final Refusals refusals = new Refusals();
  private final Refusals clientsEvents = new Refusals();
  private final Path folder = Files.createTempDirectory("fortress");

  private final RouterSocket open;
  private final RouterSocket plain;
  private final RouterSocket curve;
  private final RouterSocket tls;
  private final @Nullable RouterSocket gssapi;
  private final PubSocket pub;
  private final PullSocket limited;
  private final PullSocket slow;
  private final List<HonestPair> pairs = new ArrayList<>();

  Fortress(Kdc kdc) throws IOException {
    ZapAuthenticator users = ZapAuthenticator.passwords(Map.of("ann", "one"));
    open = echoing(attacked.router().receiveBuffer(SMALL));
    plain = echoing(attacked.router().plainServer(users));
    curve = echoing(attacked.router().curveServer(keys));
    tls = echoing(attacked.router().tls(Certificates.server()));
    gssapi =
        kdc.isRunning()
            ? echoing(attacked.router().gssapiServer(GssServer.of(SERVICE).subject(kdc.service())))
            : null;
    pub = open(watched(attacked.pub()).bind(ANYWHERE));
    limited =
        open(
            watched(attacked.pull())
                .maxPeers(4)
                .maxHandshakes(4)
                .maxConnectionRate(40)
                .bind(ANYWHERE));
    slow =
        open(
            watched(attacked.pull())
                .maxPeers(SLOW_PEERS)
                .receiveHighWaterMark(0)
                .receiveHighWaterMarkBytes(SLOW_BYTES)
                .receiveBuffer(SMALL)
                .bind(ANYWHERE));
    await(open.bind(WEB_SOCKET));
    for (ZmqSocket each : attacked.sockets()) {
      if (each != tls) {
        await(each.bind("ipc://" + path(each)));
      }
    }
    serving.add(limited.receive().subscribe());
    serving.add(slow.receive().concatMap(message -> Mono.delay(OFTEN), 1).subscribe());
    serving.add(pub.send(Flux.interval(OFTEN).onBackpressureDrop().map(tick -> BULK)).subscribe());
    meet("DEALER and ROUTER", address(open), clients.dealer());
    meet("the same over ipc", "ipc://" + path(open), clients.dealer());
    meet("the same over ws", webSocket(open).address(), clients.dealer());
    meet("the same with PLAIN", address(plain), clients.dealer().plain("ann", "one"));
    meet(
        "the same with CURVE",
        address(curve),
        clients.dealer().curve(CurveKeyPair.generate(), keys.publicKey()));
    meet("the same with TLS", address(tls), clients.dealer().tls(Certificates.client()));
    if (gssapi != null) {
      GssClient ann = GssClient.of(SERVICE).subject(kdc.user("ann"));
      meet("the same with GSSAPI", address(gssapi), clients.dealer().gssapi(ann));
    }
    pairs.add(HonestPair.feed("PUB to SUB", "honest", pub, subscriber()));
  }

  private void meet(String name, String endpoint, DealerSpec dealer) {
    pairs.add(HonestPair.echo(name, open(dealer.doOnEvent(clientsEvents).connect(endpoint))));
  }

  private RouterSocket echoing(RouterSpec spec) {
    RouterSocket router = open(watched(spec).bind(ANYWHERE));
    serving.add(router.send(router.receive()).subscribe());
    return router;
  }

  private <S extends SocketSpec<S, T>, T extends ZmqSocket> S watched(S spec) {
    return spec.handshakeTimeout(HANDSHAKE_TIMEOUT).doOnEvent(refusals);
  }

  private SubSocket subscriber() {
    SubSocket sub =
        open(clients.sub().subscribe("honest").doOnEvent(clientsEvents).connect(address(pub)));
    pub.awaitSubscribers("honest", 1).block(PATIENCE);
    return sub;
  }

  private static <T extends ZmqSocket> T open(SocketSpec<?, T> spec) {
    return await(spec.linger(Duration.ZERO).open());
  }

  private static <T> T await(Mono<T> mono) {
    return Objects.requireNonNull(mono.block(PATIENCE));
  }

  private static String address(ZmqSocket socket) {
    return socket.endpoints().get(0).address();
  }

  private static int port(ZmqSocket socket) {
    return socket.endpoints().get(0).port();
  }

  private Path path(ZmqSocket socket) {
    return folder.resolve(Integer.toString(port(socket)));
  }

  private static ZmqEndpoint webSocket(ZmqSocket socket) {
    return socket.endpoints().get(1);
  }

  private Door door(ZmqSocket socket) {
    return new Door(port(socket), path(socket));
  }

  Target target() {
    return new Target(
        door(open),
        door(plain),
        door(curve),
        new Door(port(tls), null),
        new Door(webSocket(open).port(), null),
        door(pub),
        door(limited),
        door(slow),
        keys.publicKey().toZ85(),
        gssapi == null ? null : door(gssapi));
  }

  List<HonestPair> pairs() {
    return pairs;
  }

  Refusals refusals() {
    return refusals;
  }

  /** How honest clients have lost their connections at any time. */
  List<String> clientsLost() {
    return clientsEvents.counts().keySet().stream()
        .filter(kind -> kind.startsWith("Disconnected") || kind.startsWith("HandshakeFailed"))
        .toList();
  }

  /** Waits until there is nobody but the honest clients, and nothing that others left behind. */
  boolean isAloneAgain() {
    return Waiting.until(
        () ->
            Stream.of(plain, curve, tls, gssapi, pub)
                    .filter(Objects::nonNull)
                    .allMatch(socket -> isLeftWith(1, metrics(socket)))
                && isLeftWith(3, metrics(open))
                && isLeftWith(0, metrics(limited))
                && isLeftWith(0, metrics(slow)),
        PATIENCE);
  }

  private static boolean isLeftWith(int peers, SocketMetrics metrics) {
    return metrics.peers() == peers && metrics.waitingToReceive() == 0;
  }

  private static SocketMetrics metrics(ZmqSocket socket) {
    return await(socket.metrics());
  }

  /** How many frames have waited at once for the application that takes its time. */
  long mostFramesWaiting() {
    return metrics(slow).mostWaitingToReceive() * BacklogAttacks.FRAMES;
  }

  /** Who is there, and what waits. */
  @Override
  public String toString() {
    return attacked.sockets().stream()
        .map(each -> each + ": " + metrics(each))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() throws IOException {
    serving.dispose();
    Mono.when(attacked.disposeLater(), clients.disposeLater()).block(PATIENCE);
    Files.delete(folder); // each path goes with its socket
  }
}
