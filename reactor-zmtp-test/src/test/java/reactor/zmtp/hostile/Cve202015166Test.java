package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/**
 * CVE-2020-15166: a raw TCP connection that never did its handshake was a peer of a CURVE server
 * all the same, and its turn to send or receive never ended, so that nobody else had one.
 */
class Cve202015166Test extends Scene {

  private static final int SILENT = 10;
  private static final int MESSAGES = 100;
  private static final CurveKeyPair SERVER = CurveKeyPair.generate();
  private static final CurveKeyPair CLIENT = CurveKeyPair.generate();

  private final ZapAuthenticator clients = ZapAuthenticator.publicKeys(Set.of(CLIENT.publicKey()));
  private final Events events = new Events();

  @Test
  void connectionsThatSayNothingKeepNobodyFromBeingHeard() {
    PullSpec server = zmq.pull().curveServer(SERVER, clients);
    PullSocket pull = open(server.doOnEvent(events).bind(Anywhere.endpoint()));
    silentOnesConnect(pull);

    PushSpec client = zmq.push().curve(CLIENT, SERVER.publicKey());
    PushSocket push = open(client.connect(address(pull)));
    keep(push.send(Supply.of(MESSAGES).messages()).subscribe());

    assertAllComeFrom(pull);
  }

  @Test
  void connectionsThatSayNothingAreSentNothing() {
    PushSpec server = zmq.push().curveServer(SERVER, clients);
    PushSocket push = open(server.doOnEvent(events).bind(Anywhere.endpoint()));
    silentOnesConnect(push);
    Mono<Void> sent = push.send(Supply.of(MESSAGES).messages()).cache();
    keep(sent.subscribe());

    PullSpec client = zmq.pull().curve(CLIENT, SERVER.publicKey());
    assertAllComeFrom(open(client.connect(address(push))));

    await(sent);
  }

  @Test
  void connectionsThatSayNothingAreClosedInTheEnd() {
    PullSpec server = zmq.pull().curveServer(SERVER, clients);
    Duration soon = Duration.ofMillis(100);
    PullSocket pull =
        open(server.handshakeTimeout(soon).doOnEvent(events).bind(Anywhere.endpoint()));

    await(connect(address(pull)).script().expectGreeting().expectClose());

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TIMEOUT);
    assertThat(metrics(pull).peers()).isZero();
  }

  private void silentOnesConnect(ZmqSocket server) {
    for (int i = 0; i < SILENT; i++) {
      ZmtpPeer silent = connect(address(server));
      await(silent.script().expectGreeting());
    }
    events.await(Accepted.class, SILENT);
    assertThat(metrics(server).peers()).isZero();
  }

  private static void assertAllComeFrom(PullSocket pull) {
    assertThat(await(pull.receive().take(MESSAGES).map(Supply::number).collectList()))
        .containsExactlyElementsOf(LongStream.range(0, MESSAGES).boxed().toList());
  }
}
