package reactor.zmtp.transport.ipc;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.BindException;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.option.Options;

/**
 * File of a Unix domain socket. It is bound to in a directory of its own, given its permissions and
 * its owner there, and then moved to its path: nobody connects before that, and what is at the path
 * is replaced if it may be and not otherwise. For Netty deletes whatever is at the path that it
 * binds to, be it a live socket or a regular file, and whatever is there when it closes.
 */
final class SocketFile {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final String NAME = "s";

  private final String endpoint;
  private final Path path;

  /** Of a path that was to be made; null if it was given. */
  private final @Nullable Path temporary;

  /** In the directory of the path, since a file is moved there within its file system. */
  private final Path hiding;

  private @Nullable Shortcut shortcut;

  private boolean published;

  /** By which it is known again, where the file system has such keys. */
  private @Nullable Object key;

  private SocketFile(String endpoint, Path path, @Nullable Path temporary) {
    this.endpoint = endpoint;
    this.path = path;
    this.temporary = temporary;
    String unique = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36), 36);
    this.hiding = folder(path).resolve(".z" + unique);
  }

  private static Path folder(Path path) {
    Path parent = path.getParent();
    return parent == null ? Path.of("") : parent;
  }

  /**
   * Prepares to bind.
   *
   * @throws BindException if the path is taken, or the file cannot be made
   * @throws InvalidEndpointException if the path of a temporary file is too long
   */
  static SocketFile of(IpcName name) {
    Path folder = name.isWildcard() ? Path.of(System.getProperty("java.io.tmpdir")) : null;
    try {
      Path temporary = folder == null ? null : Files.createTempDirectory(folder, "zmtp");
      Path path = temporary == null ? name.path() : temporary.resolve("socket");
      SocketFile file = new SocketFile(name.endpoint(), path, temporary);
      folder = folder(path);
      file.prepare(name);
      return file;
    } catch (IOException e) {
      throw IpcFailures.making(name.endpoint(), Objects.requireNonNull(folder), e);
    }
  }

  private void prepare(IpcName name) throws IOException {
    try {
      name.checkLength(path.toString());
      Vacancy.check(endpoint, path);
      Files.createDirectory(hiding, ownersAlone());
      shortcut = Shortcut.to(hiding, NAME);
    } catch (Throwable e) {
      remove();
      throw e;
    }
  }

  private static FileAttribute<?>[] ownersAlone() {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Where to bind to. */
  Path hidden() {
    return (shortcut == null ? hiding : shortcut.path()).resolve(NAME);
  }

  String path() {
    return path.toString();
  }

  /**
   * Gives the file its permissions, its owner and its path.
   *
   * @throws BindException if it cannot have them
   */
  void publish(Options options) {
    try {
      if (POSIX) {
        Ownership.give(endpoint, hidden(), options);
      }
      Vacancy.check(endpoint, path);
      Files.move(hidden(), path, StandardCopyOption.ATOMIC_MOVE);
      published = true;
      key = key();
      unhide();
    } catch (IOException e) {
      throw IpcFailures.making(endpoint, folder(path), e);
    }
  }

  private @Nullable Object key() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private void unhide() {
    delete(hidden());
    delete(hiding);
    try {
      if (shortcut != null) {
        shortcut.close();
      }
    } catch (IOException e) {
      // It stays, and harms nobody.
    }
  }

  /** Removes the file, unless it was replaced by another, and all that was made for it. */
  void remove() {
    unhide();
    try {
      if (published && Objects.equals(key, key())) {
        Files.delete(path);
      }
    } catch (IOException gone) {
      // It is not there, or cannot be removed any more: whoever binds next replaces it.
    }
    delete(temporary);
  }

  private static void delete(@Nullable Path path) {
    try {
      if (path != null) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // It stays, and harms nobody.
    }
  }
}
