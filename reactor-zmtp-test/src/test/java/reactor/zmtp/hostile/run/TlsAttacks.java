package reactor.zmtp.hostile.run;

import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.ready;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;

/** What those do who know TLS, or do not. */
final class TlsAttacks implements AutoCloseable {

  private static final int MOMENT = 100;
  private static final int CONNECT_MILLIS = 2000;

  /** The last version that lets a client negotiate again. */
  private static final String[] TLS_1_2 = {"TLSv1.2"};

  private final Target target;
  private final SSLContext trusting;
  private final byte[] clientHello;
  private final AtomicInteger turn = new AtomicInteger();
  private final Held held = new Held(50);

  TlsAttacks(Target target) throws IOException {
    this.target = target;
    try {
      trusting = SSLContext.getInstance("TLS");
      trusting.init(
          null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), new SecureRandom());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    clientHello = clientHello();
  }

  private byte[] clientHello() throws IOException {
    SSLEngine engine = trusting.createSSLEngine();
    engine.setUseClientMode(true);
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), record);
    return Arrays.copyOf(record.array(), record.position());
  }

  /** One handshake after another over one connection, before the greeting or as a peer. */
  void negotiateAgain() throws IOException {
    try (SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket()) {
      socket.setEnabledProtocols(TLS_1_2);
      socket.setSoTimeout(CONNECT_MILLIS);
      socket.connect(target.tls().tcp(), CONNECT_MILLIS);
      Raw.CONNECTIONS.increment();
      socket.startHandshake();
      if (turn.getAndIncrement() % 2 == 0) {
        socket.getOutputStream().write(concat(greeting(), ready("DEALER")));
      }
      int read = 0;
      while (read >= 0) {
        socket.startHandshake();
        read = socket.getInputStream().read();
      }
    }
  }

  /** Stops within ClientHello, or after it. */
  void stopHalfway() throws IOException {
    int some = List.of(0, 3, clientHello.length / 2, clientHello.length).get(next(4));
    held.add(Raw.connect(target.tls()).send(Arrays.copyOf(clientHello, some)));
  }

  /** Says what is no TLS, or not what is due. */
  void breakTheRules() throws IOException {
    try (Raw raw = Raw.connect(target.tls())) {
      switch (next(4)) {
        case 0 -> raw.send(greeting(), ready("DEALER"));
        case 1 -> raw.send(hex("16 03 03 ff ff"), new byte[1000]);
        case 2 -> raw.send(clientHello, clientHello);
        default -> raw.send(clientHello, hex("17 03 03 00 20"), new byte[32]);
      }
      raw.untilClosed(MOMENT);
    }
  }

  private int next(int bound) {
    return Math.floorMod(turn.getAndIncrement(), bound);
  }

  @Override
  public void close() {
    held.close();
  }
}
