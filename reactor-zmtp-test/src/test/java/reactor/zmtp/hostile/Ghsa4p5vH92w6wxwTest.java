package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;

/**
 * GHSA-4p5v-h92w-6wxw: a PUB kept what its peers sent beside subscriptions, and what was known of
 * these peers, in a queue that nobody ever read.
 */
class Ghsa4p5vH92w6wxwTest extends PublisherUnderAttack {

  private static final int MESSAGES = 100_000;
  private static final int LITTLE = 8 << 20;
  private static final int MARK = 10;

  /** If they were kept, they would be more than 20 MiB. */
  @Test
  void whatAPubIsSentIsNotKept() {
    ZmtpPeer peer = oldStranger("XSUB");
    long before = Memory.usedHeap();

    await(peer.script().send(unwanted()).message(new byte[] {1, 'x'}));

    untilTopics(2); // the subscription came after all the others
    assertThat(Memory.usedHeap() - before).isLessThan(LITTLE);
  }

  @Test
  void anXPubThatNobodyReceivesFromKeepsNoMoreThanItsMark() {
    Events told = new Events();
    XPubSocket xpub =
        open(zmq.xpub().receiveHighWaterMark(MARK).doOnEvent(told).bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(xpub, "XSUB");
    byte[] some = ZmtpBytes.message("unwanted").clone();

    await(peer.script().send(repeated(some, 1000)).command("SUBSCRIBE", new byte[] {'x'}));

    await(xpub.awaitSubscribers("x", 1));
    assertThat(told.await(Discarded.class).reason()).isEqualTo(DiscardReason.NOT_RECEIVED);
    assertThat(metrics(xpub).waitingToReceive()).isLessThanOrEqualTo(MARK + 1);
  }

  private static byte[] unwanted() {
    return repeated(ZmtpBytes.message(new byte[200]), MESSAGES);
  }

  private static byte[] repeated(byte[] bytes, int times) {
    byte[] all = Arrays.copyOf(bytes, bytes.length * times);
    for (int i = 1; i < times; i++) {
      System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
    }
    return all;
  }
}
