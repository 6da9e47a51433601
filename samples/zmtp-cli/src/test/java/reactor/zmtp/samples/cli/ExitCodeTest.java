package reactor.zmtp.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitCodeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tcp://",
        "tcp://host",
        "tcp://:5555",
        "tcp://[::1:5555",
        "tcp://*:70000",
        "tcp://127.0.0.1:-1",
        "tcp://127.0.0.1:http",
        "nosuch://127.0.0.1:5555",
        "127.0.0.1:5555"
      })
  void aMalformedEndpointIsWrongUsage(String endpoint) {
    for (String option : new String[] {"-b", "-c"}) {
      CliRun run = CliRun.start("push", option, endpoint, "-m", "hello");

      assertThat(run.code()).as(option).isEqualTo(2);
      assertThat(run.err()).hasSize(1).first().asString().startsWith("zmtp-cli push: ");
    }
  }

  @Test
  void aNetworkInterfaceThatIsNotThereIsWrongUsage() {
    CliRun run = CliRun.start("pull", "-b", "tcp://nosuchif0:5555");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasSize(1).first().asString().contains("nosuchif0");
  }

  @Test
  void anAddressInUseIsAFailure() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String endpoint = "tcp://127.0.0.1:" + taken.getLocalPort();
      CliRun run = CliRun.start("pull", "-b", endpoint);

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).hasSize(1).first().asString().contains(endpoint, "in use");
    }
  }

  @Test
  void inputThatIsNotHexadecimalIsAFailure() {
    CliRun pull = CliRun.start("pull", "-b", "tcp://127.0.0.1:*", "-n", "1");
    CliRun push = CliRun.startWith("00\nxy\n", "push", "--hex", "-c", pull.bound());

    assertThat(push.code()).isEqualTo(1);
    assertThat(push.err()).hasSize(1).first().asString().contains("standard input, line 2");
    assertThat(pull.done().out()).as("what came before it was sent").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push -b tcp://127.0.0.1:* -m a",
        "pull -b tcp://127.0.0.1:*",
        "pair -b tcp://127.0.0.1:*",
        "local-thr tcp://127.0.0.1:* 8 100"
      })
  void aRunThatTakesTooLongIsTimedOut(String command) {
    CliRun run = CliRun.start((command + " -t 200ms").split(" ", -1));

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).hasSize(2).last().asString().endsWith("timed out after 200ms");
  }

  @Test
  void whoIsTimedOutIsToldWhatWentWrongLast() throws IOException {
    String endpoint = "tcp://127.0.0.1:" + freePort();
    CliRun run = CliRun.start("push", "-c", endpoint, "-m", "hello", "-t", "5s");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .hasSize(1)
        .first()
        .asString()
        .contains("timed out after 5s; the last failure was " + endpoint, "refused");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
