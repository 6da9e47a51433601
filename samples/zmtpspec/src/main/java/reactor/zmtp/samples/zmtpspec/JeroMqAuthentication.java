package reactor.zmtp.samples.zmtpspec;

import java.nio.channels.ClosedSelectorException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZFrame;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zeromq.ZMsg;

/**
 * Answers JeroMQ's requests of RFC 27: who may come in. Its thread has a shadow of the context:
 * what the engine does with all sockets of its own context is not done to this one meanwhile.
 */
final class JeroMqAuthentication {

  private final ZContext context;
  private final Map<String, String> passwords = new ConcurrentHashMap<>();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private boolean started;

  JeroMqAuthentication(ZContext context) {
    this.context = context.shadow();
  }

  /** Users and passwords, in hexadecimal. */
  void users(String words) {
    for (String user : words.split(",", -1)) {
      int colon = user.indexOf(':');
      passwords.put(user.substring(0, colon), user.substring(colon + 1));
    }
    start();
  }

  void allow(byte[] publicKey) {
    keys.add(hex(publicKey));
    start();
  }

  private void start() {
    if (started) {
      return;
    }
    started = true;
    ZMQ.Socket zap = context.createSocket(SocketType.REP);
    zap.bind("inproc://zeromq.zap.01");
    Thread thread = new Thread(() -> serve(zap), "zap");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(ZMQ.Socket zap) {
    try {
      for (ZMsg request = ZMsg.recvMsg(zap); request != null; request = ZMsg.recvMsg(zap)) {
        byte[][] frames = request.stream().map(ZFrame::getData).toArray(byte[][]::new);
        boolean right = isRight(frames);
        zap.sendMore("1.0");
        zap.sendMore(frames[1]);
        zap.sendMore(right ? "200" : "400");
        zap.sendMore("");
        zap.sendMore("");
        zap.send("");
      }
    } catch (ZMQException | ClosedSelectorException closed) {
      zap.close();
    }
  }

  private boolean isRight(byte[][] frames) {
    return switch (new String(frames[5], java.nio.charset.StandardCharsets.US_ASCII)) {
      case "PLAIN" -> hex(frames[7]).equals(passwords.get(hex(frames[6])));
      case "CURVE" -> keys.contains(hex(frames[6]));
      default -> true;
    };
  }

  private static String hex(byte[] octets) {
    return octets.length == 0 ? "-" : HexFormat.of().formatHex(octets);
  }
}
