package reactor.zmtp.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublishSubscribeTest {

  private static final String ANY = "tcp://127.0.0.1:*";

  @Test
  void subReceivesItsTopics() {
    CliRun pub =
        CliRun.startWith("a1\nb1\nc1\na2\n", "pub", "-b", ANY, "--await", "a", "--await", "c");
    CliRun sub = CliRun.start("sub", "-c", pub.bound(), "-s", "a", "-s", "c", "-n", "3");

    assertThat(sub.done().out()).containsExactly("a1", "c1", "a2");
    pub.done();
  }

  @Test
  void withoutATopicSubReceivesEverything() {
    CliRun sub = CliRun.start("sub", "-b", ANY, "-n", "3");
    CliRun.startWith("a\tb\n\nc\n", "pub", "-c", sub.bound(), "--await", "").done();

    assertThat(sub.done().out()).containsExactly("a\tb", "", "c");
  }

  @Test
  void whatNobodyHasSubscribedToIsGone() {
    CliRun pub = CliRun.startWith("a\n", "pub", "-b", ANY);

    assertThat(pub.done().out()).isEmpty();
  }

  @Test
  void xpubPrintsSubscriptionsAndTheirEnd() {
    CliRun xpub = CliRun.start("xpub", "--hex", "-b", ANY, "-n", "2");
    CliRun sub = CliRun.start("sub", "-c", xpub.bound(), "-s", "ab", "-t", "300ms");

    assertThat(xpub.done().out()).containsExactly("016162", "006162");
    assertThat(sub.code()).isEqualTo(3);
  }

  @Test
  void xpubPublishes() throws Exception {
    try (Typed lines = new Typed()) {
      CliRun xpub = CliRun.startWith(lines.input(), "xpub", "-b", ANY);
      CliRun sub = CliRun.start("sub", "-c", xpub.bound(), "-s", "a", "-n", "1");
      assertThat(xpub.nextOut()).isEqualTo("\u0001a");

      lines.type("b");
      lines.type("a");

      assertThat(sub.done().out()).containsExactly("a");
    }
  }

  @Test
  void xsubReceivesItsTopicsAndSendsMessagesUpstream() throws Exception {
    try (Typed published = new Typed();
        Typed upstream = new Typed()) {
      CliRun xpub = CliRun.startWith(published.input(), "xpub", "-b", ANY);
      CliRun xsub =
          CliRun.startWith(upstream.input(), "xsub", "-c", xpub.bound(), "-s", "a", "-n", "1");
      assertThat(xpub.nextOut()).isEqualTo("\u0001a");

      upstream.type("up"); // not before: without a peer it would be lost
      assertThat(xpub.nextOut()).isEqualTo("up");
      published.type("b");
      published.type("a");

      assertThat(xsub.done().out()).containsExactly("a");
    }
  }
}
