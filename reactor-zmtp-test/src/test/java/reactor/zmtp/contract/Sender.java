package reactor.zmtp.contract;

import java.time.Duration;
import reactor.zmtp.SendOptions;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** The socket types that send to whoever has room, each to peers of one type. */
enum Sender {
  PUSH("PULL"),
  DEALER("ROUTER"),
  CLIENT("SERVER"),
  SCATTER("GATHER"),
  PAIR("PAIR"),
  CHANNEL("CHANNEL");

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
    return open(zmq, mark, 0);
  }

  /** A bound socket with a mark of bytes too. */
  SendingSocket open(ZmqContext zmq, int mark, long markBytes) {
    return switch (this) {
      case PUSH -> open(zmq.push(), mark, markBytes);
      case DEALER -> open(zmq.dealer(), mark, markBytes);
      case CLIENT -> open(zmq.client(), mark, markBytes);
      case SCATTER -> open(zmq.scatter(), mark, markBytes);
      case PAIR -> open(zmq.pair(), mark, markBytes);
      case CHANNEL -> open(zmq.channel(), mark, markBytes);
    };
  }

  private static <S extends SocketSpec<S, T> & SendOptions<S>, T extends SendingSocket> T open(
      S spec, int mark, long markBytes) {
    return Scene.await(
        spec.sendHighWaterMark(mark)
            .sendHighWaterMarkBytes(markBytes)
            .sendBuffer(SEND_BUFFER)
            .linger(Duration.ZERO)
            .bind(Anywhere.endpoint())
            .open());
  }
}
