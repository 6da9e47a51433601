package reactor.zmtp.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqMessage;

/** Publish-subscribe with older peers: subscriptions are messages, or are not sent at all. */
class OlderPubSubTest extends LegacyScene {

  private static final int PUB = 1;
  private static final int SUB = 2;

  @ParameterizedTest
  @EnumSource(names = {"ZMTP_2_0_COMES", "ZMTP_2_0_IS_VISITED"})
  void aSubscriberOf2SubscribesByMessage(Older older) {
    PubSocket pub = meet(older, zmq.pub());
    await(peer().send(older.greeting(SUB, ""), older.message("\u0001A")));
    await(pub.awaitSubscribers("A", 1));

    await(pub.send(Flux.just("B", "A1", "A2").map(ZmqMessage::of)));

    await(peer().expect(older.ours(PUB, "")).expect(older.message("A1"), older.message("A2")));
  }

  @ParameterizedTest
  @EnumSource(names = {"ZMTP_1_0_COMES", "ZMTP_1_0_IS_VISITED"})
  void aSubscriberOf1GetsEverythingUnasked(Older older) {
    PubSocket pub = meet(older, zmq.pub());
    await(peer().send(older.greeting(SUB, "")));
    await(pub.awaitSubscribers("", 1));

    await(pub.send(Flux.just("B", "A1").map(ZmqMessage::of)));

    await(peer().expect(older.ours(PUB, "")).expect(older.message("B"), older.message("A1")));
  }

  @ParameterizedTest
  @EnumSource
  void whatItPublishesIsFilteredHereToo(Older older) {
    SubSocket sub = meet(older, zmq.sub().subscribe("A"));

    await(
        peer()
            .send(older.greeting(PUB, ""))
            .expect(older.ours(SUB, ""))
            .expect(older.message("\u0001A"))
            .send(older.message("B"), older.message("A1")));

    assertThat(await(sub.receive().next()).text()).isEqualTo("A1");
  }
}
