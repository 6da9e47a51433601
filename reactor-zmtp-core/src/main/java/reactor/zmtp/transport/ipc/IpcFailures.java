package reactor.zmtp.transport.ipc;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.BindException;

/**
 * Says what the operating system means, which it says in a different way to each of its callers.
 */
final class IpcFailures {

  private IpcFailures() {}

  static boolean isRefused(Throwable cause) {
    return said(cause).contains("Connection refused");
  }

  /** Netty's epoll does not say a word then. */
  static boolean isMissing(Throwable cause) {
    return cause instanceof FileNotFoundException
        || said(cause).contains("No such file or directory");
  }

  private static String said(Throwable cause) {
    return String.valueOf(cause.getMessage());
  }

  static Throwable connecting(String name, Throwable cause) {
    IOException explained =
        isMissing(cause)
            ? new NoSuchFileException(name, null, "nobody has bound it, or no longer")
            : said(cause).contains("Permission denied")
                ? new AccessDeniedException(
                    name, null, "this process may not write to it, or enter its directory")
                : null;
    if (explained == null) {
      return cause;
    }
    explained.initCause(cause);
    return explained;
  }

  /** Of an abstract name: that of a path is private to this process. */
  static BindException binding(String endpoint, Throwable cause) {
    return said(cause).contains("Address already in use")
        ? inUse(endpoint, cause)
        : new BindException(endpoint, said(cause), cause);
  }

  static AddressInUseException inUse(String endpoint, Throwable cause) {
    return new AddressInUseException(
        endpoint,
        "a socket of this process or another one listens there; choose another name",
        cause);
  }

  /** Of the file that a path gets. */
  static BindException making(String endpoint, Path folder, IOException cause) {
    String reason =
        cause instanceof NoSuchFileException
            ? "the directory " + folder + " does not exist"
            : cause instanceof AccessDeniedException
                ? "this process may not make files in the directory " + folder
                : "the directory " + folder + " takes no file: " + reason(cause);
    return new BindException(endpoint, reason, cause);
  }

  /** Of an option that says whose a file is to be. */
  static BindException giving(String endpoint, String option, String name, IOException cause) {
    String reason =
        cause instanceof UserPrincipalNotFoundException
            ? "this machine knows none of that name"
            : reason(cause);
    return new BindException(endpoint, option + " \"" + name + "\": " + reason, cause);
  }

  private static String reason(IOException cause) {
    return cause instanceof FileSystemException failed && failed.getReason() != null
        ? failed.getReason()
        : said(cause);
  }
}
