package reactor.zmtp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;

/** libzmq's test_xpub_manual and test_xpub_manual_last_value. */
class XPubManualTest extends PubSubScene {

  private XPubSocket xpub(boolean lastValue) {
    return open(zmq.xpub().manual(!lastValue).manualLastValue(lastValue).bind(Anywhere.endpoint()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPeerGetsTheTopicItIsGivenAndNotTheOneItAskedFor(boolean lastValue) {
    XPubSocket xpub = xpub(lastValue);
    Mailbox requests = mailbox(xpub);
    Mailbox down = mailbox(xsub(xpub, "A"));

    ZmqMessage request = requests.next();
    assertThat(request.text()).isEqualTo(on("A"));
    await(xpub.subscribe(request, "B"));
    send(xpub, "A");
    send(xpub, "B");

    assertThat(down.text()).isEqualTo("B");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void topicsAreGivenAndTaken(boolean lastValue) {
    XPubSocket xpub = xpub(lastValue);
    Mailbox requests = mailbox(xpub);
    var xsub = xsub(xpub, "A", "B");
    Mailbox down = mailbox(xsub);
    await(xpub.subscribe(requests.next(), "XA"));
    await(xpub.subscribe(requests.next(), "XB"));
    await(xsub.unsubscribe("A"));
    ZmqMessage end = requests.next();
    assertThat(end.text()).isEqualTo(off("A"));

    await(xpub.unsubscribe(end, "XA"));
    send(xpub, "XA");
    send(xpub, "XB");

    assertThat(down.text()).isEqualTo("XB");
    xsub.dispose();
    ZmqMessage gone = requests.next();
    assertThat(gone.text()).isEqualTo(off("B"));
    await(xpub.unsubscribe(gone, "XB"));
    assertThat(await(xpub.topicCount())).isZero();
  }

  @Test
  void everyPeersUnsubscriptionIsToldWhenItGoes() {
    XPubSocket xpub = xpub(false);
    Mailbox requests = mailbox(xpub);
    SubSocket first = sub(xpub, "1");
    await(xpub.subscribe(requests.next(), "1"));
    SubSocket second = sub(xpub, "1");
    await(xpub.subscribe(requests.next(), "1"));

    first.dispose();
    second.dispose();

    assertThat(List.of(requests.text(), requests.text())).containsExactly(off("1"), off("1"));
    assertThat(await(xpub.topicCount())).isZero();
  }

  @Test
  void twoPeersThatSubscribeInQuickSuccessionBothGetTheirTopics() {
    XPubSocket xpub = xpub(false);
    Mailbox one = mailbox(sub(xpub, "1"));
    Mailbox two = mailbox(sub(xpub, "2"));
    Mailbox requests = mailbox(xpub);
    ZmqMessage first = requests.next();
    ZmqMessage second = requests.next();

    await(xpub.subscribe(first, first.text().substring(1)));
    await(xpub.subscribe(second, second.text().substring(1)));
    send(xpub, "1", "X");
    send(xpub, "2", "X");

    assertThat(one.text()).isEqualTo("1");
    assertThat(two.text()).isEqualTo("2");
  }

  @Test
  void aPeerThatWentIsGivenNothing() {
    XPubSocket xpub = xpub(false);
    Mailbox requests = mailbox(xpub);
    SubSocket sub = sub(xpub, "A");
    ZmqMessage request = requests.next();
    sub.dispose();
    assertThat(requests.text()).isEqualTo(off("A"));

    await(xpub.subscribe(request, "A"));

    assertThat(await(xpub.topicCount())).isZero();
  }

  @Test
  void theLastValueGoesToTheNewSubscriberAlone() {
    XPubSocket xpub = xpub(true);
    Mailbox requests = mailbox(xpub);
    Mailbox old = mailbox(sub(xpub, "A"));
    await(xpub.subscribe(requests.next(), "A"));
    send(xpub, "A1");
    Mailbox fresh = mailbox(sub(xpub, "A"));
    await(xpub.subscribe(requests.next(), "A"));

    send(xpub, "A1, cached");
    send(xpub, "A2");

    assertThat(List.of(old.text(), old.text())).containsExactly("A1", "A2");
    assertThat(List.of(fresh.text(), fresh.text())).containsExactly("A1, cached", "A2");
  }

  @Test
  void whatWasPublishedBeforeASubscriptionIsNotTakenForTheLastValue() {
    XPubSocket xpub = xpub(true);
    Mailbox requests = mailbox(xpub);
    Mailbox old = mailbox(sub(xpub, "A"));
    await(xpub.subscribe(requests.next(), "A"));
    Mailbox fresh = mailbox(sub(xpub, "A"));
    ZmqMessage request = requests.next();
    List<String> updates = IntStream.range(0, 900).mapToObj(i -> "A" + i).toList();
    Flux<ZmqMessage> before =
        Flux.fromIterable(updates).map(ZmqMessage::of).publishOn(Schedulers.single());
    Mono<ZmqMessage> cached = xpub.subscribe(request, "A").thenReturn(ZmqMessage.of("A, cached"));

    await(xpub.send(Flux.concat(before, cached)));

    assertThat(fresh.text()).isEqualTo("A, cached");
    assertThat(Stream.generate(old::text).limit(900)).isEqualTo(updates);
  }

  private reactor.zmtp.XSubSocket xsub(XPubSocket to, String... topics) {
    return open(zmq.xsub().subscribe(topics).connect(address(to)));
  }
}
