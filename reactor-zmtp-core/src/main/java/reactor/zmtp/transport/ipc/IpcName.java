package reactor.zmtp.transport.ipc;

import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.transport.address.Scheme;

/**
 * Name of an ipc endpoint: the path of a socket's file, an abstract name ({@code @name}), or {@code
 * *} for a path to be made.
 */
record IpcName(String endpoint, String name) {

  static final String SCHEME = "ipc";

  /** The path of {@code sockaddr_un}, which ends with a zero: 108 bytes on Linux, 104 on others. */
  private static final int LONGEST =
      System.getProperty("os.name", "").startsWith("Linux") ? 107 : 103;

  /**
   * Reads an endpoint to bind to. Nothing is looked up.
   *
   * @throws InvalidEndpointException if it is none
   */
  static IpcName ofBound(String endpoint) {
    if (!Scheme.of(endpoint).equals(SCHEME)) {
      throw new InvalidEndpointException(endpoint, "does not begin with ipc://");
    }
    IpcName name = new IpcName(endpoint, endpoint.substring(SCHEME.length() + "://".length()));
    name.check();
    return name;
  }

  /** The same of one to connect to. */
  static IpcName ofPeer(String endpoint) {
    IpcName name = ofBound(endpoint);
    if (name.isWildcard()) {
      throw new InvalidEndpointException(
          endpoint, "* is for bind, and stands for a new path; connect needs the peer's path");
    }
    return name;
  }

  private void check() {
    if (name.isEmpty()) {
      throw new InvalidEndpointException(
          endpoint, "there is no path after ipc://; right is ipc:///run/feed.sock, or ipc://@name");
    }
    if (name.equals("@")) {
      throw new InvalidEndpointException(
          endpoint, "there is no name after @; right is ipc://@name");
    }
    checkLength(name);
    if (!isAbstract()) {
      path();
    }
  }

  /**
   * Sees that a path, or an abstract name with its {@code @}, fits into an address.
   *
   * @throws InvalidEndpointException if it does not
   */
  void checkLength(String text) {
    if (bytes(text) > LONGEST) {
      throw tooLong(text, "the operating system takes " + LONGEST);
    }
  }

  private InvalidEndpointException tooLong(String text, String limit) {
    String subject = text.equals(name) ? "its name" : text;
    return new InvalidEndpointException(
        endpoint,
        "%s has %d bytes, and %s at most; a path relative to the working directory may be shorter"
            .formatted(subject, bytes(text), limit));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Whether Java, too, takes a path: it wants one byte more than the operating system. */
  static boolean isShort(Path path) {
    return bytes(path.toString()) < LONGEST;
  }

  boolean isWildcard() {
    return name.equals("*");
  }

  boolean isAbstract() {
    return name.startsWith("@");
  }

  Path path() {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new InvalidEndpointException(endpoint, "it is no path: " + e.getReason());
    }
  }

  /**
   * The address in the form of the loop's channels.
   *
   * @throws InvalidEndpointException if they have no abstract names, or none of that length
   */
  SocketAddress address(IoLoop loop) {
    if (!isAbstract()) {
      if (loop.isNio() && !isShort(path())) {
        throw tooLong(name, "without Netty's native transport Java takes " + (LONGEST - 1));
      }
      return address(loop, name);
    }
    if (!loop.isEpoll()) {
      throw new InvalidEndpointException(
          endpoint,
          "names that begin with @ need Linux and Netty's native epoll transport on the class path;"
              + " a path does without");
    }
    return new DomainSocketAddress('\0' + name.substring(1));
  }

  static SocketAddress address(IoLoop loop, String path) {
    return loop.isNio() ? UnixDomainSocketAddress.of(path) : new DomainSocketAddress(path);
  }
}
