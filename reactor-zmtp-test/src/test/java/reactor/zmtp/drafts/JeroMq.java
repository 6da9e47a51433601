package reactor.zmtp.drafts;

import java.nio.charset.StandardCharsets;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import reactor.core.Disposable;
import reactor.zmtp.watch.Scene;
import zmq.Msg;

/** A bound socket of JeroMQ, which has the draft types. To be used by the test's thread alone. */
final class JeroMq implements Disposable {

  private final ZContext context = new ZContext();
  private final ZMQ.Socket socket;

  JeroMq(String type) {
    context.setLinger(0);
    socket = context.createSocket(SocketType.valueOf(type));
    socket.setReceiveTimeOut((int) Scene.PATIENCE.toMillis());
    socket.setSendTimeOut((int) Scene.PATIENCE.toMillis());
  }

  /** Binds it; what is to be there before a peer comes is to be done first. */
  String bind() {
    socket.bind("tcp://127.0.0.1:*");
    return socket.getLastEndpoint();
  }

  ZMQ.Socket socket() {
    return socket;
  }

  Msg receive() {
    Msg message = socket.recvMsg();
    if (message == null) {
      throw new AssertionError("nothing came to JeroMQ within " + Scene.PATIENCE);
    }
    return message;
  }

  String receiveText() {
    return text(receive());
  }

  void send(Msg message) {
    if (!socket.sendMsg(message)) {
      throw new AssertionError("JeroMQ could not send within " + Scene.PATIENCE);
    }
  }

  void send(String text) {
    send(message(text));
  }

  static Msg message(String text) {
    return new Msg(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(Msg message) {
    return new String(message.data(), StandardCharsets.UTF_8);
  }

  @Override
  public void dispose() {
    context.close();
  }
}
