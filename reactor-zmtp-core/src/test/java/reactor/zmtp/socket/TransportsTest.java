package reactor.zmtp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.transport.tcp.TcpTransport;

/** The transport of an endpoint is told by its scheme. */
class TransportsTest {

  @Test
  void tcpIsThere() {
    assertThat(Transports.of("tcp://host:5555")).isInstanceOf(TcpTransport.class);
  }

  @Test
  void aSchemeThatNobodyKnowsIsRefused() {
    assertRefused("foo://x:5555", "there is no transport \"foo\"; tcp is supported");
    assertRefused(" tcp://x:5555", "there is no transport \" tcp\"; tcp is supported");
  }

  @Test
  void aSchemeIsWrittenInLowerCase() {
    assertRefused("TCP://x:5555", "the transport \"TCP\" is written in lower case: tcp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inproc", "ipc", "udp", "ws", "wss", "pgm", "epgm", "norm", "tipc", "vmci", "vsock"
      })
  void aTransportOfZeroMqThatIsNotHereIsToldSo(String transport) {
    assertRefused(transport + "://x", "the transport " + transport + " is not supported, tcp is");
  }

  private static void assertRefused(String endpoint, String reason) {
    assertThatThrownBy(() -> Transports.of(endpoint))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageStartingWith("endpoint \"" + endpoint + "\": ")
        .hasMessageEndingWith(reason);
  }
}
