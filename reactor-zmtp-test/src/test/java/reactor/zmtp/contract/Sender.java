package reactor.zmtp.contract;

import java.time.Duration;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.watch.Scene;

/** The socket types that send, each to a peer of one type. */
enum Sender {
  PUSH("PULL"),
  PAIR("PAIR");

  /** So that what the kernel holds is little. */
  static final int SEND_BUFFER = 16_384;

  private final String peer;

  Sender(String peer) {
    this.peer = peer;
  }

  /** The type of its peers. */
  String peer() {
    return peer;
  }

  /** A bound socket. */
  SendingSocket open(ZmqContext zmq, int mark) {
    return switch (this) {
      case PUSH -> open(zmq.push().sendHighWaterMark(mark));
      case PAIR -> open(zmq.pair().sendHighWaterMark(mark));
    };
  }

  private static <S extends SocketSpec<S, T>, T extends SendingSocket> T open(
      SocketSpec<S, T> spec) {
    return Scene.await(
        spec.sendBuffer(SEND_BUFFER).linger(Duration.ZERO).bind("tcp://127.0.0.1:*").open());
  }
}
