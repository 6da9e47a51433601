package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.zmtp.PullSocket;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** A socket that ends while its event loop is in the middle of something. */
class EndInTheMiddleTest extends Scene {

  private static final String ANYWHERE = "tcp://127.0.0.1:*";

  private final Events events = new Events();

  /** Behind the message is more than the socket would have room for, and a command or none. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsBehindTheMessageThatEndsItIsNeitherDeliveredNorKept(boolean command) {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(1).bind(ANYWHERE));
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

  /** The rest of the bytes, for one, which nobody reads any more. */
  @Test
  void aSubscriberThatThrowsWhateverItIsToldCostsAConnectionAndNothingElse() {
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind(ANYWHERE));
    pull.receive().subscribe(new Thrower());

    await(join(pull, "PUSH").script().message("1").message("2").discardUntilClose());

    Disconnected disconnected = events.await(Disconnected.class);
    assertThat(disconnected.reason()).isEqualTo(DisconnectReason.FAILED);
    assertThat(disconnected.cause()).hasMessage("no errors either");
    await(join(pull, "PUSH").script().message("3"));
    assertThat(await(pull.receive().next()).text()).isEqualTo("3");
  }

  @Test
  void aSocketMayBeDisposedOfWhenItIsToldOfAConnection() {
    disposedOfWhenItIsToldOfAConnection(zmq.pull());
  }

  @Test
  void aSocketOfRawTcpMayBeToo() {
    disposedOfWhenItIsToldOfAConnection(zmq.stream());
  }

  private <S extends SocketSpec<S, T>, T extends ZmqSocket>
      void disposedOfWhenItIsToldOfAConnection(S spec) {
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
                .bind(ANYWHERE));
    bound.set(socket);

    connect(address(socket));

    await(socket.onDispose());
    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.CLOSED);
    assertThat(failed.cause())
        .hasMessage("this side gave up the endpoint before the handshake was complete");
  }

  /** Against all rules of Reactive Streams. */
  private static final class Thrower implements CoreSubscriber<ZmqMessage> {

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ZmqMessage message) {
      throw new IllegalStateException("no messages");
    }

    @Override
    public void onError(Throwable failure) {
      throw new IllegalStateException("no errors either");
    }

    @Override
    public void onComplete() {}
  }
}
