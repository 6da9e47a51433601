package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.zmtp.PullSocket;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/**
 * TLS 1.2 lets each side begin another handshake at any time: nothing keeps a peer from doing that
 * for ever, and each costs this side a signature. The peer's end here is the JDK's own socket.
 */
class TlsRenegotiationTest extends Scene {

  private static final String[] TLS_1_2 = {"TLSv1.2"};

  private final Events events = new Events();
  private SSLContext peers;

  @BeforeEach
  void trust() throws Exception {
    peers = SSLContext.getInstance("TLS");
    peers.init(
        Certificates.SERVER.toKeyManagerFactory().getKeyManagers(),
        Certificates.AUTHORITY.toTrustManagerFactory().getTrustManagers(),
        null);
  }

  @Test
  void aClientThatNegotiatesAgainBeforeItsGreetingIsRefused() throws Exception {
    PullSocket pull = serve();
    try (SSLSocket client = client(pull)) {
      client.startHandshake();

      assertThatThrownBy(() -> negotiateAgain(client)).isInstanceOf(IOException.class);
    }

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TLS);
    assertThat(failed.cause()).hasMessageContaining("another handshake");
  }

  @Test
  void aClientThatNegotiatesAgainLaterLosesItsConnection() throws Exception {
    PullSocket pull = serve();
    try (SSLSocket client = client(pull)) {
      client
          .getOutputStream()
          .write(ZmtpBytes.concat(ZmtpBytes.greeting(), ZmtpBytes.ready("PUSH")));
      events.await(HandshakeSucceeded.class);

      assertThatThrownBy(() -> negotiateAgain(client)).isInstanceOf(IOException.class);
    }

    Disconnected gone = events.await(Disconnected.class);
    assertThat(gone.reason()).isEqualTo(DisconnectReason.FAILED);
    assertThat(gone.cause()).hasMessageContaining("another handshake");
  }

  @Test
  void aServerThatNegotiatesAgainLosesItsConnection() throws Exception {
    try (SSLServerSocket listener =
        (SSLServerSocket)
            peers
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listener.setEnabledProtocols(TLS_1_2);
      open(
          zmq.push()
              .tls(Certificates.client())
              .doOnEvent(events)
              .connect("tcp://127.0.0.1:" + listener.getLocalPort()));
      try (SSLSocket server = (SSLSocket) listener.accept()) {
        server.getOutputStream().write(ZmtpBytes.greeting());

        assertThatThrownBy(() -> negotiateAgain(server)).isInstanceOf(IOException.class);
      }
    }

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.cause()).hasMessageContaining("another handshake");
  }

  private PullSocket serve() {
    return open(zmq.pull().tls(Certificates.server()).doOnEvent(events).bind("tcp://127.0.0.1:*"));
  }

  private SSLSocket client(PullSocket pull) throws IOException {
    SSLSocket client =
        (SSLSocket)
            peers
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), pull.endpoints().get(0).port());
    client.setEnabledProtocols(TLS_1_2);
    return client;
  }

  /** The socket of the JDK begins it, and finds out when it reads. */
  private static void negotiateAgain(SSLSocket socket) throws IOException {
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.startHandshake();
    while (socket.getInputStream().read() >= 0) {
      // the greeting, and what else came before
    }
    throw new IOException("the end of the connection");
  }
}
