package reactor.zmtp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.XSubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;

/**
 * XPUB and XSUB: libzmq's test_xpub_verbose, test_xpub_welcome_msg, test_xpub_topic,
 * test_xsub_verbose, test_sub_forward, and of test_xpub_manual the user messages.
 */
class XPubTest extends PubSubScene {

  @Test
  void onlyTheFirstSubscriptionAndTheLastUnsubscriptionOfATopicAreTold() {
    XPubSocket xpub = xpub();
    Mailbox notices = mailbox(xpub);
    SubSocket first = sub(xpub, "A");
    assertThat(notices.text()).isEqualTo(on("A"));
    SubSocket second = sub(xpub, "A", "A", "B");
    assertThat(notices.text()).isEqualTo(on("B"));

    await(first.unsubscribe("A"));
    await(second.unsubscribe("A"));
    await(second.unsubscribe("A"));
    assertThat(notices.text()).isEqualTo(off("A"));
    await(second.unsubscribe("A"));
    await(second.unsubscribe("B"));
    assertThat(notices.text()).isEqualTo(off("B"));
  }

  @Test
  void verboseEverySubscriptionIsTold() {
    XPubSocket xpub = open(zmq.xpub().verbose(true).bind(Anywhere.endpoint()));
    Mailbox notices = mailbox(xpub);
    SubSocket first = sub(xpub, "A", "B");
    assertThat(List.of(notices.text(), notices.text())).containsExactly(on("A"), on("B"));
    SubSocket second = sub(xpub, "A");
    assertThat(notices.text()).isEqualTo(on("A"));
    await(first.subscribe("A"));
    assertThat(notices.text()).isEqualTo(on("A"));

    await(second.unsubscribe("A"));
    await(first.unsubscribe("B"));
    assertThat(notices.text()).isEqualTo(off("B"));
  }

  @Test
  void verboserEveryUnsubscriptionIsToldToo() {
    XPubSocket xpub = open(zmq.xpub().verboser(true).bind(Anywhere.endpoint()));
    Mailbox notices = mailbox(xpub);
    SubSocket first = sub(xpub, "A");
    assertThat(notices.text()).isEqualTo(on("A"));
    SubSocket second = sub(xpub, "A");
    assertThat(notices.text()).isEqualTo(on("A"));

    await(first.unsubscribe("A"));
    assertThat(notices.text()).isEqualTo(off("A"));
    second.dispose();
    assertThat(notices.text()).isEqualTo(off("A"));
  }

  @Test
  void aNoticeTellsWhoseItIs() {
    XPubSocket xpub = xpub();
    Mailbox notices = mailbox(xpub);
    sub(xpub, "A");

    ZmqMessage notice = notices.next();

    assertThat(notice.peer()).isSameAs(await(xpub.peers()).get(0).peer());
  }

  @Test
  void whatOnlyAPeerThatWentHadIsToldAsItsUnsubscription() {
    XPubSocket xpub = xpub();
    Mailbox notices = mailbox(xpub);
    SubSocket goes = sub(xpub, "mine", "ours");
    assertThat(List.of(notices.text(), notices.text())).containsExactly(on("mine"), on("ours"));
    sub(xpub, "ours", "theirs");
    assertThat(notices.text()).isEqualTo(on("theirs"));

    goes.dispose();

    assertThat(notices.text()).isEqualTo(off("mine"));
    sub(xpub, "end");
    assertThat(notices.text()).isEqualTo(on("end"));
  }

  @Test
  void nobodyElseLosesATopicByAPeerThatUnsubscribesFromWhatItNeverHad() {
    XPubSocket xpub = xpub();
    Mailbox notices = mailbox(xpub);
    sub(xpub, "A");
    assertThat(notices.text()).isEqualTo(on("A"));
    ZmtpPeer stranger = join(xpub, "SUB");

    await(stranger.script().command("CANCEL", bytes("A")).command("SUBSCRIBE", bytes("B")));

    assertThat(notices.text()).isEqualTo(on("B"));
    await(xpub.awaitSubscribers("A", 1));
  }

