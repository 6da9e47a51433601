package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.RoutingId;
import reactor.zmtp.UnroutableException;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;

class RoutingTableTest {

  private static final RoutingId A = RoutingId.of("a");
  private static final RoutingId B = RoutingId.of("b");

  /** A peer that the table can address. */
  private static final class Peer {

    final FakeLink link = new FakeLink();
    final Pipe pipe;

    Peer(PeerMetadata who, int mark) {
      pipe = new Pipe(new FakeSocket(), link, who, new HighWaterMarks(mark, 1000, Long.MAX_VALUE));
    }
  }

  private final RoutingTable dropping = table(false, false);
  private final RoutingTable mandatory = table(true, false);
  private final AtomicInteger written = new AtomicInteger();

  @Test
  void aMessageGoesToThePeerOfItsIdWithoutTheId() {
    Peer a = add(dropping, "a", 10);
    Peer b = add(dropping, "b", 10);

    assertThat(offer(dropping, B, "to b")).isTrue();

    assertThat(a.link.written()).isEmpty();
    assertThat(b.link.written()).containsExactly(frames("to b"));
  }

  @Test
  void theIdIsTheIdentityThatThePeerTells() {
    assertThat(add(dropping, "a", 10).pipe.routingId()).isEqualTo(A);
  }

  @Test
  void aPeerThatTellsNoIdentityGetsANewIdOfFiveBytesThatCountsUp() {
    assertThat(add(dropping, "", 10).pipe.routingId()).isEqualTo(id(0, 0, 0, 0, 7));
    assertThat(add(dropping, "", 10).pipe.routingId()).isEqualTo(id(0, 0, 0, 0, 8));
  }

  @Test
  void anIdentityThatBeginsWithZeroIsNotThePeersToTell() {
    assertThat(add(dropping, "\0xyz", 10).pipe.routingId()).isEqualTo(id(0, 0, 0, 0, 7));
  }

  @Test
  void anAssignedIdIsWorthMoreThanTheIdentity() {
    Peer peer = new Peer(assigned("tells this", B), 10);
    dropping.add(peer.pipe);

    assertThat(peer.pipe.routingId()).isEqualTo(B);
  }

  @Test
  void idsOfAServerHaveFourBytesAndAreNeverZeroAndNotWhatThePeerTells() {
    RoutingTable table = RoutingTable.ofGenerated(GeneratedIds.plain(-1));

    assertThat(add(table, "a", 10).pipe.routingId()).isEqualTo(id(0xFF, 0xFF, 0xFF, 0xFF));
    assertThat(add(table, "a", 10).pipe.routingId()).isEqualTo(id(0, 0, 0, 1));
  }

  @Test
  void anIdThatIsInUseIsNotGeneratedAgain() {
    dropping.add(new Peer(assigned("", id(0, 0, 0, 0, 7)), 10).pipe);

    assertThat(dropping.newId()).isEqualTo(id(0, 0, 0, 0, 8));
  }

  @Test
  void aSecondPeerOfTheSameIdIsAConflict() {
    add(dropping, "a", 10);

    assertThat(dropping.conflict(new FakePeer("a"))).isEqualTo(A);
    assertThat(dropping.conflict(new FakePeer("b"))).isNull();
    assertThat(dropping.conflict(new FakePeer(""))).isNull();
  }

  @Test
  void withHandoverTheSecondTakesTheIdAndTheFirstIsClosed() {
    RoutingTable table = table(false, true);
    Peer first = add(table, "a", 10);
    assertThat(table.conflict(new FakePeer("a"))).isNull();

    Peer second = add(table, "a", 10);
    table.remove(first.pipe);
    offer(table, A, "hello");

    assertThat(first.link.closed()).isEqualTo(1);
    assertThat(first.link.written()).isEmpty();
    assertThat(second.link.written()).containsExactly(frames("hello"));
  }

  @Test
  void withoutARouteMessagesAreDroppedAndToldOnceUntilTheyAreTaken() {
    AtomicInteger told = new AtomicInteger();
    dropping.onUnroutable(told::incrementAndGet);

    assertThat(offer(dropping, A, "1")).isTrue();
    assertThat(offer(dropping, B, "2")).isTrue();

    assertThat(written).hasValue(2);
    assertThat(told).hasValue(1);
    assertThat(dropping.takeUnroutable()).isEqualTo(2);
    assertThat(dropping.takeUnroutable()).isZero();

    offer(dropping, A, "3");
    assertThat(told).hasValue(2);
    assertThat(dropping.takeUnroutable()).isEqualTo(1);
  }

  @Test
  void aPeerThatWentHasNoRoute() {
    Peer a = add(mandatory, "a", 10);
    mandatory.remove(a.pipe);

    assertThatThrownBy(() -> offer(mandatory, A, "x"))
        .isInstanceOf(UnroutableException.class)
        .hasMessageContaining("no peer has the routing id a");
  }

  @Test
  void aFullPeerLosesMessagesAndTheyAreCounted() {
    Peer a = add(dropping, "a", 1);
    a.link.block(true);

    assertThat(offer(dropping, A, "kept")).isTrue();
    assertThat(offer(dropping, A, "dropped")).isTrue();

    assertThat(written).hasValue(1);
    assertThat(a.pipe.dropped()).isEqualTo(1);
    assertThat(a.pipe.waiting()).isEqualTo(1);
  }

