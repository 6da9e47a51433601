package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple3;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** Messages go round-robin to the peers that have room (RFC 30). */
class RoundRobinTest extends Scene {

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PAIR", "CHANNEL"}) // which have one peer
  void twoPeersGetEveryOtherMessage(Sender type) {
    SendingSocket socket = type.open(zmq, 1000);
    ZmtpPeer first = join(socket, type.peer());
    ZmtpPeer second = join(socket, type.peer());
    until(socket, m -> m.peers() == 2);

    await(socket.send(Supply.of(6).messages()));

    assertThat(numbers(first, 3)).containsExactly(0L, 2L, 4L);
    assertThat(numbers(second, 3)).containsExactly(1L, 3L, 5L);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PAIR", "CHANNEL"}) // which have one peer
  void theTurnGoesOnFromOneSendToTheNext(Sender type) {
    SendingSocket socket = type.open(zmq, 1000);
    ZmtpPeer first = join(socket, type.peer());
    ZmtpPeer second = join(socket, type.peer());
    until(socket, m -> m.peers() == 2);

    for (int i = 0; i < 4; i++) {
      await(socket.send(Supply.message(i, 0)));
    }

    assertThat(numbers(first, 2)).containsExactly(0L, 2L);
    assertThat(numbers(second, 2)).containsExactly(1L, 3L);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PAIR", "CHANNEL"}) // which have one peer
  void aPeerThatComesWaitsUntilAllOthersHadTheirTurn(Sender type) {
    SendingSocket socket = type.open(zmq, 1000);
    ZmtpPeer first = join(socket, type.peer());
    ZmtpPeer second = join(socket, type.peer());
    until(socket, m -> m.peers() == 2);
    await(socket.send(Supply.message(0, 0)));

    ZmtpPeer third = join(socket, type.peer());
    until(socket, m -> m.peers() == 3);
    for (int i = 1; i < 7; i++) {
      await(socket.send(Supply.message(i, 0)));
    }

    assertThat(numbers(second, 2)).containsExactly(1L, 4L);
    assertThat(numbers(first, 3)).containsExactly(0L, 2L, 5L);
    assertThat(numbers(third, 2)).containsExactly(3L, 6L);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PAIR", "CHANNEL"}) // which have one peer
  void thoseThatStayGoOnWhenAPeerLeaves(Sender type) {
    SendingSocket socket = type.open(zmq, 1000);
    ZmtpPeer first = join(socket, type.peer());
    ZmtpPeer second = join(socket, type.peer());
    ZmtpPeer third = join(socket, type.peer());
    until(socket, m -> m.peers() == 3);
    await(socket.send(Supply.message(0, 0)));

    await(second.script().close());
    until(socket, m -> m.peers() == 2);
    for (int i = 1; i < 5; i++) {
      await(socket.send(Supply.message(i, 0)));
    }

    assertThat(numbers(third, 2)).containsExactly(1L, 3L);
    assertThat(numbers(first, 3)).containsExactly(0L, 2L, 4L);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PAIR", "CHANNEL"}) // which have one peer
  void aLongStreamIsSharedEvenlyAmongPeersThatKeepUp(Sender type) {
    SendingSocket socket = type.open(zmq, 1000);
    ZmtpPeer first = join(socket, type.peer());
    ZmtpPeer second = join(socket, type.peer());
    until(socket, m -> m.peers() == 2);
    Mono<List<Long>> even = numbers(first).take(1000).collectList();
    Mono<List<Long>> odd = numbers(second).take(1000).collectList();

    Mono<Void> sent = socket.send(Supply.of(2000).messages());

    Tuple3<List<Long>, List<Long>, Boolean> all = await(Mono.zip(even, odd, sent.thenReturn(true)));
    assertThat(all.getT1()).startsWith(0L, 2L, 4L).endsWith(1996L, 1998L).isSorted();
    assertThat(all.getT2()).startsWith(1L, 3L, 5L).endsWith(1997L, 1999L).isSorted();
  }
}
