package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;

/** Round-robin to the peers that have room (RFC 30). */
class LoadBalancerTest {

  private final LoadBalancer balancer = new LoadBalancer();

  /** A pipe and the link behind it. */
  private record Peer(Pipe pipe, FakeLink link) {

    Peer(int mark) {
      this(new FakeLink(), mark);
    }

    private Peer(FakeLink link, int mark) {
      this(new Pipe(new FakeSocket(), link, new FakePeer(), new HighWaterMarks(mark, 1, 1)), link);
    }

    void fill() {
      while (pipe.isReady()) {
        pipe.send(new DefaultMessage(new byte[0]), written -> {});
      }
    }
  }

  @Test
  void nobodyIsNext() {
    assertThat(balancer.next()).isNull();
    assertThat(balancer.capacity()).isZero();
  }

  @Test
  void oneIsAlwaysNext() {
    Peer a = add(10);

    assertThat(turns(3)).containsExactly(a.pipe, a.pipe, a.pipe);
  }

  @Test
  void eachIsNextInTurn() {
    Peer a = add(10);
    Peer b = add(10);
    Peer c = add(10);

    assertThat(turns(6)).containsExactly(a.pipe, b.pipe, c.pipe, a.pipe, b.pipe, c.pipe);
  }

  @Test
  void aBlockedPeerIsPassedOver() {
    Peer a = add(10);
    Peer b = add(10);
    Peer c = add(10);
    b.link.block(true);

    assertThat(turns(4)).containsExactly(a.pipe, c.pipe, a.pipe, c.pipe);
    b.link.block(false);
    assertThat(turns(3)).containsExactly(a.pipe, b.pipe, c.pipe);
  }

  @Test
  void aFullPeerIsPassedOver() {
    Peer a = add(10);
    Peer b = add(2);
    b.fill();

    assertThat(turns(2)).containsExactly(a.pipe, a.pipe);
    b.pipe.written(1);
    assertThat(turns(2)).contains(b.pipe);
  }

  @Test
  void nobodyIsNextWhenAllAreFull() {
    add(2).fill();
    add(2).fill();

    assertThat(balancer.next()).isNull();
  }

  @Test
  void aPeerThatCameIsNextAfterAllOthers() {
    Peer a = add(10);
    Peer b = add(10);
    turns(1);
    Peer c = add(10);

    assertThat(turns(3)).containsExactly(b.pipe, a.pipe, c.pipe);
  }

  @Test
  void theTurnStaysWhenAPeerBeforeItGoes() {
    Peer a = add(10);
    Peer b = add(10);
    Peer c = add(10);
    turns(1);
    balancer.remove(a.pipe);

    assertThat(turns(3)).containsExactly(b.pipe, c.pipe, b.pipe);
  }

  @Test
  void theTurnPassesOnWhenItsPeerGoes() {
    Peer a = add(10);
    Peer b = add(10);
    Peer c = add(10);
    turns(1);
    balancer.remove(b.pipe);

    assertThat(turns(3)).containsExactly(c.pipe, a.pipe, c.pipe);
  }

  @Test
  void theLastOneMayGoWhenItIsItsTurn() {
    Peer a = add(10);
    Peer b = add(10);
    turns(1);
    balancer.remove(b.pipe);

    assertThat(turns(2)).containsExactly(a.pipe, a.pipe);
    balancer.remove(a.pipe);
    assertThat(balancer.next()).isNull();
  }

  @Test
  void aPeerThatIsNotThereMayBeRemoved() {
    Peer a = add(10);
    balancer.remove(new Peer(1).pipe);

    assertThat(turns(1)).containsExactly(a.pipe);
  }

  @Test
  void theCapacityIsTheSumOfTheMarksOfThoseThatAreThere() {
    Peer a = add(10);
    add(7);
    assertThat(balancer.capacity()).isEqualTo(17);

    a.pipe.lost(null);
    assertThat(balancer.capacity()).isEqualTo(7);
  }

  @Test
  void theCapacityDoesNotOverflow() {
    add(Integer.MAX_VALUE);
    add(Integer.MAX_VALUE);

    assertThat(balancer.capacity()).isEqualTo(2L * Integer.MAX_VALUE);
  }

  /** However peers come, go and stall in between, those that stay ready get equal shares. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sharesAreEqualWhateverOthersDo(long seed) {
    Random random = new Random(seed);
    Peer a = add(10);
    Peer b = add(10);
    List<Peer> others = new ArrayList<>();
    Map<Pipe, Integer> shares = new HashMap<>();

    for (int i = 0; i < 10_000; i++) {
      switch (random.nextInt(4)) {
        case 0 -> others.add(add(10));
        case 1 -> {
          if (!others.isEmpty()) {
            balancer.remove(others.remove(random.nextInt(others.size())).pipe);
          }
        }
        case 2 -> {
          if (!others.isEmpty()) {
            others.get(random.nextInt(others.size())).link.block(random.nextBoolean());
          }
        }
        default -> {}
      }
      shares.merge(balancer.next(), 1, Integer::sum);
      assertThat(shares.getOrDefault(a.pipe, 0) - shares.getOrDefault(b.pipe, 0)).isBetween(-1, 1);
    }

    assertThat(shares.get(a.pipe)).isGreaterThan(100);
  }

  @Test
  void whatWaitsForAPeerThatCanTakeNothingIsStuckWhileAnotherCan() {
    Peer stalled = add(3);
    stalled.fill();
    assertThat(balancer.stuck(false)).isZero();
    assertThat(balancer.stuck(true)).as("one that is not there yet").isEqualTo(3);

    add(3);

    assertThat(balancer.stuck(false)).isEqualTo(3);
  }

  @Test
  void aMessageWaitsForAPeerAndIsNotDropped() {
    assertThat(balancer.drops()).isFalse();
    assertThat(balancer.yields()).isFalse();
    assertThat(balancer.holdsUp()).isTrue();
    assertThat(balancer.sendWaiting()).isFalse();
  }

  private Peer add(int mark) {
    Peer peer = new Peer(mark);
    balancer.add(peer.pipe);
    return peer;
  }

  private List<Pipe> turns(int n) {
    List<Pipe> turns = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      turns.add(balancer.next());
    }
    return turns;
  }
}
