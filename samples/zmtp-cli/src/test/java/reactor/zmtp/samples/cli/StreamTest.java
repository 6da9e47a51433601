package reactor.zmtp.samples.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class StreamTest {

  @Test
  void plainTcpPeersComeSpeakAndAreAnswered() throws Exception {
    try (Typed lines = new Typed()) {
      CliRun stream = CliRun.startWith(lines.input(), "stream", "--hex", "-b", "tcp://127.0.0.1:*");
      URI endpoint = URI.create(stream.bound());
      try (Socket peer = new Socket(endpoint.getHost(), endpoint.getPort())) {
        String came = stream.nextOut();
        assertThat(came).matches("00[0-9a-f]{8}\t");

        peer.getOutputStream().write("hi".getBytes(US_ASCII));
        assertThat(stream.nextOut()).isEqualTo(came + "6869");

        lines.type(came + "796f");
        lines.type(came);
        assertThat(new String(peer.getInputStream().readAllBytes(), US_ASCII)).isEqualTo("yo");
      }
    }
  }
}
