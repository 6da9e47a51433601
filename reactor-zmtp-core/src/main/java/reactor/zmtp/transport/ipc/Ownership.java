package reactor.zmtp.transport.ipc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.BindException;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/** Whose the file of a socket is, and who may connect. */
final class Ownership {

  private Ownership() {}

  /**
   * Gives a file what the options say.
   *
   * @throws BindException if this process may not give it
   */
  static void give(String endpoint, Path file, Options options) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    UserPrincipalLookupService names = file.getFileSystem().getUserPrincipalLookupService();
    view.setPermissions(options.get(Option.IPC_PERMISSIONS));
    give(
        endpoint,
        "ipcGroup",
        options.get(Option.IPC_GROUP),
        group -> view.setGroup(names.lookupPrincipalByGroupName(group)));
    give(
        endpoint,
        "ipcOwner",
        options.get(Option.IPC_OWNER),
        user -> view.setOwner(names.lookupPrincipalByName(user)));
  }

  private interface Change {

    void to(String name) throws IOException;
  }

  private static void give(String endpoint, String option, @Nullable String name, Change change) {
    if (name == null) {
      return;
    }
    try {
      change.to(name);
    } catch (IOException e) {
      throw IpcFailures.giving(endpoint, option, name, e);
    }
  }
}
