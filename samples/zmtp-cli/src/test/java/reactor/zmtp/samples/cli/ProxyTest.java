package reactor.zmtp.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProxyTest {

  private static final String ANY = "tcp://127.0.0.1:*";

  @Test
  void routerAndDealerPassRequestsOn() {
    CliRun rep = CliRun.start("rep", "--echo", "-b", ANY);
    CliRun proxy =
        CliRun.start("proxy", "--frontend", "router@" + ANY, "--backend", "dealer@>" + rep.bound());
    CliRun req = CliRun.startWith("a\nb\n", "req", "-c", proxy.bound());

    assertThat(req.done().out()).containsExactly("a", "b");
    assertThat(proxy.isRunning()).isTrue();
  }

  @Test
  void xsubAndXpubPassSubscriptionsAndMessagesOn() {
    CliRun pub = CliRun.startWith("b\na\n", "pub", "-b", ANY, "--await", "a");
    CliRun proxy =
        CliRun.start("proxy", "--frontend", "xsub@>" + pub.bound(), "--backend", "xpub@" + ANY);
    CliRun sub = CliRun.start("sub", "-s", "a", "-c", proxy.bound(), "-n", "1");

    assertThat(sub.done().out()).containsExactly("a");
  }

  @Test
  void pullAndPushPassOnAndCaptureGetsACopy() {
    CliRun copies = CliRun.start("pull", "-b", ANY, "-n", "1");
    CliRun pull = CliRun.start("pull", "-b", ANY, "-n", "1");
    CliRun proxy =
        CliRun.start(
            "proxy",
            "-v",
            "--frontend",
            "pull@" + ANY,
            "--backend",
            "push@>" + pull.bound(),
            "--capture",
            "push@>" + copies.bound());
    String endpoint = proxy.bound();
    proxy.awaitErr("handshake succeeded");
    proxy.awaitErr("handshake succeeded");
    CliRun.start("push", "-c", endpoint, "-m", "a").done();

    assertThat(pull.done().out()).containsExactly("a");
    assertThat(copies.done().out()).containsExactly("a");
  }
}
