package reactor.zmtp.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongUsageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shove -c tcp://127.0.0.1:1",
        "push",
        "pull",
        "pair -m hello",
        "push -b",
        "push --no-such-option -c tcp://127.0.0.1:1",
        "push -c tcp://127.0.0.1:1 stray",
        "push -c tcp://127.0.0.1:1 -n 1",
        "pull -c tcp://127.0.0.1:1 -m hello",
        "pull -c tcp://127.0.0.1:1 -n 0",
        "pull -c tcp://127.0.0.1:1 -n many",
        "pull -c tcp://127.0.0.1:1 -t 5",
        "pull -c tcp://127.0.0.1:1 -t 0s",
        "pull -c tcp://127.0.0.1:1 --rcvhwm -1",
        "push -c tcp://127.0.0.1:1 --sndhwm -1 -m hello",
        "push -c tcp://127.0.0.1:1 -i soon -m hello",
        "push -c tcp://127.0.0.1:1 --linger -2s -m hello",
        "push -c tcp://127.0.0.1:1 --max-message-size 0 -m hello",
        "push -c tcp://127.0.0.1:1 --hex -m xyz",
        "req -m hello",
        "rep",
        "rep -c tcp://127.0.0.1:1 --reply yes",
        "dealer",
        "req -c tcp://127.0.0.1:1 --echo",
        "sub -c tcp://127.0.0.1:1 -m hello",
        "pub -c tcp://127.0.0.1:1 -s topic",
        "dish -c tcp://127.0.0.1:1",
        "proxy",
        "proxy --frontend router@tcp://127.0.0.1:*",
        "proxy --frontend router --backend dealer@tcp://127.0.0.1:*",
        "proxy --frontend rooter@tcp://127.0.0.1:* --backend dealer@tcp://127.0.0.1:*",
        "local-thr",
        "local-thr tcp://127.0.0.1:* 8",
        "local-thr tcp://127.0.0.1:* eight 100",
        "local-thr tcp://127.0.0.1:* -8 100",
        "remote-thr tcp://127.0.0.1:1 8 0",
        "remote-lat tcp://127.0.0.1:1 8 100 1000"
      })
  void wrongUsageIsExplainedInOneLine(String args) {
    CliRun run = CliRun.start(args.isEmpty() ? new String[0] : args.split(" ", -1));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasSize(1).first().asString().startsWith("zmtp-cli");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void whatIsMissingIsNamed() {
    CliRun run = CliRun.start("pull");

    run.code();

    assertThat(run.err())
        .containsExactly(
            "zmtp-cli pull: no endpoint: give at least one --bind or --connect"
                + " (see zmtp-cli pull --help)");
  }

  @Test
  void helpIsNoMistake() {
    CliRun run = CliRun.start("pair", "--help").done();

    assertThat(run.out()).isNotEmpty();
  }
}
