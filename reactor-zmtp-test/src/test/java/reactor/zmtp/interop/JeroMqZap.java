package reactor.zmtp.interop;

import java.nio.channels.ClosedSelectorException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zeromq.ZMsg;

/** What JeroMQ asks whether a peer is let in (RFC 27). */
final class JeroMqZap {

  private static final int CREDENTIALS = 6;

  private JeroMqZap() {}

  /** Everybody is. */
  static void welcomeAll(ZContext context) {
    welcome(context, credentials -> true);
  }

  /**
   * Whoever has the right credentials is. The socket is its thread's alone: the context does not
   * know it, and so does not close it from another one.
   */
  static void welcome(ZContext context, Predicate<List<byte[]>> right) {
    ZMQ.Socket socket = context.getContext().socket(SocketType.REP);
    socket.setLinger(0);
    socket.bind("inproc://zeromq.zap.01");
    Thread thread = new Thread(() -> answer(socket, right), "jeromq-zap");
    thread.setDaemon(true);
    thread.start();
  }

  private static void answer(ZMQ.Socket socket, Predicate<List<byte[]>> right) {
    try {
      for (ZMsg request = ZMsg.recvMsg(socket); request != null; request = ZMsg.recvMsg(socket)) {
        List<byte[]> frames = new ArrayList<>();
        request.forEach(frame -> frames.add(frame.getData()));
        ZMsg reply = new ZMsg();
        reply.add(frames.get(0)); // the version
        reply.add(frames.get(1)); // the id
        String[] answer =
            right.test(frames.subList(CREDENTIALS, frames.size()))
                ? new String[] {"200", "OK", "somebody", ""}
                : new String[] {"400", "no", "", ""};
        for (String frame : answer) {
          reply.add(frame.getBytes(StandardCharsets.US_ASCII));
        }
        reply.send(socket);
      }
    } catch (ZMQException | ClosedSelectorException closed) {
      // how JeroMQ ends depends on when
    } finally {
      socket.close();
    }
  }
}
