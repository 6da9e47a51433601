package reactor.zmtp.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application that has brought another Reactor or Netty than this library asks for. */
@Tag("full")
class LeastVersionsLaunchTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "reactor-core, 3.7.13, 'which needs Reactor 3.8.0 or later'",
    "reactor-netty-core, 1.2.12, 'which needs Reactor Netty 1.3.0 or later'",
    "netty-common, 4.1.128.Final, 'which needs Netty 4.2.0 or later'",
    "netty-transport, 4.1.128.Final, 'which needs Netty 4.2.0 or later'"
  })
  void whatIsTooOldIsRefusedAtOnce(String artifact, String version, String sentence)
      throws Exception {
    Path old = copy(artifact, null, version);

    assertThat(new Application(folder).onTheClassPath(old.toString()))
        .contains("ZmqException", version + " (", "is too old for reactor-zmtp", sentence)
        .doesNotContain("hello");
  }

  @Test
  void theSameOnTheModulePath() throws Exception {
    Path old = copy("reactor-core", null, "3.7.13");

    assertThat(new Application(folder).onTheModulePath(old.toString()))
        .contains("Reactor 3.7.13 (reactor.core) is too old");
  }

  /** Its manifest is that of the application, whose version says nothing. */
  @Test
  void aShadedJarIsBelievedToBeRight() throws Exception {
    Path shaded = copy("reactor-core", "application", "1.0");

    assertThat(new Application(folder).onTheClassPath(shaded.toString())).contains("hello on");
  }

  /** The same classes, of which the manifest and the name say something else. */
  private Path copy(String artifact, @Nullable String title, String version) throws IOException {
    Path copy = folder.resolve(artifact + "-" + version + ".jar");
    try (JarFile jar = new JarFile(jar(artifact))) {
      Manifest manifest = new Manifest(jar.getManifest());
      manifest.getMainAttributes().put(Name.IMPLEMENTATION_VERSION, version);
      if (title != null) {
        manifest.getMainAttributes().put(Name.IMPLEMENTATION_TITLE, title);
      }
      try (OutputStream file = Files.newOutputStream(copy);
          JarOutputStream out = new JarOutputStream(file, manifest)) {
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
          JarEntry each = all.nextElement();
          if (!each.getName().equals(JarFile.MANIFEST_NAME)) {
            out.putNextEntry(new JarEntry(each.getName()));
            try (InputStream in = jar.getInputStream(each)) {
              in.transferTo(out);
            }
          }
        }
      }
    }
    return copy;
  }

  private static String jar(String artifact) {
    return Application.library().stream()
        .filter(path -> Path.of(path).getFileName().toString().matches(artifact + "-[0-9].*"))
        .findFirst()
        .orElseThrow();
  }
}
