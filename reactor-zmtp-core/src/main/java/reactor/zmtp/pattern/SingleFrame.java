package reactor.zmtp.pattern;

import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqException;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/**
 * Outgoing routing of the socket types whose messages have one frame (RFC 41, 49, 51, 52): refuses
 * all others, and leaves the rest to another routing.
 */
public final class SingleFrame implements SendStrategy {

  private final SocketType type;
  private final SendStrategy routing;

  public SingleFrame(SocketType type, SendStrategy routing) {
    this.type = type;
    this.routing = routing;
  }

  /** Throws {@link ZmqException} for a message of several frames. */
  public static void check(SocketType type, DefaultMessage message) {
    if (message.size() != 1) {
      throw new ZmqException(
          "a "
              + type
              + " socket sends messages of one frame, not of "
              + message.size()
              + ": its socket type has no multipart messages");
    }
  }

  @Override
  public void add(Pipe pipe) {
    routing.add(pipe);
  }

  @Override
  public void remove(Pipe pipe) {
    routing.remove(pipe);
  }

  @Override
  public boolean offer(DefaultMessage message, WriteListener listener) {
    check(type, message);
    return routing.offer(message, listener);
  }

  @Override
  public long capacity() {
    return routing.capacity();
  }

  @Override
  public long stuck(boolean roomElsewhere) {
    return routing.stuck(roomElsewhere);
  }

  @Override
  public boolean drops() {
    return routing.drops();
  }

  @Override
  public boolean reroutes() {
    return routing.reroutes();
  }
}
