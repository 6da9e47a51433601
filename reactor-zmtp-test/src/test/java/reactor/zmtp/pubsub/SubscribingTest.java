package reactor.zmtp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;

/** SUB and PUB: libzmq's test_pubsub, test_pubsub_topics_count, test_pub_invert_matching. */
class SubscribingTest extends PubSubScene {

  @Test
  void aSubscriberGetsWhatBeginsWithItsTopicsAndNothingElse() {
    PubSocket pub = pub();
    Mailbox sub = mailbox(sub(pub, "a", "bc"));
    await(pub.awaitSubscribers("a", 1));
    await(pub.awaitSubscribers("bc", 1));

    for (String text : List.of("b", "abc", "", "bc", "ba", "a")) {
      send(pub, text);
    }

    assertThat(sub.text()).isEqualTo("abc");
    assertThat(sub.text()).isEqualTo("bc");
    assertThat(sub.text()).isEqualTo("a");
  }

  @Test
  void theFirstFrameIsMatchedAndAllAreReceived() {
    PubSocket pub = pub();
    Mailbox sub = mailbox(sub(pub, "topic"));
    await(pub.awaitSubscribers("topic", 1));

    send(pub, "other", "topic");
    send(pub, "topic", "", "content");

    assertThat(sub.next()).isEqualTo(ZmqMessage.of("topic", "", "content"));
  }

  @Test
  void everySubscriberGetsEachMessage() {
    PubSocket pub = pub();
    List<Mailbox> subs = IntStream.range(0, 10).mapToObj(i -> mailbox(sub(pub, ""))).toList();
    await(pub.awaitSubscribers("", 10));

    send(pub, "to all");

    for (Mailbox sub : subs) {
      assertThat(sub.text()).isEqualTo("to all");
    }
  }

  @Test
  void theConnectingSideMayBeThePublisher() {
    SubSocket socket = open(zmq.sub().subscribe("a").bind(Anywhere.endpoint()));
    Mailbox sub = mailbox(socket);
    PubSocket pub = open(zmq.pub().connect(address(socket)));
    await(pub.awaitSubscribers("a", 1));

    send(pub, "abc");

    assertThat(sub.text()).isEqualTo("abc");
  }

