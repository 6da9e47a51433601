package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Mono;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PubSpec;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SubSocket;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/**
 * A bound PUB with an honest subscriber, who must get all that is published, whatever a stranger
 * does.
 */
abstract class PublisherUnderAttack extends Scene {

  final Events events = new Events();
  final Events eventsOfHonest = new Events();
  PubSocket pub;
  Honest honest;

  /** How the socket under attack differs from the default. */
  PubSpec options(PubSpec spec) {
    return spec;
  }

  @BeforeEach
  final void meetTheHonestSubscriber() {
    pub = open(options(zmq.pub()).doOnEvent(events).bind(Anywhere.endpoint()));
    SubSocket sub = open(zmq.sub().subscribe("").doOnEvent(eventsOfHonest).connect(address(pub)));
    await(pub.awaitSubscribers("", 1));
    honest = new Honest(pub, sub);
  }

  @AfterEach
  final void theHonestSubscriberLostNothing() {
    honest.stopAndCount();
    assertThat(eventsOfHonest.count(Disconnected.class)).isZero();
  }

  /** A stranger of ZMTP 3.1, which subscribes by commands, of at most 64 KiB. */
  final ZmtpPeer stranger() {
    return join(pub, "SUB");
  }

  /** A stranger of ZMTP 3.0, which subscribes by messages, of any size. */
  final ZmtpPeer oldStranger(String asType) {
    ZmtpPeer peer = connect(address(pub));
    await(
        peer.script()
            .send(ZmtpBytes.greeting(0), ZmtpBytes.ready(asType))
            .expectGreeting()
            .expectCommand("READY"));
    return peer;
  }

  final void untilTopics(int count) {
    await(
        pub.topicCount()
            .repeatWhen(done -> done.delayElements(Duration.ofMillis(1)))
            .filter(topics -> topics == count)
            .next());
  }

  /** Sees the connection close, and the event that says why. */
  final void expelled(Rule rule, Mono<Void> script) {
    await(script);
    Disconnected disconnected = events.await(Disconnected.class);
    assertThat(((ProtocolException) disconnected.cause()).rule()).isEqualTo(rule);
    assertThat(events.count(Disconnected.class)).isEqualTo(1);
  }
}
