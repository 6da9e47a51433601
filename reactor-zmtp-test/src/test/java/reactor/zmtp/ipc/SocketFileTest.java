package reactor.zmtp.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.BindException;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Scene;

/** A path that is bound to gets a file, whose it is said to be, and nothing else loses its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files have other permissions")
class SocketFileTest extends Scene {

  @TempDir Path folder;

  private PullSocket bound(Path path) {
    return open(zmq.pull().bind("ipc://" + path));
  }

  private void refused(Path path, Class<? extends Exception> type, String reason) {
    StepVerifier.create(open(zmq.pull()).bind("ipc://" + path))
        .expectErrorSatisfies(e -> assertThat(e).isInstanceOf(type).hasMessageContaining(reason))
        .verify(PATIENCE);
  }

  private void exchange(PullSocket pull) {
    PushSocket push = open(zmq.push().connect(address(pull)));
    await(push.send(ZmqMessage.of("hello")));
    assertThat(await(pull.receive().next()).text(0)).isEqualTo("hello");
  }

  private Path ofLength(Path directory, int length) {
    return directory.resolve("p".repeat(length - directory.toString().length() - 1));
  }

  /** What is at a path when its process has died. */
  private static void leaveBehind(Path path) throws IOException {
    try (ServerSocketChannel dead =
        ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
  }

  @Test
  void theFileGoesWhenTheEndpointIsUnbound() throws IOException {
    Path path = folder.resolve("feed");
    PullSocket pull = bound(path);
    assertThat(path).exists();

    await(pull.unbind(address(pull)));

    assertThat(path).doesNotExist();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void theFileGoesWithItsSocket() {
    Path path = folder.resolve("feed");

    await(bound(path).disposeLater());

    assertThat(path).doesNotExist();
  }

  @Test
  void aFileThatWasReplacedIsNotRemoved() throws IOException {
    Path path = folder.resolve("feed");
    PullSocket pull = bound(path);
    Files.delete(path);
    Files.writeString(path, "precious");

    await(pull.disposeLater());

    assertThat(path).hasContent("precious");
  }

  @Test
  void whatADeadProcessLeftIsReplaced() throws IOException {
    Path path = folder.resolve("stale");
    leaveBehind(path);

    exchange(bound(path));
  }

  @Test
  void aLiveListenerKeepsItsPath() {
    Path path = folder.resolve("live");
    PullSocket first = bound(path);

    refused(path, AddressInUseException.class, "listens there");

    exchange(first);
  }

  @Test
  void aListenerThatSpeaksSomethingElseKeepsItsPath() throws IOException {
    Path path = folder.resolve("other");
    try (ServerSocketChannel other =
        ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(path));

      refused(path, AddressInUseException.class, "listens there");

      assertThat(path).exists();
    }
  }

  @Test
  void aRegularFileIsNotReplaced() throws IOException {
    Path path = Files.writeString(folder.resolve("precious"), "content");

    refused(path, BindException.class, "there is a regular file, which is not replaced");

    assertThat(path).hasContent("content");
  }

  @Test
  void aDirectoryIsNotReplaced() {
    refused(folder, BindException.class, "there is a directory");
  }

  @Test
  void aLinkIsNotFollowedAndNotReplaced() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("target"));

    refused(link, BindException.class, "there is a symbolic link");

    assertThat(Files.isSymbolicLink(link)).isTrue();
  }

  @Test
  void aDirectoryThatIsNotThereIsTold() {
    Path path = folder.resolve("missing/feed");

    refused(path, BindException.class, "the directory " + path.getParent() + " does not exist");
  }

  @Test
  void aDirectoryThatMayNotBeWrittenToIsTold() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeTrue(!Files.isWritable(closed), "skipped: root may write to every directory");

    refused(closed.resolve("feed"), BindException.class, "may not make files in the directory");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDirectoryThatTakesNoFilesIsTold() {
    refused(Path.of("/sys/feed"), BindException.class, "the directory /sys");
  }

  /** With the zero at its end it fills the address. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aPathOf107BytesIsTheLongest() throws IOException {
    Path path = ofLength(folder, 107);
    leaveBehind(ofLength(folder, 106));

    PullSocket pull = bound(path);

    assertThat(path).exists();
    refused(path, AddressInUseException.class, "listens there");
    if (!IpcTest.isNio()) { // Java connects to 106 bytes
      exchange(pull);
    }
  }

  /** libzmq's test_pair_ipc (test_endpoint_too_long). */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aPathOf108BytesIsTooLong() {
    refused(
        ofLength(folder, 108),
        InvalidEndpointException.class,
        "its name has 108 bytes, and the operating system takes 107 at most");
  }

  @Test
  void aLongDirectoryLeavesRoomForAShortName() throws IOException {
    Path directory = Files.createDirectory(ofLength(folder, 100));

    exchange(bound(directory.resolve("f")));
  }

  @Test
  void aPathMayBeRelative() throws IOException {
    Path relative = Path.of("zmtp-" + ProcessHandle.current().pid());
    PullSocket pull = bound(relative);
    try {
      assertThat(address(pull)).isEqualTo("ipc://" + relative);
      exchange(pull);
    } finally {
      await(pull.disposeLater());
    }
    assertThat(relative).doesNotExist();
  }

  @Test
  void onlyTheOwnerMayConnectUnlessToldOtherwise() throws IOException {
    Path path = folder.resolve("feed");
    bound(path);

    assertThat(Files.getPosixFilePermissions(path))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw----", "rw-rw-rw-"})
  void whoMayConnectIsAnOption(String permissions) throws IOException {
    Path path = folder.resolve("feed");
    PullSocket pull = open(zmq.pull().ipcPermissions(permissions).bind("ipc://" + path));

    assertThat(Files.getPosixFilePermissions(path))
        .isEqualTo(PosixFilePermissions.fromString(permissions));
    exchange(pull);
  }

  @Test
  void aFileIsGivenToAGroupOfItsOwner() throws IOException {
    Path path = folder.resolve("feed");
    String own = Files.readAttributes(folder, PosixFileAttributes.class).group().getName();

    open(zmq.pull().ipcGroup(own).bind("ipc://" + path));

    assertThat(Files.readAttributes(path, PosixFileAttributes.class).group().getName())
        .isEqualTo(own);
  }

  @Test
  void whoeverMayGivesAFileToAnotherUserAndElseItIsTold() throws IOException {
    Path path = folder.resolve("feed");
    PullSocket pull = open(zmq.pull().ipcOwner("65534"));
    boolean root = Files.getAttribute(folder, "unix:uid").equals(0);

    if (root) {
      await(pull.bind("ipc://" + path));
      assertThat(Files.getAttribute(path, "unix:uid")).isEqualTo(65534);
    } else {
      StepVerifier.create(pull.bind("ipc://" + path))
          .expectErrorSatisfies(e -> assertThat(e).hasMessageContaining("ipcOwner \"65534\""))
          .verify(PATIENCE);
      assertThat(path).doesNotExist();
    }
  }

  @Test
  void aUserThatIsNotThereIsTold() throws IOException {
    Path path = folder.resolve("feed");

    StepVerifier.create(open(zmq.pull().ipcOwner("nobody at all")).bind("ipc://" + path))
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("ipcOwner \"nobody at all\": this machine knows none"))
        .verify(PATIENCE);

    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
