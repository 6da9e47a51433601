package reactor.zmtp.transport.ipc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Path that is short enough for an address: a link to it in a temporary directory, if it is not.
 */
record Shortcut(Path path, @Nullable Path link) implements AutoCloseable {

  /** To a path, with room behind it for a name as long as {@code within}. */
  static Shortcut to(Path path, String within) throws IOException {
    if (IpcName.isShort(path.resolve(within))) {
      return new Shortcut(path, null);
    }
    Path link = Files.createTempDirectory("zmtp").resolve("to");
    Files.createSymbolicLink(link, path.toAbsolutePath());
    return new Shortcut(link, link);
  }

  @Override
  public void close() throws IOException {
    if (link != null) {
      Files.deleteIfExists(link);
      Files.deleteIfExists(link.getParent());
    }
  }
}
