package reactor.zmtp.samples.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqContext;

/** The README's publisher, in Python with the real libzmq. */
class PythonFeedTest {

  private static final String PYTHON = "/usr/bin/python3";

  @Test
  void itsQuotesAreThoseThePageShows() throws Exception {
    assumeTrue(
        "true".equals(System.getenv("CI")) || python("import zmq").waitFor() == 0,
        "skipped: it needs pyzmq (Debian: apt install libzmq5 python3-zmq)");
    try (ZmqContext zmq = ZmqContext.create()) {
      SubSocket sub = zmq.sub().bind("tcp://127.0.0.1:*").openNow();
      String script = Readme.blocks("python").get(0);
      assertThat(script.lines()).hasSize(6);

      Process python =
          python(
              script.replace(
                  "bind(\"tcp://127.0.0.1:5556\")", "connect(\"" + sub.address() + "\")"));
      try {
        assertThat(sub.topic("ACME").next().block(Duration.ofSeconds(20)).text(1))
            .startsWith("{\"symbol\": \"ACME\", \"price\": ");
      } finally {
        python.destroy();
      }
    }
  }

  private static Process python(String script) throws IOException {
    return new ProcessBuilder(PYTHON, "-c", script).inheritIO().start();
  }
}
