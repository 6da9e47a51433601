package reactor.zmtp.test.spec;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.zmtp.test.ZmtpBytes;

/**
 * Carries a peer's ZMTP to an implementation over WebSocket (RFC 45): the greeting's mechanism
 * becomes a subprotocol, and a frame a message. It blocks, with a thread for each direction of each
 * connection, so that backpressure passes.
 */
final class WebSocketBridge implements AutoCloseable {

  private static final int GREETING = 64;
  private static final int SIGNATURE = 10;

  /** Subscriptions are messages there, as in ZMTP 3.0. */
  private static final int MINOR = 0;

  /** The flags of RFC 45, which has no lengths. */
  private static final int COMMAND = 2;

  private final URI target;
  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newCachedThreadPool(WebSocketBridge::thread);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private WebSocketBridge(URI target, ServerSocket listening) {
    this.target = target;
    this.listening = listening;
  }

  /** Opens one to where an implementation is bound. */
  static WebSocketBridge to(String endpoint) {
    try {
      ServerSocket listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
      WebSocketBridge bridge = new WebSocketBridge(URI.create(endpoint), listening);
      bridge.threads.execute(bridge::accept);
      return bridge;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a peer connects to over TCP. */
  String endpoint() {
    return "tcp://127.0.0.1:" + listening.getLocalPort();
  }

  @Override
  public void close() {
    close(listening);
    open.forEach(WebSocketBridge::close);
    threads.shutdown();
  }

  private void accept() {
    try {
      while (true) {
        Socket peer = listening.accept();
        open.add(peer);
        threads.execute(() -> carry(peer));
      }
    } catch (IOException e) {
      close(listening); // it has been closed
    }
  }

  private void carry(Socket peer) {
    WebSocketClient client = null;
    try {
      DataInputStream fromPeer = new DataInputStream(peer.getInputStream());
      peer.getOutputStream().write(ZmtpBytes.greeting(), 0, SIGNATURE);
      String mechanism = mechanism(fromPeer.readNBytes(GREETING));
      byte[] greeting = ZmtpBytes.greeting(3, MINOR, mechanism, false);
      peer.getOutputStream().write(greeting, SIGNATURE, GREETING - SIGNATURE);
      client = WebSocketClient.connect(target, "ZWS2.0/" + mechanism);
      WebSocketClient connected = client;
      threads.execute(() -> carryBack(connected, peer));
      for (int flags = fromPeer.read(); flags >= 0; flags = fromPeer.read()) {
        client.send(message(flags, fromPeer));
      }
      client.finish();
    } catch (IOException e) { // one side has ended, and so does the other
      close(peer);
      if (client != null) {
        close(client);
      }
    }
  }

  private void carryBack(WebSocketClient client, Socket peer) {
    try (client;
        peer) {
      for (byte[] message = client.receive(); message.length > 0; message = client.receive()) {
        int flags = message[0] == COMMAND ? ZmtpBytes.COMMAND : message[0];
        byte[] body = Arrays.copyOfRange(message, 1, message.length);
        peer.getOutputStream().write(ZmtpBytes.frame(flags, body));
      }
    } catch (IOException e) {
      open.remove(peer); // one side has ended, and so has the other
    }
  }

  private static byte[] message(int flags, DataInputStream fromPeer) throws IOException {
    long length = (flags & ZmtpBytes.LONG) == 0 ? fromPeer.readUnsignedByte() : fromPeer.readLong();
    byte[] message = new byte[Math.toIntExact(1 + length)];
    message[0] = (byte) ((flags & ZmtpBytes.COMMAND) == 0 ? flags & ZmtpBytes.MORE : COMMAND);
    fromPeer.readFully(message, 1, (int) length);
    return message;
  }

  private static String mechanism(byte[] greeting) {
    String field = new String(greeting, 12, 20, StandardCharsets.US_ASCII);
    return field.substring(0, (field + "\0").indexOf('\0'));
  }

  private static void close(AutoCloseable what) {
    try {
      what.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot close " + what, e);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "zmtpspec-websocket");
    thread.setDaemon(true);
    return thread;
  }
}
