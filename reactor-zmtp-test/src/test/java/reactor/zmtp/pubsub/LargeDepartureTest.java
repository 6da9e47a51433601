package reactor.zmtp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqProxy;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;

/** A peer that leaves, or comes, with tens of thousands of subscriptions holds up nobody. */
class LargeDepartureTest extends PubSubScene {

  private static final int TOPICS = 20_000;

  /** A thousand or so are what a turn of the loop may have. */
  private static final int MOST_OF_A_TURN = 1024;

  private static String topic(int i) {
    return "topic " + i;
  }

  private static String[] topics() {
    return IntStream.range(0, TOPICS).mapToObj(LargeDepartureTest::topic).toArray(String[]::new);
  }

  /** A raw peer that has subscribed to them in this order. */
  private ZmtpPeer subscriber(ZmqSocket socket) {
    ZmtpPeer peer = join(socket, "SUB");
    byte[][] commands = new byte[TOPICS][];
    for (int i = 0; i < TOPICS; i++) {
      commands[i] = ZmtpBytes.command("SUBSCRIBE", topic(i).getBytes(StandardCharsets.UTF_8));
    }
    await(peer.script().send(ZmtpBytes.concat(commands)));
    return peer;
  }

  @Test
  void theEndsOfItsTopicsAreToldInTheOrderItSubscribedToThem() {
    XPubSocket xpub = xpub();
    Mailbox notices = mailbox(xpub);
    ZmtpPeer goes = subscriber(xpub);
    for (int i = 0; i < TOPICS; i++) {
      assertThat(notices.text()).isEqualTo(on(topic(i)));
    }

    goes.dispose();

    for (int i = 0; i < TOPICS; i++) {
      assertThat(notices.text()).isEqualTo(off(topic(i)));
    }
    untilTopics(xpub, 0);
  }

  /** Counts what happens in each turn of a loop; only on the loop. */
  private static final class TurnCounter {

    private final SingleThreadEventLoop loop;
    private int count;
    private volatile int most;
    private volatile boolean over;

    TurnCounter(SingleThreadEventLoop loop) {
      this.loop = loop;
      loop.execute(this::begin);
    }

    private void begin() {
      if (!over) {
        loop.executeAfterEventLoopIteration(this::endOfTurn);
      }
    }

    private void endOfTurn() {
      most = Math.max(most, count);
      count = 0;
      loop.execute(this::begin);
    }

    void count() {
      count++;
    }
  }

  @Test
  void inOneTurnOfTheLoopOnlySoManyOfItsTopicsEnd() {
    LoopResources loops = LoopResources.create("large-departure", 1, true);
    ZmqContext context = ZmqContext.builder().loopResources(loops).build();
    try {
      XPubSocket xpub =
          await(context.xpub().linger(Duration.ZERO).bind("tcp://127.0.0.1:*").open());
      EventLoop loop = loops.onServer(LoopResources.DEFAULT_NATIVE).next();
      TurnCounter turns = new TurnCounter((SingleThreadEventLoop) loop);
      AtomicInteger ended = new AtomicInteger();
      keep(
          xpub.receive()
              .subscribe(
                  notice -> {
                    if (notice.bytes(0)[0] == 0) {
                      turns.count();
                      ended.incrementAndGet();
                    }
                  }));
      ZmtpPeer goes = subscriber(xpub);
      untilTopics(xpub, TOPICS);

      goes.dispose();
      until(() -> ended.get() == TOPICS);
      untilTopics(xpub, 0);
      turns.over = true;

      assertThat(turns.most).isBetween(1, MOST_OF_A_TURN);
    } finally {
      context.dispose();
      await(context.onDispose());
      await(loops.disposeLater(Duration.ZERO, PATIENCE));
    }
  }

