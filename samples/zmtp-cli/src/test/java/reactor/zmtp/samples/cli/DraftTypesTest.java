package reactor.zmtp.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DraftTypesTest {

  private static final String ANY = "tcp://127.0.0.1:*";

  @Test
  void serverEchoesToItsClients() {
    CliRun server = CliRun.start("server", "--echo", "-b", ANY);
    String endpoint = server.bound();
    CliRun one = CliRun.startWith("a\nb\n", "client", "-c", endpoint, "-n", "2");
    CliRun other = CliRun.startWith("c\n", "client", "-c", endpoint, "-n", "1");

    assertThat(one.done().out()).containsExactly("a", "b");
    assertThat(other.done().out()).containsExactly("c");
  }

  @Test
  void serverPrintsTheRoutingIdFirstAndTakesItFirst() throws Exception {
    try (Typed lines = new Typed()) {
      CliRun server = CliRun.startWith(lines.input(), "server", "--hex", "-b", ANY);
      CliRun client = CliRun.start("client", "-c", server.bound(), "-m", "hi", "-n", "1");
      String message = server.nextOut();
      assertThat(message).matches("[0-9a-f]{8}\t6869");

      lines.type(message);

      assertThat(client.done().out()).containsExactly("hi");
    }
  }

  @Test
  void channelIsAPairOfSingleFrames() {
    CliRun one = CliRun.startWith("a\nb\n", "channel", "-b", ANY, "-n", "1");
    CliRun other = CliRun.startWith("x\n", "channel", "-c", one.bound(), "-n", "2");

    assertThat(one.done().out()).containsExactly("x");
    assertThat(other.done().out()).containsExactly("a", "b");
  }

  @Test
  void dgramTakesTheAddressFirstAndPrintsItFirst() {
    CliRun one = CliRun.start("dgram", "-b", "udp://127.0.0.1:*", "-n", "1");
    String address = one.bound().substring("udp://".length());

    CliRun.start("dgram", "-b", "udp://127.0.0.1:*", "-m", address + "\thi").done();

    assertThat(one.done().out()).singleElement().asString().matches("127\\.0\\.0\\.1:\\d+\thi");
  }

  @Test
  void gatherReceivesWhatIsScattered() {
    CliRun gather = CliRun.start("gather", "-b", ANY, "-n", "2");
    CliRun.startWith("a\nb\n", "scatter", "-c", gather.bound()).done();

    assertThat(gather.done().out()).containsExactly("a", "b");
  }

  @Test
  void severalFramesAreNothingForThem() {
    CliRun scatter = CliRun.start("scatter", "-b", ANY, "-m", "a\tb");

    assertThat(CliRun.start("gather", "-c", scatter.bound(), "-t", "5s").isRunning()).isTrue();
    assertThat(scatter.code()).isEqualTo(1);
  }

  @Test
  void dishReceivesItsGroups() throws Exception {
    CliRun dish =
        CliRun.start("dish", "--join", "news", "--join", "sport", "-b", ANY, "-n", "2", "-v");
    try (Typed lines = new Typed()) {
      CliRun radio = CliRun.startWith(lines.input(), "radio", "-c", dish.bound());
      dish.awaitErr("handshake succeeded");
      while (dish.out().size() < 2 && radio.isRunning() && dish.isRunning()) {
        lines.type("weather\train");
        lines.type("news\tone"); // lost until the groups are known there
        Thread.onSpinWait();
      }
    }

    assertThat(dish.done().out()).containsExactly("news\tone", "news\tone");
  }

  @Test
  void aMessageOfAGroupHasTwoFrames() {
    CliRun radio = CliRun.start("radio", "-b", ANY, "-m", "nobody");

    assertThat(radio.code()).isEqualTo(1);
    assertThat(radio.err()).last().asString().contains("group");
  }
}
