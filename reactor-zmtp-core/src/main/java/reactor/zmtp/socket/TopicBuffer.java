package reactor.zmtp.socket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.TopicOverflow;
import reactor.zmtp.message.DefaultMessage;

/** What waits for one subscriber of a topic, in order. Confined to the event loop. */
interface TopicBuffer {

  /** Holds so many messages, and deals with one more in that way. */
  static TopicBuffer of(TopicOverflow overflow, int bound) {
    return overflow == TopicOverflow.LATEST ? new Latest(bound) : new InOrder(overflow, bound);
  }

  int size();

  /** Adds a message, which leaves at once if it is {@code wanted}; returns how many it cost. */
  int add(DefaultMessage message, boolean wanted);

  @Nullable DefaultMessage poll();

  void clear();

  /** Every message, but for one that is dropped. */
  final class InOrder implements TopicBuffer {

    private final TopicOverflow overflow;
    private final int bound;
    private final Queue<DefaultMessage> waiting = new ArrayDeque<>();

    private InOrder(TopicOverflow overflow, int bound) {
      this.overflow = overflow;
      this.bound = bound;
    }

    @Override
    public int size() {
      return waiting.size();
    }

    @Override
    public int add(DefaultMessage message, boolean wanted) {
      boolean full = waiting.size() >= bound && !wanted;
      if (full && overflow == TopicOverflow.DROP_NEWEST) {
        return 1;
      }
      waiting.add(message);
      if (full && overflow == TopicOverflow.DROP_OLDEST) {
        waiting.remove();
        return 1;
      }
      return 0;
    }

    @Override
    public @Nullable DefaultMessage poll() {
      return waiting.poll();
    }

    @Override
    public void clear() {
      waiting.clear();
    }
  }

  /** The newest of each topic. */
  final class Latest implements TopicBuffer {

    private final int bound;
    private final Map<ByteBuffer, DefaultMessage> waiting = new LinkedHashMap<>();

    private Latest(int bound) {
      this.bound = bound;
    }

    @Override
    public int size() {
      return waiting.size();
    }

    @Override
    public int add(DefaultMessage message, boolean wanted) {
      boolean replaces = waiting.put(ByteBuffer.wrap(message.array(0)), message) != null;
      if (replaces) {
        return 1;
      }
      if (waiting.size() > bound && !wanted) {
        poll();
        return 1;
      }
      return 0;
    }

    @Override
    public @Nullable DefaultMessage poll() {
      var oldest = waiting.entrySet().iterator();
      if (!oldest.hasNext()) {
        return null;
      }
      DefaultMessage message = oldest.next().getValue();
      oldest.remove();
      return message;
    }

    @Override
    public void clear() {
      waiting.clear();
    }
  }
}
