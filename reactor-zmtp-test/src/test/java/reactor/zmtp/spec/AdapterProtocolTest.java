package reactor.zmtp.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.zmtp.test.spec.EngineServer;
import reactor.zmtp.test.spec.Level;
import reactor.zmtp.test.spec.ReactorEngine;
import reactor.zmtp.test.spec.SpecCase;
import reactor.zmtp.test.spec.ZmtpSpec;

class AdapterProtocolTest {

  @Test
  void eachLineIsAnsweredByALine() throws IOException {
    assertThat(answers("open PULL linger=0", "receive 1 0", "close 1"))
        .containsExactly("ok 1", "nothing", "ok");
  }

  @Test
  void whatAnEngineDoesNotHaveIsUnsupported() throws IOException {
    assertThat(answers("open TEAPOT", "open PULL colour=red", "open PUB rcvhwm=1"))
        .allMatch(answer -> answer.startsWith("unsupported "));
  }

  @Test
  void whatAnEngineRefusesIsAnErrorInItsOwnWords() throws IOException {
    assertThat(answers("open PULL", "bind 1 tcp://nowhere", "bind 7 tcp://*:*"))
        .satisfiesExactly(
            opened -> assertThat(opened).isEqualTo("ok 1"),
            refused -> assertThat(refused).startsWith("error ").contains("tcp://nowhere"),
            unknown -> assertThat(unknown).isEqualTo("error no socket 7"));
  }

  @Test
  void whatHasNoRoomIsFull() throws IOException {
    assertThat(answers("open PUSH linger=0", "send 1 10 61 - 1000*78"))
        .containsExactly("ok 1", "full");
  }

  @Test
  void casesAreFoundByTheirNamesAndLevels() {
    List<SpecCase> found = ZmtpSpec.select(List.of("fr-01", "GR"), Level.MUST);

    assertThat(found).extracting(SpecCase::id).contains("GR-03", "FR-01").doesNotContain("GR-04");
  }

  private static List<String> answers(String... lines) throws IOException {
    StringBuilder answers = new StringBuilder();
    EngineServer.serve(new ReactorEngine(), new StringReader(String.join("\n", lines)), answers);
    return answers.toString().lines().toList();
  }
}
