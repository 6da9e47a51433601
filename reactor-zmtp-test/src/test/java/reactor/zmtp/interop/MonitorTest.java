package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PullSocket;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketType;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** What libzmq's socket monitor tells of us. */
class MonitorTest extends Scene {

  private static final String BOUND =
      """
      watched = socket(sys.argv[1])
      monitor = watched.get_monitor_socket()
      listen(watched, ANYWHERE)
      while True:
          say(*next_event(monitor))
      """;

  private static final String CONNECTED =
      """
      watched = socket(sys.argv[1])
      monitor = watched.get_monitor_socket()
      watched.connect(sys.argv[2])
      while True:
          say(*next_event(monitor))
      """;

  private final Events events = new Events();

  @Test
  void itSeesOurHandshakeSucceedWhenWeConnect() {
    try (LibzmqProcess libzmq = LibzmqProcess.start(BOUND, "PULL")) {
      open(zmq.push().doOnEvent(events).connect(await(libzmq.line())));

      assertThat(outcome(libzmq)).startsWith("HANDSHAKE_SUCCEEDED");
      assertThat(events.await(HandshakeSucceeded.class).peerType()).isEqualTo(SocketType.PULL);
    }
  }

  @Test
  void itSeesOurHandshakeSucceedWhenWeBind() {
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind(Anywhere.endpoint()));
    try (LibzmqProcess libzmq = LibzmqProcess.start(CONNECTED, "PUSH", address(pull))) {

      assertThat(outcome(libzmq)).startsWith("HANDSHAKE_SUCCEEDED");
      assertThat(events.await(HandshakeSucceeded.class).peerType()).isEqualTo(SocketType.PUSH);
    }
  }

  /** With another libzmq as the peer its monitor tells no more either. */
  @Test
  void itSeesNoSuccessWhereTheSocketTypesDoNotMatch() {
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind(Anywhere.endpoint()));
    try (LibzmqProcess libzmq = LibzmqProcess.start(CONNECTED, "PUB", address(pull))) {

      assertThat(outcome(libzmq)).doesNotStartWith("HANDSHAKE_SUCCEEDED");
      HandshakeFailed failed = events.await(HandshakeFailed.class);
      assertThat(failed.reason()).isEqualTo(HandshakeFailure.PROTOCOL);
      assertThat(((ProtocolException) failed.cause()).rule())
          .isEqualTo(Rule.INCOMPATIBLE_SOCKET_TYPE);
    }
  }

  /** The first event that tells how the connection turned out, and its value. */
  private static String outcome(LibzmqProcess libzmq) {
    return await(
        libzmq.line().repeat().filter(event -> event.matches("(HANDSHAKE|DISCONN).*")).next(),
        () -> "an event about the handshake");
  }
}