  @Test
  void aTopicThatPublishersWouldRefuseIsRefused() {
    SubSocket sub = open(zmq.sub().maxTopicLength(5));

    await(sub.subscribe("12345"));

    StepVerifier.create(sub.subscribe("123456"))
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("6 bytes; maxTopicLength of this SUB socket allows 5"))
        .verify(PATIENCE);
    assertThat(await(sub.topicCount())).isEqualTo(1);
  }

  @Test
  void topicsComeAndGoWhileMessagesFlow() {
    PubSocket pub = pub();
    SubSocket socket = sub(pub, "end");
    Mailbox sub = mailbox(socket);
    await(socket.subscribe("a"));
    await(pub.awaitSubscribers("a", 1));
    send(pub, "a1");
    assertThat(sub.text()).isEqualTo("a1");
    await(socket.unsubscribe("a"));
    send(pub, "a2");
    await(socket.subscribe(new byte[] {(byte) 0xff}));
    await(pub.awaitSubscribers(new byte[] {(byte) 0xff}, 1));
    await(pub.send(ZmqMessage.of(new byte[] {(byte) 0xff, 7})));
    send(pub, "end");

    assertThat(sub.next().bytes()).containsExactly(0xff, 7);
    assertThat(sub.text()).isEqualTo("end");
  }

  @Test
  void aTopicIsWantedUntilItWasGivenUpAsOftenAsItWasSubscribedTo() {
    PubSocket pub = pub();
    SubSocket socket = sub(pub, "a", "a", "end");
    Mailbox sub = mailbox(socket);
    await(pub.awaitSubscribers("a", 1));

    await(socket.unsubscribe("a"));
    send(pub, "a1");
    assertThat(sub.text()).isEqualTo("a1");
    await(socket.unsubscribe("a"));
    send(pub, "a2");
    send(pub, "end");

    assertThat(sub.text()).isEqualTo("end");
    untilTopics(pub, 1);
  }

  @Test
  void anyThreadMaySubscribe() {
    PubSocket pub = pub();
    SubSocket sub = sub(pub);

    await(
        Flux.range(0, 1000)
            .flatMap(i -> sub.subscribe("t" + i).subscribeOn(Schedulers.parallel()))
            .then());

    untilTopics(pub, 1000);
    assertThat(await(sub.topicCount())).isEqualTo(1000);
  }

  @Test
  void topicsAreCountedOnce() {
    PubSocket pub = pub();
    SubSocket sub = sub(pub, "a", "ab", "abc", "a");
    sub(pub, "ab", "xyz");

    untilTopics(pub, 4);
    assertThat(await(sub.topicCount())).isEqualTo(3);
    await(sub.unsubscribe("abc"));
    untilTopics(pub, 3);
  }

  @Test
  void whatAPeerHadIsForgottenWhenItGoes() {
    PubSocket pub = pub();
    SubSocket sub = sub(pub, "a", "b");
    untilTopics(pub, 2);

    sub.dispose();

    untilTopics(pub, 0);
  }

  @Test
  void aHundredThousandTopicsAreToldAgainAfterAReconnect() {
    Events events = new Events();
    PubSocket pub = open(zmq.pub().doOnEvent(events).bind(Anywhere.endpoint()));
    FaultyLink link = link(address(pub));
    SubSocket sub =
        open(
            zmq.sub()
                .subscribe(
                    IntStream.range(0, 99_999).mapToObj(i -> "topic/" + i).toArray(String[]::new))
                .reconnectInterval(Duration.ofMillis(1))
                .connect(link.endpoint()));
    untilTopics(pub, 99_999);

    link.cut();
    await(sub.subscribe("one more"));
    events.await(HandshakeSucceeded.class, 2);

    untilTopics(pub, 100_000);
    await(pub.awaitSubscribers("one more", 1));
  }

  @Test
  void invertedEverybodyElseGetsAMessage() {
    PubSocket pub = open(zmq.pub().invertMatching(true).bind(Anywhere.endpoint()));
    Mailbox one =
        mailbox(open(zmq.sub().invertMatching(true).subscribe("p1").connect(address(pub))));
    Mailbox two =
        mailbox(open(zmq.sub().invertMatching(true).subscribe("p2").connect(address(pub))));
    untilTopics(pub, 2);

    send(pub, "p1");
    send(pub, "p2");
    send(pub, "p3");

    assertThat(List.of(one.text(), one.text())).containsExactly("p2", "p3");
    assertThat(List.of(two.text(), two.text())).containsExactly("p1", "p3");
  }

  @Test
  void aSubscriptionToTheFluxOwnsItsSocket() {
    PubSocket pub = pub();
    Mailbox quotes = keep(new Mailbox(zmq.sub().connect(address(pub)).subscribe("AAPL").receive()));
    await(pub.awaitSubscribers("AAPL", 1));
    send(pub, "AAPL 1");
    assertThat(quotes.text()).isEqualTo("AAPL 1");

    quotes.dispose();

    until(() -> zmq.sockets().size() == 1);
    untilTopics(pub, 0);
  }

  @Test
  void subscribersAreWaitedFor() {
    PubSocket pub = pub();
    Mono<Void> two = pub.awaitSubscribers("abc", 2).cache();
    keep(two.subscribe());
    sub(pub, "a");
    sub(pub, "abd");
    await(pub.awaitSubscribers("abc", 1));
    untilTopics(pub, 2);
    boolean[] done = {false};
    keep(two.subscribe(nothing -> {}, failure -> {}, () -> done[0] = true));
    assertThat(done[0]).isFalse();

    sub(pub, "ab");

    await(two);
    await(pub.awaitSubscribers("abc", 2));
    await(pub.awaitSubscribers("whatever", 0));
  }

  @Test
  void whoWaitsForSubscribersIsToldWhenTheSocketGoes() {
    PubSocket pub = pub();
    Mono<Throwable> failure =
        pub.awaitSubscribers("a", 1).then(Mono.<Throwable>empty()).onErrorResume(Mono::just);
    Mono<Throwable> told = begun(failure);

    await(pub.peers());
    pub.dispose();

    assertThat(await(told)).hasMessageContaining("disposed");
    await(((ZmqSocket) pub).onDispose());
  }
}
