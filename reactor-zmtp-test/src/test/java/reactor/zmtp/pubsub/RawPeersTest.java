package reactor.zmtp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;

/**
 * Subscriptions byte for byte: commands between peers of ZMTP 3.1 (RFC 37), messages to and from
 * those of 3.0 (RFC 23). libzmq's test_mock_pub_sub.
 */
class RawPeersTest extends PubSubScene {

  @Test
  void aPeerSubscribesByCommands() {
    PubSocket pub = pub();
    ZmtpPeer peer = join(pub, "SUB");

    await(peer.script().command("SUBSCRIBE", bytes("a")).command("SUBSCRIBE", bytes("b")));
    await(pub.awaitSubscribers("b", 1));
    send(pub, "a1", "x");
    await(peer.script().expectMessage("a1", "x").command("CANCEL", bytes("a")));
    untilTopics(pub, 1);
    send(pub, "a2");
    send(pub, "b2");

    await(peer.script().expectMessage("b2"));
  }

  @Test
  void anOldPeerSubscribesByMessages() {
    PubSocket pub = pub();
    ZmtpPeer peer = joinOld(pub, "SUB");

    await(peer.script().message(on("a")).message(on("b")));
    await(pub.awaitSubscribers("b", 1));
    send(pub, "a1");
    await(peer.script().expectMessage("a1").message(off("a")));
    untilTopics(pub, 1);
    send(pub, "a2");
    send(pub, "b2");

    await(peer.script().expectMessage("b2"));
  }

  @Test
  void aPublisherIsSubscribedToByCommands() {
    ZmtpListener listener = listen();
    SubSocket sub = open(zmq.sub().subscribe("a").connect(listener.endpoint()));
    ZmtpPeer peer = keep(accept(listener, "PUB"));
    await(peer.script().expectCommand("SUBSCRIBE", bytes("a")));

    await(sub.subscribe("b"));
    await(peer.script().expectCommand("SUBSCRIBE", bytes("b")));
    await(sub.unsubscribe("a"));
    await(peer.script().expectCommand("CANCEL", bytes("a")));
  }

  @Test
  void anOldPublisherIsSubscribedToByMessages() {
    ZmtpListener listener = listen();
    SubSocket sub = open(zmq.sub().subscribe("a").connect(listener.endpoint()));
    ZmtpPeer peer = keep(await(listener.accept()));
    await(
        peer.script()
            .send(ZmtpBytes.greeting(0))
            .expectGreeting()
            .ready("PUB")
            .expectCommand("READY")
            .expectMessage(on("a")));

    await(sub.unsubscribe("a"));
    await(peer.script().expectMessage(off("a")));
  }

  @Test
  void topicsAreToldAnewToAPublisherThatComesBack() {
    ZmtpListener listener = listen();
    SubSocket sub =
        open(
            zmq.sub()
                .subscribe("a", "a", "gone")
                .reconnectInterval(Duration.ofMillis(1))
                .connect(listener.endpoint()));
    ZmtpPeer first = keep(accept(listener, "PUB"));
    await(first.script().expectCommand("SUBSCRIBE").expectCommand("SUBSCRIBE"));
    await(sub.unsubscribe("gone"));
    await(first.script().expectCommand("CANCEL").close());
    await(sub.subscribe("b"));

    ZmtpPeer second = keep(accept(listener, "PUB"));

    await(
        second
            .script()
            .expectCommand("SUBSCRIBE", bytes("a"))
            .expectCommand("SUBSCRIBE", bytes("b")));
  }

  @Test
  void aSubscriberFiltersWhatAPublisherSendsUnasked() {
    ZmtpListener listener = listen();
    Mailbox sub = mailbox(open(zmq.sub().subscribe("a").connect(listener.endpoint())));
    ZmtpPeer peer = keep(accept(listener, "PUB"));

    await(peer.script().message("b").message("").message("abc"));

    assertThat(sub.text()).isEqualTo("abc");
  }

  @Test
  void whatASubscriberSendsToAPubThatIsNoSubscriptionIsIgnored() {
    PubSocket pub = pub();
    ZmtpPeer peer = join(pub, "XSUB");

    await(peer.script().message("hello").message("").message(on("a")));

    await(pub.awaitSubscribers("a", 1));
    assertThat(metrics(pub).discarded()).isZero();
  }

  @Test
  void aPeerThatWantsTooManyTopicsLosesItsConnection() {
    Events events = new Events();
    PubSocket pub = open(zmq.pub().maxSubscriptions(3).doOnEvent(events).bind(Anywhere.endpoint()));
    sub(pub, "other", "peers", "stay");
    untilTopics(pub, 3);
    ZmtpPeer peer = join(pub, "SUB");

    for (String topic : new String[] {"a", "b", "c", "c", "a"}) {
      await(peer.script().command("SUBSCRIBE", bytes(topic)));
    }
    untilTopics(pub, 6);
    await(peer.script().command("SUBSCRIBE", bytes("d")).discardUntilClose());

    assertLimit(events, Rule.TOO_MANY_SUBSCRIPTIONS, "maxSubscriptions");
    untilTopics(pub, 3);
  }

  @Test
  void aPeerThatWantsTopicsOfTooManyBytesLosesItsConnection() {
    Events events = new Events();
    PubSocket pub =
        open(zmq.pub().maxSubscriptionBytes(966).doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(pub, "SUB");

    await(
        peer.script()
            .command("SUBSCRIBE", bytes("123"))
            .command("SUBSCRIBE", bytes("456"))
            .command("SUBSCRIBE", bytes("123")) // which it has already
            .command("CANCEL", bytes("456"))
            .command("SUBSCRIBE", bytes("")));
    untilTopics(pub, 2);
    await(peer.script().command("SUBSCRIBE", bytes("1234")).discardUntilClose());

    assertLimit(events, Rule.TOO_MANY_SUBSCRIPTIONS, "966 bytes (maxSubscriptionBytes)");
    untilTopics(pub, 0);
  }

  @Test
  void aPeerThatWantsTooLongATopicLosesItsConnection() {
    Events events = new Events();
    XPubSocket xpub =
        open(zmq.xpub().maxTopicLength(5).doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer old = joinOld(xpub, "SUB");

    await(old.script().message(on("12345")).message(on("123456")).discardUntilClose());

    assertLimit(events, Rule.TOPIC_TOO_LONG, "maxTopicLength");
    untilTopics(xpub, 0);
  }

  private static void assertLimit(Events events, Rule rule, String option) {
    Throwable cause = events.await(Disconnected.class).cause();
    assertThat(cause).isInstanceOf(ProtocolException.class).hasMessageContaining(option);
    assertThat(((ProtocolException) cause).rule()).isEqualTo(rule);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
