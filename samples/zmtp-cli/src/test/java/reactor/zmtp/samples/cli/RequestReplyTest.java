package reactor.zmtp.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestReplyTest {

  private static final String ANY = "tcp://127.0.0.1:*";

  @Test
  void repEchoesAndPrintsRequestsAndReqPrintsReplies() {
    CliRun rep = CliRun.start("rep", "--echo", "-b", ANY, "-n", "3");
    CliRun req = CliRun.startWith("a\nb\tc\n\n", "req", "-c", rep.bound());

    assertThat(req.done().out()).containsExactly("a", "b\tc", "");
    assertThat(rep.done().out()).containsExactly("a", "b\tc", "");
  }

  @Test
  void repAnswersWithItsMessageEachTime() {
    CliRun rep = CliRun.start("rep", "-m", "yes", "-b", ANY);
    CliRun req = CliRun.startWith("a\nb\nc\n", "req", "-c", rep.bound());

    assertThat(req.done().out()).containsExactly("yes", "yes", "yes");
  }

  @Test
  void repAnswersWithItsMessagesInTurn() {
    CliRun rep = CliRun.start("rep", "-m", "yes", "-m", "no", "-b", ANY);
    CliRun req = CliRun.startWith("a\nb\nc\n", "req", "-c", rep.bound());

    assertThat(req.done().out()).containsExactly("yes", "no", "yes");
  }

  @Test
  void repAnswersWithTheLinesOfStandardInputAndEndsWithThem() {
    CliRun rep = CliRun.startWith("one\ntwo\n", "rep", "-b", ANY);
    CliRun req = CliRun.startWith("a\nb\n", "req", "-c", rep.bound(), "-n", "2");

    assertThat(req.done().out()).containsExactly("one", "two");
    assertThat(rep.done().out()).containsExactly("a", "b");
  }

  @Test
  void reqEndsAfterSoManyReplies() {
    CliRun rep = CliRun.start("rep", "--echo", "-b", ANY);
    CliRun req = CliRun.startWith("a\nb\nc\n", "req", "-c", rep.bound(), "-n", "2");

    assertThat(req.done().out()).containsExactly("a", "b");
  }

  @Test
  void routerPrintsTheIdentityFirstAndTakesItFirst() throws Exception {
    try (Typed lines = new Typed()) {
      CliRun router = CliRun.startWith(lines.input(), "router", "-b", ANY);
      CliRun dealer =
          CliRun.start("dealer", "--identity", "me", "-c", router.bound(), "-m", "hi", "-n", "1");
      assertThat(router.nextOut()).isEqualTo("me\thi");

      lines.type("me\thello");

      assertThat(dealer.done().out()).containsExactly("hello");
    }
  }

  @Test
  void routerEchoesToWhereItCameFrom() {
    CliRun router = CliRun.start("router", "--echo", "-b", ANY);
    String endpoint = router.bound();
    CliRun one = CliRun.startWith("a\nb\n", "dealer", "-c", endpoint, "-n", "2");
    CliRun other = CliRun.startWith("c\td\n", "req", "-c", endpoint);

    assertThat(one.done().out()).containsExactly("a", "b");
    assertThat(other.done().out()).containsExactly("c\td");
  }

  @Test
  void aLineForARouterHasTwoFrames() {
    CliRun router = CliRun.start("router", "-b", ANY, "-m", "nobody");

    assertThat(router.code()).isEqualTo(1);
    assertThat(router.err()).last().asString().contains("routing id");
  }

  @Test
  void dealersTalkToEachOther() {
    CliRun one = CliRun.startWith("a\nb\n", "dealer", "-b", ANY, "-n", "1");
    CliRun other = CliRun.startWith("x\n", "dealer", "-c", one.bound(), "-n", "2");

    assertThat(one.done().out()).containsExactly("x");
    assertThat(other.done().out()).containsExactly("a", "b");
  }
}