  @Test
  void noMessageIsForAPeerThatLeftThoughItsTopicsHaveNotEnded() {
    XPubSocket xpub = xpub();
    Mailbox notices = new Mailbox(xpub.receive());
    ZmtpPeer goes = subscriber(xpub);
    untilTopics(xpub, TOPICS);
    Mailbox stays = mailbox(sub(xpub, ""));
    await(xpub.awaitSubscribers("", 1));
    notices.dispose();
    // In the turn of the first notice, when thousands of topics are there still.
    AtomicInteger sent = new AtomicInteger();
    keep(
        xpub.receive()
            .filter(notice -> notice.bytes(0)[0] == 0)
            .take(1)
            .flatMap(notice -> xpub.send(ZmqMessage.of(topic(TOPICS - 1))))
            .subscribe(done -> {}, failure -> {}, sent::incrementAndGet));

    goes.dispose();

    assertThat(stays.text()).isEqualTo(topic(TOPICS - 1));
    until(() -> sent.get() == 1);
    untilTopics(xpub, 1);
    assertThat(metrics(xpub).discarded()).isZero();
    assertThat(metrics(xpub).sent()).isEqualTo(1);
  }

  @Test
  void whoSubscribesMeanwhileIsToldAfterTheEndOfTheSameTopic() {
    XPubSocket xpub = xpub();
    Mailbox notices = mailbox(xpub);
    ZmtpPeer goes = subscriber(xpub);
    for (int i = 0; i < TOPICS; i++) {
      assertThat(notices.text()).isEqualTo(on(topic(i)));
    }
    SubSocket comes = sub(xpub);
    untilPeers(xpub, 2);

    goes.dispose();
    assertThat(notices.text()).isEqualTo(off(topic(0)));
    await(comes.subscribe(topic(TOPICS - 1)));

    List<String> told =
        IntStream.range(1, TOPICS + 1)
            .mapToObj(i -> notices.text())
            .filter(each -> each.endsWith(topic(TOPICS - 1)))
            .toList();
    assertThat(told).containsExactly(off(topic(TOPICS - 1)), on(topic(TOPICS - 1)));
    untilTopics(xpub, 1);
  }

  @Test
  void aProxyPassesTheEndsOnToThePublishers() {
    ZmqProxy proxy =
        keep(
            await(
                ZmqProxy.between(
                        zmq.xsub().bind(Anywhere.endpoint()), zmq.xpub().bind(Anywhere.endpoint()))
                    .start()));
    PubSocket pub = open(zmq.pub().connect(address(proxy.frontend())));
    ZmtpPeer goes = subscriber(proxy.backend());
    untilTopics(pub, TOPICS);
    sub(proxy.backend(), "stays");
    untilTopics(pub, TOPICS + 1);

    goes.dispose();

    untilTopics(pub, 1);
    await(pub.awaitSubscribers("stays", 1));
  }

  @Test
  void aSocketMayBeDisposedOfInTheMidst() {
    XPubSocket xpub = xpub();
    AtomicInteger ended = new AtomicInteger();
    keep(
        xpub.receive()
            .filter(notice -> notice.bytes(0)[0] == 0)
            .subscribe(
                notice -> {
                  if (ended.incrementAndGet() == 10) {
                    xpub.dispose();
                  }
                }));
    ZmtpPeer goes = subscriber(xpub);
    untilTopics(xpub, TOPICS);

    goes.dispose();
    await(xpub.onDispose());

    assertThat(ended.get()).isEqualTo(10);
  }

  @Test
  void whatAPeerHadThatLeftDoesNotCountForItWhenItComesBack() {
    XPubSocket xpub = open(zmq.xpub().maxSubscriptions(TOPICS).bind(Anywhere.endpoint()));
    subscriber(xpub).dispose();

    ZmtpPeer again = subscriber(xpub);

    untilTopics(xpub, TOPICS);
    await(xpub.awaitSubscribers(topic(TOPICS - 1), 1));
    await(again.script().ping(0, (byte) 7).expectPong((byte) 7));
  }

  @Test
  void aSubscriberTellsAllItsTopicsToAPublisherThatComesAndThoseThatChangeMeanwhile() {
    SubSocket sub = open(zmq.sub().subscribe(topics()).bind(Anywhere.endpoint()));
    PubSocket first = open(zmq.pub().connect(address(sub)));
    await(sub.unsubscribe(topic(TOPICS / 2)));
    await(sub.subscribe("new"));

    untilTopics(first, TOPICS);
    await(first.awaitSubscribers("new", 1));
    PubSocket second = open(zmq.pub().connect(address(sub)));
    untilTopics(second, TOPICS);
  }
}
