package reactor.zmtp.hostile.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;

/**
 * What a client that was let in has said to the CURVE server, heard by somebody between them:
 * greeting, HELLO, INITIATE and a message.
 */
final class Recording {

  private static final int GREETING = 64;
  private static final int HELLO = GREETING + 202;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final byte[] bytes;

  private Recording(byte[] bytes) {
    this.bytes = bytes;
  }

  static Recording of(Target target) throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    ZmqContext zmq = ZmqContext.builder().ioThreads(1).build();
    try (ServerSocket between = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread relay = new Thread(() -> relay(between, target.curve(), heard), "relay");
      relay.setDaemon(true);
      relay.start();
      DealerSocket client =
          zmq.dealer()
              .curve(CurveKeyPair.generate(), CurvePublicKey.of(target.serverKey()))
              .connect("tcp://127.0.0.1:" + between.getLocalPort())
              .open()
              .block(PATIENCE);
      client.send(ZmqMessage.of("hello")).then(client.receive().next()).block(PATIENCE);
    } finally {
      zmq.disposeLater().block(PATIENCE);
    }
    synchronized (heard) {
      return new Recording(heard.toByteArray());
    }
  }

  /**
   * What is heard of the last connection: a client that was not in time for the server comes again.
   */
  private static void relay(ServerSocket between, Door door, ByteArrayOutputStream heard) {
    while (!between.isClosed()) {
      try (Socket client = between.accept();
          Socket server = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
        synchronized (heard) {
          heard.reset();
        }
        Thread back = new Thread(() -> copy(server, client, new ByteArrayOutputStream()), "back");
        back.setDaemon(true);
        back.start();
        copy(client, server, heard);
      } catch (IOException e) {
        // the listener has been closed, or the server does not listen
      }
    }
  }

  private static void copy(Socket from, Socket to, ByteArrayOutputStream heard) {
    byte[] some = new byte[8192];
    try (to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        synchronized (heard) {
          heard.write(some, 0, n);
        }
        out.write(some, 0, n);
      }
    } catch (IOException e) {
      // one of them has ended
    }
  }

  byte[] all() {
    return bytes.clone();
  }

  byte[] greeting() {
    return Arrays.copyOf(bytes, GREETING);
  }

  byte[] hello() {
    return Arrays.copyOfRange(bytes, GREETING, HELLO);
  }

  /** INITIATE, and what followed. */
  byte[] rest() {
    return Arrays.copyOfRange(bytes, HELLO, bytes.length);
  }
}
