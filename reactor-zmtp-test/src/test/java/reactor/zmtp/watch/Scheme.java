package reactor.zmtp.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A transport by which sockets of every type reach each other. */
public enum Scheme {
  /** {@code zmq_tcp(7)}, over loopback. */
  TCP,
  /** {@code zmq_ipc(7)}, at a path that can be bound again. */
  IPC,
  /** {@code zmq_inproc(7)}; sockets of one context. */
  INPROC,
  /** RFC 45, over loopback. */
  WS;

  /** An endpoint to bind, which no other socket has. */
  public String endpoint() {
    return switch (this) {
      case TCP -> "tcp://127.0.0.1:*";
      case IPC -> "ipc://" + Folder.PATH.resolve(Integer.toString(Folder.NEXT.getAndIncrement()));
      case INPROC -> "inproc://*";
      case WS -> "ws://127.0.0.1:*";
    };
  }

  /** One of this JVM's own. */
  private static final class Folder {

    static final AtomicInteger NEXT = new AtomicInteger();
    static final Path PATH = make();

    private static Path make() {
      try {
        Path made = Files.createTempDirectory("zmtp");
        made.toFile().deleteOnExit();
        return made;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