  @Test
  void aNewPeerIsWelcomed() {
    XPubSocket xpub =
        open(zmq.xpub().welcomeMessage(ZmqMessage.of("W", "elcome")).bind(Anywhere.endpoint()));
    Mailbox notices = mailbox(xpub);
    Mailbox sub = mailbox(sub(xpub, "W"));

    assertThat(notices.text()).isEqualTo(on("W"));
    assertThat(sub.next()).isEqualTo(ZmqMessage.of("W", "elcome"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 245, 246, 247, 4096})
  void topicsOfAnyLengthAreTold(int length) {
    XPubSocket xpub = xpub();
    Mailbox notices = mailbox(xpub);
    SubSocket sub = sub(xpub);
    String topic = "A".repeat(length);

    await(sub.subscribe(topic));
    assertThat(notices.text()).isEqualTo(on(topic));
    await(sub.unsubscribe(topic));
    assertThat(notices.text()).isEqualTo(off(topic));
  }

  @Test
  void subscriptionsTakeEffectWhetherAnybodyReceivesOrNot() {
    XPubSocket xpub = open(zmq.xpub().receiveHighWaterMark(2).bind(Anywhere.endpoint()));
    XSubSocket xsub = xsub(xpub);
    for (int i = 0; i < 20; i++) {
      send(xsub, "a message " + i);
      await(xsub.subscribe("topic " + i));
    }

    await(xpub.awaitSubscribers("topic 19", 1));
    untilTopics(xpub, 20);
  }

  @Test
  void norDoesAMarkInBytesHoldUpASubscription() {
    XPubSocket xpub = open(zmq.xpub().receiveHighWaterMarkBytes(100).bind(Anywhere.endpoint()));
    XSubSocket xsub = xsub(xpub);
    for (int i = 0; i < 20; i++) {
      send(xsub, "x".repeat(i * 10));
      await(xsub.subscribe("topic " + i));
    }

    await(xpub.awaitSubscribers("topic 19", 1));
  }

  /** A peer that comes and goes must not fill the heap of one that nobody receives from. */
  @Test
  void noticesThatWaitHaveNoMoreBytesThanTheTopicsOfAPeer() {
    Events events = new Events();
    XPubSocket xpub =
        open(zmq.xpub().maxSubscriptionBytes(1000).doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(xpub, "SUB");
    byte[] topic = new byte[600];

    await(peer.script().command("SUBSCRIBE", topic).command("CANCEL", topic));
    await(peer.script().command("SUBSCRIBE", topic));

    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.NOT_RECEIVED);
    assertThat(metrics(xpub).waitingToReceive()).isEqualTo(2);
  }

  @Test
  void noticesWaitForWhoeverReceives() {
    Events events = new Events();
    XPubSocket xpub =
        open(zmq.xpub().maxSubscriptions(3).doOnEvent(events).bind(Anywhere.endpoint()));
    SubSocket first = sub(xpub, "a", "b");
    untilTopics(xpub, 2);
    await(first.unsubscribe("a"));
    untilTopics(xpub, 1);
    await(first.subscribe("too many to be told"));
    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.NOT_RECEIVED);

    Mailbox notices = mailbox(xpub);

    assertThat(List.of(notices.text(), notices.text(), notices.text()))
        .containsExactly(on("a"), on("b"), off("a"));
    await(xpub.awaitSubscribers("too many to be told", 1));
  }

  @Test
  void messagesThatAreNoSubscriptionsGoUpstream() {
    XPubSocket xpub = xpub();
    Mailbox up = mailbox(xpub);
    XSubSocket xsub = xsub(xpub);
    await(xsub.subscribe("A"));
    assertThat(up.text()).isEqualTo(on("A"));

    send(xsub, "\u0002A", "more");

    ZmqMessage came = up.next();
    assertThat(came).isEqualTo(ZmqMessage.of("\u0002A", "more"));
    assertThat(came.peer()).isNotNull();
  }

