package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SecurityOptions;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpFrame;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/**
 * Somebody between a client and a server, who cannot read what they say, but leaves out frames of
 * it. The connection ends there: no message is made of two, and no subscription is missing.
 */
class MissingFramesTest extends Scene {

  private static final CurveKeyPair SERVER = CurveKeyPair.generate();
  private static final CurveKeyPair CLIENT = CurveKeyPair.generate();
  private static final GssName SERVICE = GssName.hostBased(Kdc.SERVICE);
  private static final ZmqMessage FIRST = ZmqMessage.of("transfer", "to=bob", "amount=10");
  private static final ZmqMessage SECOND = ZmqMessage.of("transfer", "to=eve", "amount=99");

  @RegisterExtension static final Kdc KDC = new Kdc();

  private final Events events = new Events();

  enum Mechanism {
    CURVE,
    GSSAPI
  }

  /** The end of the first message and the beginning of the second; the very first frame; one. */
  @ParameterizedTest(name = "under {0}, from the client: {1}, without frames {2} to {3}")
  @CsvSource({
    "CURVE, true, 3, 5",
    "CURVE, true, 1, 1",
    "CURVE, true, 2, 2",
    "CURVE, false, 3, 5",
    "CURVE, false, 1, 1",
    "GSSAPI, true, 3, 5",
    "GSSAPI, true, 1, 1",
    "GSSAPI, false, 3, 5",
    "GSSAPI, false, 1, 1"
  })
  void noMessageIsMadeOfTwo(Mechanism mechanism, boolean fromClient, int from, int to) {
    PairSocket server =
        open(
            server(mechanism, fromClient ? zmq.pair().doOnEvent(events) : zmq.pair())
                .bind(Anywhere.endpoint()));
    ZmtpListener between = listen();
    PairSocket client =
        open(
            client(mechanism, fromClient ? zmq.pair() : zmq.pair().doOnEvent(events))
                .connect(between.endpoint()));
    relay(between, address(server), fromClient, from, to);
    PairSocket receiver = fromClient ? server : client;
    Mono<List<ZmqMessage>> received =
        begun(receiver.receive().takeUntilOther(receiver.onDispose()).collectList());

    keep((fromClient ? client : server).send(Flux.just(FIRST, SECOND)).subscribe());

    assertThat(rule(events.await(Disconnected.class))).isEqualTo(Rule.INVALID_SEQUENCE);
    receiver.dispose();
    assertThat(await(received)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noSubscriptionIsMissing(Mechanism mechanism) {
    PubSocket pub = open(server(mechanism, zmq.pub().doOnEvent(events)).bind(Anywhere.endpoint()));
    ZmtpListener between = listen();
    open(
        client(mechanism, zmq.sub())
            .subscribe("a")
            .subscribe("b")
            .subscribe("c")
            .connect(between.endpoint()));

    relay(between, address(pub), true, 2, 2);

    assertThat(rule(events.await(Disconnected.class))).isEqualTo(Rule.INVALID_SEQUENCE);
  }

  private static Rule rule(Disconnected disconnected) {
    assertThat(disconnected.reason()).isEqualTo(DisconnectReason.PROTOCOL);
    return ((ProtocolException) disconnected.cause()).rule();
  }

  private static <S extends SocketSpec<S, ?> & SecurityOptions<S>> S server(
      Mechanism mechanism, S spec) {
    return mechanism == Mechanism.CURVE
        ? spec.curveServer(SERVER, ZapAuthenticator.publicKeys(Set.of(CLIENT.publicKey())))
        : spec.gssapiServer(GssServer.of(SERVICE).subject(KDC.service()));
  }

  private static <S extends SocketSpec<S, ?> & SecurityOptions<S>> S client(
      Mechanism mechanism, S spec) {
    return mechanism == Mechanism.CURVE
        ? spec.curve(CLIENT, SERVER.publicKey())
        : spec.gssapi(GssClient.of(SERVICE).subject(KDC.user("ann")));
  }

  /** Leaves out some of one side's messages, which begin to count after the handshake. */
  private void relay(ZmtpListener between, String server, boolean ofClient, int from, int to) {
    ZmtpPeer client = await(between.accept());
    ZmtpPeer far = connect(server);
    await(far.script().send(await(client.receive(64))));
    await(client.script().send(await(far.receive(64))));
    Flux<ZmtpFrame> there = frames(client);
    Flux<ZmtpFrame> back = frames(far);
    pass(ofClient ? without(there, from, to) : there, far);
    pass(ofClient ? back : without(back, from, to), client);
  }

  private static Flux<ZmtpFrame> frames(ZmtpPeer peer) {
    return Flux.defer(peer::receiveFrame).repeat();
  }

  private static Flux<ZmtpFrame> without(Flux<ZmtpFrame> frames, int from, int to) {
    AtomicInteger messages = new AtomicInteger();
    return frames.filter(
        frame -> {
          int number = frame.isCommand() ? 0 : messages.incrementAndGet();
          return number < from || number > to;
        });
  }

  private void pass(Flux<ZmtpFrame> frames, ZmtpPeer to) {
    keep(
        frames
            .concatMap(frame -> to.script().frame(frame.flags(), frame.body()))
            .onErrorComplete() // the connection has ended
            .subscribe());
  }
}
