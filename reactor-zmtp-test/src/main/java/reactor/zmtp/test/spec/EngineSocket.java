package reactor.zmtp.test.spec;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A socket of the implementation under test. A message that is routed has its routing id as first
 * frame (ROUTER, SERVER, PEER), one of a group the group (RADIO, DISH). All methods throw {@link
 * EngineException} for what the implementation refuses.
 */
public interface EngineSocket extends AutoCloseable {

  /** What changes the messages a socket wants. */
  enum Wish {
    /** Subscribes to a topic. */
    SUBSCRIBE,
    /** Ends a subscription to a topic. */
    UNSUBSCRIBE,
    /** Joins a group. */
    JOIN,
    /** Leaves a group. */
    LEAVE
  }

  /**
   * Binds.
   *
   * @param endpoint where to; the port may be {@code *}
   * @return the endpoint that peers connect to
   */
  String bind(String endpoint);

  /**
   * Connects, without waiting for the connection.
   *
   * @param endpoint where to
   * @return the routing id of the peer where the type tells it at once (PEER), else no octets
   */
  byte[] connect(String endpoint);

  /**
   * Sends a message.
   *
   * @param patience how long to wait for room
   * @param frames its frames
   * @return whether the implementation took it within that time
   */
  boolean send(Duration patience, List<byte[]> frames);

  /**
   * Sends numbered messages one after another; the first four octets of each are its number.
   *
   * @param count how many
   * @param size the octets of each
   * @param patience how long to wait for room for one
   * @param prefix frames that each message begins with
   * @return how many the implementation took before it made the sender wait for longer than that
   */
  int flood(int count, int size, Duration patience, List<byte[]> prefix);

  /**
   * Receives a message.
   *
   * @param patience how long to wait for one
   * @return its frames, or null when none came
   */
  @Nullable List<byte[]> receive(Duration patience);

  /**
   * Subscribes, unsubscribes, joins or leaves.
   *
   * @param wish what of these
   * @param name the topic or group
   */
  void wish(Wish wish, byte[] name);

  /** Closes the socket; its option {@code linger} says how long what is queued may take. */
  @Override
  void close();
}
