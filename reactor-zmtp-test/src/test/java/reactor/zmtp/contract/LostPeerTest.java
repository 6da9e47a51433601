package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** A message that was not written to a peer before it went away goes out to another. */
class LostPeerTest extends Scene {

  private static final int MARK = 10;
  private static final int SIZE =
      50_000; // a peer that does not read leaves some of it here for ever
  private static final int COUNT = 40;

  @Test
  void whatAPeerWasNotHandedGoesToAnotherWithoutLossOrDuplicate() {
    PushSocket push = (PushSocket) Sender.PUSH.open(zmq, MARK);
    String second = await(push.bind("tcp://127.0.0.1:*")).address();
    ZmtpPeer stalled = join(push, "PULL");
    Mono<Void> sent = push.send(Supply.of(COUNT).sized(SIZE).messages()).cache();
    keep(sent.subscribe());
    until(push, m -> m.waitingToSend() > 0 && m.sent() > 0);
    standstill(push);

    // Closed from this side, so that the stalled peer can still read all that it was handed.
    await(push.unbind(address(push)));
    List<Long> handed = handed(stalled);

    ZmtpPeer live = connect(second);
    await(live.script().handshake("PULL"));
    List<Long> all = new ArrayList<>(handed);
    all.addAll(numbers(live, COUNT - handed.size()));
    await(sent);

    assertThat(all).isEqualTo(Flux.range(0, COUNT).map(Long::valueOf).collectList().block());
    assertThat(metrics(push).sent()).isEqualTo(COUNT);
  }

  @Test
  void whatAPeerThatResetsWasNotHandedGoesToAnother() {
    PushSocket push = (PushSocket) Sender.PUSH.open(zmq, MARK);
    ZmtpPeer stalled = join(push, "PULL");
    Mono<Void> sent = push.send(Supply.of(COUNT).sized(SIZE).messages()).cache();
    keep(sent.subscribe());
    until(push, m -> m.waitingToSend() > 0 && m.sent() > 0);
    standstill(push);

    await(stalled.script().reset());
    SocketMetrics after = until(push, m -> m.peers() == 0);
    assertThat(after.waitingToSend()).isPositive();

    ZmtpPeer live = join(push, "PULL");
    List<Long> rest = numbers(live, COUNT - after.sent());
    await(sent);

    assertThat(rest).startsWith(after.sent()).endsWith(COUNT - 1L);
    assertThat(rest).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void itGoesToPeersThatAreThereAlreadyBeforeAnythingElse() {
    PushSocket push = (PushSocket) Sender.PUSH.open(zmq, MARK);
    ZmtpPeer first = join(push, "PULL");
    ZmtpPeer second = join(push, "PULL");
    until(push, m -> m.peers() == 2);
    keep(push.send(Supply.of(COUNT).sized(SIZE).messages()).subscribe());
    until(push, m -> m.waitingToSend() > 0 && m.sent() > 0);
    standstill(push);
    long takenBefore = metrics(push).sent() + metrics(push).waitingToSend();
    List<Long> received = new CopyOnWriteArrayList<>();

    await(first.script().reset());
    until(push, m -> m.peers() == 1);
    keep(numbers(second).subscribe(received::add, end -> {}));
    until(push, m -> m.sent() == COUNT);

    until(() -> received.contains(COUNT - 1L));
    assertThat(received).doesNotHaveDuplicates();
    // What the first had not been handed is behind what the second had, and before all new.
    List<Long> tail =
        received.subList(received.size() - (int) (COUNT - takenBefore), received.size());
    assertThat(tail).isSorted();
    assertThat(tail.get(0)).isGreaterThanOrEqualTo(takenBefore);
  }

  @Test
  void whatAPairsPeerWasNotHandedGoesToTheNextPeer() {
    PairSocket pair = (PairSocket) Sender.PAIR.open(zmq, MARK);
    ZmtpPeer stalled = join(pair, "PAIR");
    Mono<Void> sent = pair.send(Supply.of(COUNT).sized(SIZE).messages()).cache();
    keep(sent.subscribe());
    until(pair, m -> m.waitingToSend() > 0 && m.sent() > 0);
    standstill(pair);

    await(stalled.script().reset());
    SocketMetrics after = until(pair, m -> m.peers() == 0);
    ZmtpPeer next = join(pair, "PAIR");

    assertThat(numbers(next, COUNT - after.sent())).startsWith(after.sent()).endsWith(COUNT - 1L);
    await(sent);
  }

  @Test
  void disconnectingGivesBackWhatWasNotHanded() {
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).sendBuffer(Sender.SEND_BUFFER));
    ZmtpListener one = listen();
    ZmtpListener other = listen();
    ZmqEndpoint endpoint = await(push.connect(one.endpoint()));
    ZmtpPeer stalled = accept(one, "PULL");
    Mono<Void> sent = push.send(Supply.of(COUNT).sized(SIZE).messages()).cache();
    keep(sent.subscribe());
    until(push, m -> m.waitingToSend() > 0 && m.sent() > 0);
    standstill(push);

    endpoint.dispose();
    await(endpoint.onDispose());
    List<Long> all = new ArrayList<>(handed(stalled));
    await(push.connect(other.endpoint()));
    all.addAll(numbers(accept(other, "PULL"), COUNT - all.size()));

    assertThat(all).isEqualTo(Flux.range(0, COUNT).map(Long::valueOf).collectList().block());
    await(sent);
  }

  @Test
  void withoutAPeerNothingMoreIsTaken() {
    PushSocket push = (PushSocket) Sender.PUSH.open(zmq, MARK);
    ZmtpPeer stalled = join(push, "PULL");
    Supply supply = Supply.endless().sized(SIZE);
    keep(push.send(supply.messages()).subscribe());
    until(push, m -> m.waitingToSend() > 0 && m.sent() > 0);
    standstill(push);

    await(stalled.script().reset());
    SocketMetrics after = until(push, m -> m.peers() == 0);
    metrics(push);

    assertThat(supply.requested()).isEqualTo(after.sent() + after.waitingToSend());
  }

  @Test
  void whatHasComeBackTakesRoomFromWhatIsNew() {
    PushSocket push = (PushSocket) Sender.PUSH.open(zmq, MARK);
    List<ZmtpPeer> stalled = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      stalled.add(join(push, "PULL"));
    }
    until(push, m -> m.peers() == 4);
    AtomicLong room = new AtomicLong(4 * MARK);
    AtomicLong tooMuch = new AtomicLong();
    Supply supply =
        Supply.of(2 * COUNT)
            .sized(SIZE)
            .onRequest(
                requested ->
                    push.metrics()
                        .map(m -> requested - m.sent() - room.get())
                        .subscribe(over -> tooMuch.accumulateAndGet(over, Math::max)));
    keep(push.send(supply.messages()).subscribe());
    until(push, m -> m.sent() > 0);
    standstill(push);
    for (ZmtpPeer peer : stalled) {
      await(peer.script().reset());
    }
    SocketMetrics back = until(push, m -> m.peers() == 0);
    assertThat(back.waitingToSend()).isGreaterThan(MARK);

    room.set(MARK);
    ZmtpPeer live = join(push, "PULL");

    assertThat(numbers(live, 2 * COUNT - back.sent())).doesNotHaveDuplicates();
    assertThat(tooMuch).hasValue(0);
  }

  /** The numbers of all messages a peer was handed before its connection was closed. */
  private static List<Long> handed(ZmtpPeer peer) {
    return await(numbers(peer).onErrorComplete(AssertionError.class).collectList());
  }
}
