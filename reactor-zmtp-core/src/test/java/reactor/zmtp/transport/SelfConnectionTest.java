package reactor.zmtp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.transport.Nics.ip;

import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class SelfConnectionTest {

  @Test
  void aSocketThatTcpJoinedWithItselfIsFoundOut() throws Exception {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(ip("127.0.0.1"), 0));
      socket.connect(socket.getLocalSocketAddress());

      assertThat(
              SelfConnection.isSelf(
                  socket.getLocalSocketAddress(), socket.getRemoteSocketAddress()))
          .isTrue();
    }
  }

  @Test
  void twoPortsOfOneAddressAreTwoSockets() {
    InetSocketAddress local = new InetSocketAddress(ip("127.0.0.1"), 1);

    assertThat(SelfConnection.isSelf(local, new InetSocketAddress(ip("127.0.0.1"), 2))).isFalse();
  }

  @Test
  void aConnectionThatIsGoneIsNotOne() {
    assertThat(SelfConnection.isSelf(null, null)).isFalse();
    assertThat(SelfConnection.isSelf(new InetSocketAddress(ip("127.0.0.1"), 1), null)).isFalse();
  }
}
