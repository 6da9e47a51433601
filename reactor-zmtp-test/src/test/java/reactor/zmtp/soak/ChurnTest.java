package reactor.zmtp.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.watch.Scene;

/** Whatever was opened and closed, one after the other, leaves nothing behind. */
@Tag("full")
@ExtendWith(WithoutLeakDetector.class)
class ChurnTest extends Scene {

  private static final int CONNECTIONS = 10_000;
  private static final int FAILURES = 1000;

  /** Less than 200 bytes of each connection, or 2 KiB of each failure. */
  private static final long A_LITTLE = 2 << 20;

  @Test
  void tenThousandConnectionsThatWereUsedOnce() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    AtomicLong received = new AtomicLong();
    keep(pull.receive().subscribe(message -> received.incrementAndGet()));
    Mono<Void> once = zmq.push().connect(address(pull)).send(Mono.just(ZmqMessage.of("once")));

    repeat(once, CONNECTIONS / 10);
    until(pull, m -> m.peers() == 0);
    Footprint before = Footprint.now();
    repeat(once, CONNECTIONS);
    until(pull, m -> m.peers() == 0);

    until(() -> received.get() == CONNECTIONS + CONNECTIONS / 10);
    assertThatNothingIsLeftSince(before);
  }

  @Test
  void aThousandSocketsWhosePeerIsNotThere() throws IOException {
    try (Socket nobodyListens = new Socket()) {
      nobodyListens.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      leaveNothing(
          until(
              zmq.push().connect("tcp://127.0.0.1:" + nobodyListens.getLocalPort()),
              SocketEvent.ConnectRetried.class));
    }
  }

  @Test
  void aThousandSocketsWhosePeerIsOfAWrongType() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));

    leaveNothing(until(zmq.pull().connect(address(pull)), SocketEvent.HandshakeFailed.class));
  }

  @Test
  void aThousandSocketsWhoseAddressIsInUse() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));

    leaveNothing(
        zmq.pull().bind(address(pull)).open().then().onErrorComplete(AddressInUseException.class));
  }

  /** Opens a socket until something happens, then closes it. */
  private static <S extends SocketSpec<S, T>, T extends ZmqSocket> Mono<Void> until(
      S spec, Class<? extends SocketEvent> event) {
    return Mono.defer(
        () -> {
          Sinks.Empty<Void> told = Sinks.empty();
          S watched =
              spec.doOnEvent(
                  each -> {
                    if (event.isInstance(each)) {
                      told.tryEmitEmpty();
                    }
                  });
          return Mono.usingWhen(watched.open(), socket -> told.asMono(), ZmqSocket::disposeLater);
        });
  }

  private void leaveNothing(Mono<Void> failure) {
    repeat(failure, FAILURES / 10);
    Footprint before = Footprint.now();
    repeat(failure, FAILURES);
    assertThatNothingIsLeftSince(before);
  }

  /** In portions, since a slow machine has patience for each. */
  private static void repeat(Mono<Void> once, int times) {
    for (int i = 0; i < 10; i++) {
      await(once.repeat(times / 10 - 1).then());
    }
  }

  private void assertThatNothingIsLeftSince(Footprint before) {
    assertThat(zmq.sockets()).hasSizeLessThanOrEqualTo(1);
    until(() -> Footprint.openFiles() <= before.files());
    Footprint after = Footprint.now();
    assertThat(after.heap()).isLessThan(before.heap() + A_LITTLE);
    assertThat(after.direct()).isLessThan(before.direct() + A_LITTLE);
  }
}
