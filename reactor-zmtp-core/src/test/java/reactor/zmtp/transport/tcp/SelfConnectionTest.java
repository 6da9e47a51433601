package reactor.zmtp.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class SelfConnectionTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void aSocketThatTcpJoinedWithItselfIsFoundOut() throws Exception {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(LOOPBACK, 0));
      socket.connect(socket.getLocalSocketAddress());

      assertThat(
              SelfConnection.isSelf(
                  socket.getLocalSocketAddress(), socket.getRemoteSocketAddress()))
          .isTrue();
    }
  }

  @Test
  void twoPortsOfOneAddressAreTwoSockets() {
    InetSocketAddress local = new InetSocketAddress(LOOPBACK, 1);

    assertThat(SelfConnection.isSelf(local, new InetSocketAddress(LOOPBACK, 2))).isFalse();
  }

  @Test
  void aConnectionThatIsGoneIsNotOne() {
    assertThat(SelfConnection.isSelf(null, null)).isFalse();
    assertThat(SelfConnection.isSelf(new InetSocketAddress(LOOPBACK, 1), null)).isFalse();
  }
}
