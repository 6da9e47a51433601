package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqException;
import reactor.zmtp.pipe.WriteListener;

/** Messages of one frame alone, and otherwise the routing as it is. */
class SingleFrameTest {

  private final SingleFrame strategy = new SingleFrame(SocketType.SCATTER, new LoadBalancer());

  private Rig join() {
    Rig peer = new Rig(3);
    strategy.add(peer.pipe);
    return peer;
  }

  private boolean offer(String message) {
    return strategy.offer(Rig.frames(message), WriteListener.NOBODY);
  }

  @Test
  void aMessageOfOneFrameGoesWhereTheRoutingSays() {
    Rig peer = join();

    assertThat(offer("A")).isTrue();

    assertThat(peer.written()).containsExactly("A");
  }

  @Test
  void aMessageForWhichNobodyHasRoomWaits() {
    assertThat(offer("A")).isFalse();
  }

  @Test
  void aMessageOfSeveralFramesIsRefused() {
    Rig peer = join();

    assertThatExceptionOfType(ZmqException.class)
        .isThrownBy(() -> offer("A|B"))
        .withMessageContaining("SCATTER")
        .withMessageContaining("not of 2");

    assertThat(peer.written()).isEmpty();
  }

  @Test
  void thePeersAreThoseOfTheRouting() {
    Rig gone = join();
    Rig peer = join();
    strategy.remove(gone.pipe);

    offer("A");
    offer("B");

    assertThat(gone.written()).isEmpty();
    assertThat(peer.written()).containsExactly("A", "B");
  }

  @Test
  void theCapacityIsThatOfTheRouting() {
    join();
    join();

    assertThat(strategy.capacity()).isEqualTo(6);
  }

  @Test
  void whatIsStuckInTheRoutingIsStuck() {
    Rig peer = join();
    offer("A");
    peer.link.block(true);

    assertThat(strategy.stuck(true)).isEqualTo(1);
  }

  @Test
  void whatIsNotWrittenGoesElsewhereOrIsDroppedAsTheRoutingSays() {
    assertThat(strategy.reroutes()).isTrue();
    assertThat(strategy.drops()).isFalse();

    SingleFrame lossy =
        new SingleFrame(SocketType.RADIO, new FanOut(new Subscriptions(false), false, 1));
    assertThat(lossy.reroutes()).isFalse();
    assertThat(lossy.drops()).isTrue();
  }
}
