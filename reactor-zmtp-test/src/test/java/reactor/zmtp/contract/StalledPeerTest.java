package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** A peer that stalls must not hold up messages for a peer that does not. */
class StalledPeerTest extends Scene {

  private static final int MARK = 10;
  private static final int SIZE = 4000;
  private static final int COUNT = 5000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aLivePeerGetsAllThatStalledOnesDoNotHold(int stalledPeers) {
    PushSocket push = (PushSocket) Sender.PUSH.open(zmq, MARK);
    List<ZmtpPeer> stalled = new ArrayList<>();
    for (int i = 0; i < stalledPeers; i++) {
      stalled.add(join(push, "PULL"));
    }
    PullSocket live = open(zmq.pull().connect(address(push)));
    List<Long> received = new CopyOnWriteArrayList<>();
    keep(live.receive().map(Supply::number).subscribe(received::add));
    until(push, m -> m.peers() == stalledPeers + 1);

    Mono<Void> sent = push.send(Supply.of(COUNT).sized(SIZE).messages()).cache();
    keep(sent.subscribe());
    until(
        push,
        m ->
            m.sent() + m.waitingToSend() == COUNT
                && m.waitingToSend() <= (long) stalledPeers * MARK);

    // Once the stalled ones read again nothing is missing, and nothing came twice.
    List<Long> all = new CopyOnWriteArrayList<>();
    for (ZmtpPeer peer : stalled) {
      keep(numbers(peer).subscribe(all::add, end -> {}));
    }
    await(sent);
    until(() -> all.size() + received.size() == COUNT);
    all.addAll(received);
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(Flux.range(0, COUNT).map(Long::valueOf).toIterable());
    assertThat(received).isSorted();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PAIR", "CHANNEL"}) // which have one peer
  void aPeerThatComesWhileAllOthersAreStalledIsServed(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    join(socket, type.peer());
    join(socket, type.peer());
    keep(socket.send(Supply.endless().sized(SIZE).messages()).subscribe());
    until(socket, m -> m.waitingToSend() >= MARK);

    ZmtpPeer live = join(socket, type.peer());

    assertThat(numbers(live, COUNT)).isSorted();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PAIR", "CHANNEL"}) // which have one peer
  void aPeerThatStalledAndReadsAgainIsServedAgain(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    ZmtpPeer peer = join(socket, type.peer());
    ZmtpPeer other = join(socket, type.peer());
    keep(socket.send(Supply.endless().sized(SIZE).messages()).subscribe());
    numbers(other, 500);

    assertThat(numbers(peer, 1000)).isSorted();
  }
}
