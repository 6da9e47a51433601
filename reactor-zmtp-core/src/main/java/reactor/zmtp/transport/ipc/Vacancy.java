package reactor.zmtp.transport.ipc;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.BindException;

/** Tells whether a path may be bound to: whether nothing is there, or what a dead process left. */
final class Vacancy {

  private static final int TYPE = 0170000;
  private static final int SOCKET = 0140000;

  private Vacancy() {}

  /**
   * Returns if the path may be replaced.
   *
   * @throws AddressInUseException if a socket listens there
   * @throws BindException if there is no socket but something else
   */
  static void check(String endpoint, Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isSocket(path)) {
      throw new BindException(
          endpoint,
          "there is %s, which is not replaced; choose another path, or remove it"
              .formatted(kind(path)),
          new FileAlreadyExistsException(path.toString()));
    }
    try (Shortcut there = Shortcut.to(path, "");
        SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false); // a listener that does not accept would hold it up
      probe.connect(UnixDomainSocketAddress.of(there.path()));
    } catch (IOException e) {
      if (IpcFailures.isRefused(e)) {
        return;
      }
      throw IpcFailures.inUse(endpoint, e); // by another kind of socket, or one of another user
    }
    throw IpcFailures.inUse(endpoint, new FileAlreadyExistsException(path.toString()));
  }

  private static boolean isSocket(Path path) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return attributes(path).isOther();
    }
    return ((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & TYPE)
        == SOCKET;
  }

  private static String kind(Path path) throws IOException {
    BasicFileAttributes there = attributes(path);
    return there.isRegularFile()
        ? "a regular file"
        : there.isDirectory()
            ? "a directory"
            : there.isSymbolicLink() ? "a symbolic link" : "a file that is no socket";
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
