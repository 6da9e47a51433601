package reactor.zmtp.contract;

import java.time.Duration;
import reactor.zmtp.ReceiveOptions;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** The socket types that receive, each from a peer of one type. */
enum Receiver {
  PULL("PUSH"),
  DEALER("ROUTER"),
  CLIENT("SERVER"),
  GATHER("SCATTER"),
  PAIR("PAIR"),
  CHANNEL("CHANNEL");

  private final String peer;

  Receiver(String peer) {
    this.peer = peer;
  }

  /** The type of its peers. */
  String peer() {
    return peer;
  }

  /** A bound socket with the default marks. */
  ReceivingSocket open(ZmqContext zmq) {
    return open(zmq, 1000, 0);
  }

  /** A bound socket. */
  ReceivingSocket open(ZmqContext zmq, int mark, long markBytes) {
    return switch (this) {
      case PULL -> open(zmq.pull(), mark, markBytes);
      case DEALER -> open(zmq.dealer(), mark, markBytes);
      case CLIENT -> open(zmq.client(), mark, markBytes);
      case GATHER -> open(zmq.gather(), mark, markBytes);
      case PAIR -> open(zmq.pair(), mark, markBytes);
      case CHANNEL -> open(zmq.channel(), mark, markBytes);
    };
  }

  private static <S extends SocketSpec<S, T> & ReceiveOptions<S>, T extends ReceivingSocket> T open(
      S spec, int mark, long markBytes) {
    return Scene.await(
        spec.receiveHighWaterMark(mark)
            .receiveHighWaterMarkBytes(markBytes)
            .linger(Duration.ZERO)
            .bind(Anywhere.endpoint())
            .open());
  }
}
