package reactor.zmtp.pubsub;

import java.time.Duration;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import reactor.zmtp.PeerMetrics;
import reactor.zmtp.PubSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.XSubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** Publishers, subscribers and what they say. */
abstract class PubSubScene extends Scene {

  final PubSocket pub() {
    return open(zmq.pub().bind(Anywhere.endpoint()));
  }

  final XPubSocket xpub() {
    return open(zmq.xpub().bind(Anywhere.endpoint()));
  }

  final SubSocket sub(ZmqSocket to, String... topics) {
    return open(zmq.sub().subscribe(topics).connect(address(to)));
  }

  final XSubSocket xsub(ZmqSocket to) {
    return open(zmq.xsub().connect(address(to)));
  }

  final Mailbox mailbox(ReceivingSocket socket) {
    return keep(new Mailbox(socket.receive()));
  }

  static void send(SendingSocket socket, String first, String... more) {
    await(socket.send(ZmqMessage.of(first, more)));
  }

  /** As a frame: a subscription. */
  static String on(String topic) {
    return "\u0001" + topic;
  }

  /** As a frame: the end of one. */
  static String off(String topic) {
    return "\0" + topic;
  }

  /** A raw peer of ZMTP 3.0, which has shaken hands. */
  final ZmtpPeer joinOld(ZmqSocket socket, String asType) {
    ZmtpPeer peer = connect(address(socket));
    await(
        peer.script()
            .send(ZmtpBytes.greeting(0))
            .expectGreeting()
            .ready(asType)
            .expectCommand("READY"));
    return peer;
  }

  static long dropped(ZmqSocket socket) {
    return await(socket.peers()).stream().mapToLong(PeerMetrics::dropped).sum();
  }

  static void untilTopics(PubSocket pub, int count) {
    until(pub.topicCount(), topics -> topics == count);
  }

  static void untilPeers(ZmqSocket socket, int count) {
    until(socket.peers(), peers -> peers.size() == count);
  }

  private static <T> void until(Mono<T> figure, Predicate<T> condition) {
    await(
        figure
            .repeatWhen(done -> done.delayElements(Duration.ofMillis(1)))
            .filter(condition)
            .next());
  }
}
