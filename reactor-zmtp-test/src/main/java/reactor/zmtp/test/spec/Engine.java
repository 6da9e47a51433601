package reactor.zmtp.test.spec;

import java.util.Map;
import java.util.OptionalLong;

/**
 * An implementation of ZMTP under test, as far as the suite has to steer it. One thread at a time
 * uses an engine and its sockets; the suite opens as many engines as it runs cases at once.
 */
public interface Engine extends AutoCloseable {

  /**
   * Opens a socket.
   *
   * @param type the socket type as in RFC 37, {@code "PULL"}
   * @param options names and values; see reactor-zmtp-test/ZMTPSPEC.md for the list
   * @return the socket
   * @throws UnsupportedException for a type or an option that this implementation does not have
   */
  EngineSocket open(String type, Map<String, String> options);

  /**
   * The memory of the process that runs the implementation.
   *
   * @return resident bytes; empty where they cannot be told apart from the suite's own
   */
  default OptionalLong memory() {
    return OptionalLong.empty();
  }

  /**
   * Whether the implementation still runs.
   *
   * @return false once its process has ended
   */
  default boolean isAlive() {
    return true;
  }

  /**
   * Called every few milliseconds while nothing is asked: for implementations whose sockets take
   * note of their connections only when they are called.
   */
  default void idle() {}

  /** Closes the sockets that are still open, and ends the implementation's process. */
  @Override
  void close();
}
