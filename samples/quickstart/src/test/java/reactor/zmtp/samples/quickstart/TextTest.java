package reactor.zmtp.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

class TextTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void aFileIsItsLines(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("text"), new byte[] {'a', '\n', '\n', (byte) 0xFF, 'b'});

    StepVerifier.create(Text.file(file.toString()).lines())
        .expectNext("a", "", "\uFFFDb")
        .expectComplete()
        .verify(SOON);
  }

  @Test
  void aTextCanBeReadAgain() {
    Text alice = Text.alice();
    long lines = alice.lines().count().block(SOON);

    assertThat(lines).isGreaterThan(10_000);
    assertThat(alice.lines().count().block(SOON)).isEqualTo(lines);
  }

  @Test
  void aFileThatIsNotThereIsAFailure() {
    StepVerifier.create(Text.file("no such file").lines())
        .expectError(NoSuchFileException.class)
        .verify(SOON);
  }
}
