package reactor.zmtp.interop;

import java.nio.channels.ClosedSelectorException;
import java.nio.charset.StandardCharsets;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zeromq.ZMsg;

/** What JeroMQ asks whether a peer is let in (RFC 27): everybody is. */
final class JeroMqZap {

  private JeroMqZap() {}

  static void welcomeAll(ZContext context) {
    ZMQ.Socket socket = context.createSocket(SocketType.REP);
    socket.bind("inproc://zeromq.zap.01");
    Thread thread = new Thread(() -> answer(socket), "jeromq-zap");
    thread.setDaemon(true);
    thread.start();
  }

  private static void answer(ZMQ.Socket socket) {
    try {
      for (ZMsg request = ZMsg.recvMsg(socket); request != null; request = ZMsg.recvMsg(socket)) {
        request.pop().destroy(); // the version
        byte[] id = request.pop().getData();
        ZMsg reply = new ZMsg();
        reply.add("1.0".getBytes(StandardCharsets.US_ASCII));
        reply.add(id);
        for (String frame : new String[] {"200", "OK", "somebody", ""}) {
          reply.add(frame.getBytes(StandardCharsets.US_ASCII));
        }
        reply.send(socket);
      }
    } catch (ZMQException | ClosedSelectorException closed) { // how JeroMQ ends depends on when
      socket.close();
    }
  }
}
