package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** A message that was not written to a peer before it went away goes out to another. */
class LostPeerTest extends Scene {

  private static final int MARK = 10;
  private static final int SIZE =
      50_000; // a peer that does not read leaves some of it here for ever
  private static final int COUNT = 40;

  @ParameterizedTest
  @EnumSource
  void whatAPeerWasNotHandedGoesToAnotherWithoutLossOrDuplicate(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    String second = await(socket.bind(Anywhere.endpoint())).address();
    ZmtpPeer stalled = join(socket, type.peer());
    Mono<Void> sent = socket.send(Supply.of(COUNT).sized(SIZE).messages()).cache();
    keep(sent.subscribe());
    until(socket, m -> m.waitingToSend() > 0 && m.sent() > 0);
    standstill(socket);

    // Closed from this side, so that the stalled peer can still read all that it was handed.
    await(socket.unbind(address(socket)));
    List<Long> handed = handed(stalled);

    ZmtpPeer live = connect(second);
    await(live.script().handshake(type.peer()));
    List<Long> all = new ArrayList<>(handed);
    all.addAll(numbers(live, COUNT - handed.size()));
    await(sent);

    assertThat(all).isEqualTo(Flux.range(0, COUNT).map(Long::valueOf).collectList().block());
    assertThat(metrics(socket).sent()).isEqualTo(COUNT);
  }

  @ParameterizedTest
  @EnumSource
  void whatAPeerThatResetsWasNotHandedGoesToAnother(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    ZmtpPeer stalled = join(socket, type.peer());
    Mono<Void> sent = socket.send(Supply.of(COUNT).sized(SIZE).messages()).cache();
    keep(sent.subscribe());
    until(socket, m -> m.waitingToSend() > 0 && m.sent() > 0);
    standstill(socket);

    await(stalled.script().reset());
    SocketMetrics after = until(socket, m -> m.peers() == 0);
    assertThat(after.waitingToSend()).isPositive();

    ZmtpPeer live = join(socket, type.peer());
    List<Long> rest = numbers(live, COUNT - after.sent());
    await(sent);

    assertThat(rest).startsWith(after.sent()).endsWith(COUNT - 1L);
    assertThat(rest).doesNotHaveDuplicates().isSorted();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PAIR", "CHANNEL"}) // which have one peer
  void itGoesToPeersThatAreThereAlreadyBeforeAnythingElse(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    ZmtpPeer first = join(socket, type.peer());
    ZmtpPeer second = join(socket, type.peer());
    until(socket, m -> m.peers() == 2);
    keep(socket.send(Supply.of(COUNT).sized(SIZE).messages()).subscribe());
    until(socket, m -> m.waitingToSend() > 0 && m.sent() > 0);
    standstill(socket);
    long takenBefore = metrics(socket).sent() + metrics(socket).waitingToSend();
    List<Long> received = new CopyOnWriteArrayList<>();

    await(first.script().reset());
    until(socket, m -> m.peers() == 1);
    keep(numbers(second).subscribe(received::add, end -> {}));
    until(socket, m -> m.sent() == COUNT);

    until(() -> received.contains(COUNT - 1L));
    assertThat(received).doesNotHaveDuplicates();
    // What the first had not been handed is behind what the second had, and before all new.
    List<Long> tail =
        received.subList(received.size() - (int) (COUNT - takenBefore), received.size());
    assertThat(tail).isSorted();
    assertThat(tail.get(0)).isGreaterThanOrEqualTo(takenBefore);
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

  @ParameterizedTest
  @EnumSource
  void withoutAPeerNothingMoreIsTaken(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    ZmtpPeer stalled = join(socket, type.peer());
    Supply supply = Supply.endless().sized(SIZE);
    keep(socket.send(supply.messages()).subscribe());
    until(socket, m -> m.waitingToSend() > 0 && m.sent() > 0);
    standstill(socket);

    await(stalled.script().reset());
    SocketMetrics after = until(socket, m -> m.peers() == 0);
    metrics(socket);

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
