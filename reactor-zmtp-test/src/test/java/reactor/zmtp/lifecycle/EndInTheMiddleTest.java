package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.PullSocket;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** A socket that ends while its event loop is in the middle of something. */
class EndInTheMiddleTest extends Scene {

  private final Events events = new Events();

  /** Behind the message is more than the socket would have room for, and a command or none. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsBehindTheMessageThatEndsItIsNeitherDeliveredNorKept(boolean command) {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(1).bind(Anywhere.endpoint()));
    List<String> received = new CopyOnWriteArrayList<>();
    keep(
        pull.receive()
            .doOnNext(message -> received.add(message.text()))
            .subscribe(message -> pull.dispose()));
    ZmtpPeer peer = join(pull, "PUSH");

    await(
        peer.script()
            .send(
                ZmtpBytes.message("last"),
                command ? ZmtpBytes.ping(0, new byte[0]) : new byte[0],
                ZmtpBytes.message("too late"),
                ZmtpBytes.message("too late"))
            .discardUntilClose());
    await(pull.onDispose());

    assertThat(received).containsExactly("last");
  }

  @Test
  void aSocketMayBeDisposedOfWhenItIsToldOfAConnection() {
    Events events = disposedOfWhenItIsToldOfAConnection(zmq.pull());

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.CLOSED);
    assertThat(failed.cause())
        .hasMessage("this side gave up the endpoint before the handshake was complete");
  }

  @Test
  void aSocketOfRawTcpMayBeToo() {
    Events events = disposedOfWhenItIsToldOfAConnection(zmq.stream());

    assertThat(events.await(Disconnected.class).reason()).isEqualTo(DisconnectReason.CLOSED);
  }

  private <S extends SocketSpec<S, T>, T extends ZmqSocket>
      Events disposedOfWhenItIsToldOfAConnection(S spec) {
    AtomicReference<ZmqSocket> bound = new AtomicReference<>();
    T socket =
        open(
            spec.doOnEvent(events)
                .doOnEvent(
                    event -> {
                      if (event instanceof Accepted) {
                        bound.get().dispose();
                      }
                    })
                .bind("tcp://127.0.0.1:*"));
    bound.set(socket);

    connect(address(socket));

    await(socket.onDispose());
    return events;
  }
}
