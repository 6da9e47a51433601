package reactor.zmtp.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.zmtp.ProxyMetrics;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.ZmqProxy;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** The demand of one side of a proxy is that of the other. */
class ProxyBackpressureTest extends Scene {

  private static final int MARK = 10;
  private static final int SIZE = 50_000;
  private static final int MESSAGES = 2_000;

  @Test
  void aPeerThatStallsStopsTheFarPublisher() {
    ZmqProxy proxy = proxy();
    join(proxy.backend(), "PULL");
    Supply supply = Supply.of(MESSAGES).sized(SIZE);
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).connect(address(proxy.frontend())));

    keep(push.send(supply.messages()).subscribe());
    standstill(push);

    assertThat(supply.published()).isLessThan(MESSAGES);
    assertThat(metrics(push).waitingToSend()).isBetween(1L, (long) MARK);
    SocketMetrics in = metrics(proxy.frontend());
    SocketMetrics out = metrics(proxy.backend());
    assertThat(in.mostWaitingToReceive()).isLessThanOrEqualTo(MARK);
    assertThat(out.mostWaitingToSend()).isLessThanOrEqualTo(MARK);
    ProxyMetrics passed = await(proxy.metrics());
    assertThat(passed.toBackend().messages()).isEqualTo(out.sent() + out.waitingToSend());
  }

  @Test
  void everythingArrivesInOrderWhenThePeerReadsAgain() {
    ZmqProxy proxy = proxy();
    ZmtpPeer peer = join(proxy.backend(), "PULL");
    Supply supply = Supply.of(MESSAGES).sized(SIZE);
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).connect(address(proxy.frontend())));
    keep(push.send(supply.messages()).subscribe());
    standstill(push);

    List<Long> numbers = numbers(peer, MESSAGES);

    assertThat(numbers).hasSize(MESSAGES).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void withoutAPeerOnTheOtherSideNothingIsTaken() {
    ZmqProxy proxy = proxy();
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).connect(address(proxy.frontend())));

    keep(push.send(Supply.endless().sized(SIZE).messages()).subscribe());
    until(proxy.frontend(), metrics -> metrics.waitingToReceive() == MARK);
    standstill(push);

    assertThat(await(proxy.metrics()).toBackend()).isEqualTo(ProxyMetrics.Passed.NOTHING);
    assertThat(metrics(proxy.frontend()).waitingToReceive()).isEqualTo(MARK);
  }

  @Test
  void aSubscriberThatStallsStopsTheFarPublisherIfNobodyDrops() {
    ZmqProxy proxy =
        keep(
            await(
                ZmqProxy.between(
                        zmq.xsub().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()),
                        zmq.xpub()
                            .noDrop(true)
                            .sendHighWaterMark(MARK)
                            .heartbeatInterval(Duration.ZERO) // the subscriber reads messages only
                            .bind(Anywhere.endpoint()))
                    .start()));
    PubSocket pub =
        open(zmq.pub().noDrop(true).sendHighWaterMark(MARK).connect(address(proxy.frontend())));
    ZmtpPeer subscriber = join(proxy.backend(), "SUB");
    await(subscriber.script().command("SUBSCRIBE", new byte[0]));
    await(pub.awaitSubscribers("", 1));
    Supply supply = Supply.of(MESSAGES).sized(SIZE);

    keep(pub.send(supply.messages()).subscribe());
    standstill(pub);

    assertThat(supply.published()).isLessThan(MESSAGES);
    assertThat(numbers(subscriber, MESSAGES)).hasSize(MESSAGES).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void whatTheFarSubscriberRequestsReachesTheFarPublisherThroughTwoConnections() {
    ZmqProxy proxy = proxy();
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(MARK).connect(address(proxy.backend())));
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).connect(address(proxy.frontend())));
    AtomicLong taken = new AtomicLong();
    AtomicLong most = new AtomicLong();
    Supply supply =
        Supply.of(MESSAGES)
            .onRequest(requested -> most.accumulateAndGet(requested - taken.get(), Math::max));
    Mono<Long> received =
        begun(
            pull.receive()
                .doOnNext(m -> taken.incrementAndGet())
                .limitRate(1)
                .take(MESSAGES)
                .count());

    await(push.send(supply.messages()));

    assertThat(await(received)).isEqualTo(MESSAGES);
    assertThat(most).hasValueLessThanOrEqualTo(4 * MARK + 1);
  }

  private ZmqProxy proxy() {
    return keep(
        await(
            ZmqProxy.between(
                    zmq.pull().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()),
                    zmq.push().sendHighWaterMark(MARK).bind(Anywhere.endpoint()))
                .start()));
  }
}