  @Test
  void anXSubSubscribesByMessages() {
    XPubSocket xpub = xpub();
    Mailbox up = mailbox(xpub);
    XSubSocket xsub = xsub(xpub);
    Mailbox down = mailbox(xsub);

    untilPeers(xsub, 1);
    send(xsub, on("A"));
    assertThat(up.text()).isEqualTo(on("A"));
    send(xpub, "A1");
    assertThat(down.text()).isEqualTo("A1");
    send(xsub, off("A"));
    assertThat(up.text()).isEqualTo(off("A"));
    send(xpub, "A2");
    assertThat(await(xpub.topicCount())).isZero();
  }

  @Test
  void byDefaultAnXSubTellsOnlyTheLastUnsubscription() {
    XPubSocket xpub = open(zmq.xpub().verboser(true).bind(Anywhere.endpoint()));
    Mailbox up = mailbox(xpub);
    XSubSocket xsub = xsub(xpub);
    untilPeers(xsub, 1);

    for (String each : List.of(off("A"), on("A"), on("A"), off("A"), off("A"), on("B"))) {
      send(xsub, each);
    }

    assertThat(List.of(up.text(), up.text(), up.text(), up.text()))
        .containsExactly(on("A"), on("A"), off("A"), on("B"));
  }

  @Test
  void anXSubThatIsVerboseTellsEveryUnsubscription() {
    XPubSocket xpub = open(zmq.xpub().verboser(true).bind(Anywhere.endpoint()));
    Mailbox up = mailbox(xpub);
    XSubSocket xsub = open(zmq.xsub().verboseUnsubscribe(true).connect(address(xpub)));
    untilPeers(xsub, 1);

    List<String> all = List.of(off("A"), on("A"), on("A"), off("A"), off("A"));
    for (String each : all) {
      send(xsub, each);
    }

    for (String each : all) {
      assertThat(up.text()).isEqualTo(each);
    }
  }

  @Test
  void onlyTheFirstFrameMayMakeAMessageASubscription() {
    XPubSocket xpub =
        open(zmq.xpub().onlyFirstSubscribe(true).verboser(true).bind(Anywhere.endpoint()));
    Mailbox up = mailbox(xpub);
    XSubSocket xsub = open(zmq.xsub().onlyFirstSubscribe(true).connect(address(xpub)));
    untilPeers(xsub, 1);

    send(xsub, "ABC", off("BC"));
    assertThat(up.next()).isEqualTo(ZmqMessage.of("ABC", off("BC")));
    send(xsub, "ABC", on("BC"));
    assertThat(up.next()).isEqualTo(ZmqMessage.of("ABC", on("BC")));
    send(xsub, on("BC"), on("CD"));
    assertThat(List.of(up.text(), up.text())).containsExactly(on("BC"), on("CD"));
    send(xsub, off("BC"), off("CD"));
    assertThat(List.of(up.text(), up.text())).containsExactly(off("BC"), off("CD"));
  }

  @Test
  void aDeviceOfXSubAndXPubForwardsSubscriptionsAndMessages() {
    XPubSocket xpub = xpub();
    XSubSocket xsub = open(zmq.xsub().bind(Anywhere.endpoint()));
    keep(xsub.send(xpub.receive()).subscribe());
    keep(xpub.send(xsub.receive()).subscribe());
    var pub = open(zmq.pub().connect(address(xsub)));
    Mailbox sub = mailbox(sub(xpub, ""));

    await(pub.awaitSubscribers("", 1));
    send(pub, "", "content");

    assertThat(sub.next()).isEqualTo(ZmqMessage.of("", "content"));
  }

  @Test
  void whoIsNotManualIsToldSo() {
    XPubSocket xpub = xpub();
    Mailbox notices = mailbox(xpub);
    sub(xpub, "A");
    ZmqMessage request = notices.next();

    assertThatIllegalStateException()
        .isThrownBy(() -> await(xpub.subscribe(request, "A")))
        .withMessageContaining("manual(true)");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
