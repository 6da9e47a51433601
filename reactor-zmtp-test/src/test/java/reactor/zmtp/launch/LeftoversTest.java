package reactor.zmtp.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the library in a process that goes on without it, such as an engine's worker. */
class LeftoversTest {

  @TempDir private Path folder;

  @Test
  void aContextWithLoopsOfItsOwnLeavesNoThreadAndNoClassLoader() throws Exception {
    assertThat(new Application(folder).inClassLoaderOfItsOwn())
        .contains("hello on zmtp")
        .contains("threads: []")
        .contains("class loader: gone");
  }
}