  @Test
  void mandatoryAFullPeersMessagesWait() {
    Peer a = add(mandatory, "a", 1);
    a.link.block(true);

    assertThat(offer(mandatory, A, "taken")).isTrue();
    assertThat(offer(mandatory, A, "waits")).isFalse();

    assertThat(a.pipe.dropped()).isZero();
  }

  @Test
  void whatIsForAPeerThatIsExpectedWaits() {
    for (RoutingTable table : List.of(dropping, mandatory)) {
      table.expect(A::equals);

      assertThat(offer(table, A, "waits")).isFalse();
      Peer a = add(table, "a", 10);
      assertThat(offer(table, A, "goes")).isTrue();
      assertThat(a.link.written()).containsExactly(frames("goes"));
    }
  }

  /** Only a device passes such a message on, and any of its peers may have sent it. */
  @Test
  void whatIsNoRoutingIdIsUnroutableWhateverMustArrive() {
    for (RoutingTable table : List.of(dropping, mandatory)) {
      table.expect(id -> true);
      for (int length : new int[] {0, 256}) {
        DefaultMessage message = DefaultMessage.of(new byte[][] {new byte[length], {1}});
        assertThat(table.offer(message, written::addAndGet)).isTrue();
      }

      assertThat(table.takeUnroutable()).isEqualTo(2);
    }
    assertThat(written).hasValue(4);
  }

  /** Or a publisher that cannot be slowed down would overflow where nothing is kept anyway. */
  @Test
  void withoutPeersPublishersOfWhatIsDroppedAreAskedForManyMessages() {
    assertThat(dropping.capacity()).isEqualTo(1024);

    add(dropping, "a", 10);
    assertThat(dropping.capacity()).isEqualTo(10);
  }

  @Test
  void theCapacityIsThatOfAllPeersAndNeverNone() {
    assertThat(mandatory.capacity()).isEqualTo(1);

    add(mandatory, "a", 10);
    Peer b = add(mandatory, "b", 10);
    assertThat(mandatory.capacity()).isEqualTo(20);

    mandatory.remove(b.pipe);
    assertThat(mandatory.capacity()).isEqualTo(10);
  }

  @Test
  void whatWaitsForAStalledPeerIsStuckWhileAnotherHasRoom() {
    Peer a = add(mandatory, "a", 10);
    a.link.block(true);
    offer(mandatory, A, "x");
    assertThat(mandatory.stuck(false)).isZero();

    add(mandatory, "b", 10);

    assertThat(mandatory.stuck(false)).isEqualTo(1);
  }

  @Test
  void idsOfTheSameHashAreThoseOfDifferentPeers() {
    Peer one = add(dropping, "Aa", 10);
    Peer other = add(dropping, "BB", 10);

    offer(dropping, RoutingId.of("Aa"), "1");
    offer(dropping, RoutingId.of("BB"), "2");

    assertThat(one.link.written()).containsExactly(frames("1"));
    assertThat(other.link.written()).containsExactly(frames("2"));
  }

  @Test
  void anIdLeadsToThePeerThatHasItNow() {
    RoutingTable table = table(false, true);
    Peer first = add(table, "a", 10);
    assertThat(table.leadsTo(first.pipe)).isTrue();

    Peer second = add(table, "a", 10);

    assertThat(table.leadsTo(first.pipe)).isFalse();
    assertThat(table.leadsTo(second.pipe)).isTrue();
  }

  @Test
  void theLongestIdMayBeWithoutARoute() {
    RoutingId longest = RoutingId.of(new byte[255]);

    assertThatThrownBy(() -> offer(mandatory, longest, "x"))
        .isInstanceOf(UnroutableException.class);
  }

  @Test
  void withoutAMandateWhatHasNoRoomIsDroppedAndPublishersYield() {
    assertThat(dropping.drops()).isTrue();
    assertThat(dropping.yields()).isTrue();
    assertThat(mandatory.drops()).isFalse();
    assertThat(mandatory.yields()).isFalse();
  }

  @Test
  void aMessageThatWaitsHoldsUpNoneForAnotherPeer() {
    assertThat(mandatory.holdsUp()).isFalse();
  }

  private static RoutingTable table(boolean mandatory, boolean handover) {
    return RoutingTable.ofIdentities(GeneratedIds.prefixed(7), mandatory, handover);
  }

  private static Peer add(RoutingTable table, String identity, int mark) {
    Peer peer = new Peer(new FakePeer(identity), mark);
    table.add(peer.pipe);
    return peer;
  }

  private static PeerMetadata assigned(String identity, RoutingId id) {
    return new FakePeer(identity) {
      @Override
      public @Nullable RoutingId assignedId() {
        return id;
      }
    };
  }

  private boolean offer(RoutingTable table, RoutingId to, String text) {
    return table.offer(frames(text).withFirst(to.bytes()), written::addAndGet);
  }

  private static DefaultMessage frames(String text) {
    return new DefaultMessage(text.getBytes(StandardCharsets.UTF_8));
  }

  private static RoutingId id(int... bytes) {
    byte[] id = new byte[bytes.length];
    for (int i = 0; i < id.length; i++) {
      id[i] = (byte) bytes[i];
    }
    return RoutingId.of(id);
  }
}
