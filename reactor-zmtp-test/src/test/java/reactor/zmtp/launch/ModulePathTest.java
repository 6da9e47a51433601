package reactor.zmtp.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is a module, and requires reactor.zmtp.core alone. */
@Tag("full")
class ModulePathTest {

  @TempDir private Path folder;

  /** The JVM resolves no module that nobody requires, such as those that hold native libraries. */
  @Test
  void aModularApplicationRunsOnTheNativeTransport() throws Exception {
    String loops = Epoll.isAvailable() ? "epoll" : "nio";

    assertThat(new Application(folder).onTheModulePath())
        .containsPattern("hello on reactor-tcp-" + loops);
  }

  @Test
  void theSameOnTheClassPath() throws Exception {
    assertThat(new Application(folder).onTheClassPath()).contains("hello on reactor-tcp-");
  }
}
