package reactor.zmtp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.transport.inproc.InprocTransport;
import reactor.zmtp.transport.ipc.IpcTransport;
import reactor.zmtp.transport.tcp.TcpTransport;
import reactor.zmtp.transport.udp.UdpTransport;
import reactor.zmtp.transport.ws.WsTransport;

/** The transport of an endpoint is told by its scheme. */
class TransportsTest {

  private static final Transports TRANSPORTS = new Transports();

  @Test
  void theseAreThere() {
    assertThat(TRANSPORTS.of("tcp://host:5555")).isInstanceOf(TcpTransport.class);
    assertThat(TRANSPORTS.of("ipc:///run/feed")).isInstanceOf(IpcTransport.class);
    assertThat(TRANSPORTS.of("inproc://feed")).isInstanceOf(InprocTransport.class);
    assertThat(TRANSPORTS.of("udp://*:5555")).isInstanceOf(UdpTransport.class);
    assertThat(TRANSPORTS.of("ws://host:80/feed")).isInstanceOf(WsTransport.class);
    assertThat(TRANSPORTS.of("wss://host:443/feed")).isInstanceOf(WsTransport.class);
  }

  @Test
  void aSchemeThatNobodyKnowsIsRefused() {
    assertRefused(
        "foo://x:5555",
        "there is no transport \"foo\"; supported are: tcp, ipc, inproc, udp, ws, wss");
    assertRefused(
        " tcp://x:5555",
        "there is no transport \" tcp\"; supported are: tcp, ipc, inproc, udp, ws, wss");
  }

  @Test
  void aSchemeIsWrittenInLowerCase() {
    assertRefused("TCP://x:5555", "the transport \"TCP\" is written in lower case: tcp");
  }

  @ParameterizedTest
  @CsvSource({
    "pgm, raw IP sockets",
    "epgm, OpenPGM",
    "norm, native library",
    "tipc, AF_TIPC",
    "vmci, AF_VMCI",
    "vsock, AF_VSOCK"
  })
  void aTransportThatJavaCannotHaveSaysWhy(String transport, String reason) {
    assertThatThrownBy(() -> TRANSPORTS.of(transport + "://x"))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("the transport " + transport + " is not supported: ")
        .hasMessageContaining(reason);
  }

  private static void assertRefused(String endpoint, String reason) {
    assertThatThrownBy(() -> TRANSPORTS.of(endpoint))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageStartingWith("endpoint \"" + endpoint + "\": ")
        .hasMessageEndingWith(reason);
  }
}
