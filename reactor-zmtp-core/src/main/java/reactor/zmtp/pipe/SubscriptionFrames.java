package reactor.zmtp.pipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;

/**
 * Subscriptions as messages (RFC 23): a frame that begins with 1 subscribes to what follows, one
 * that begins with 0 unsubscribes from it.
 */
public final class SubscriptionFrames {

  private static final byte SUBSCRIBE = 1;
  private static final byte CANCEL = 0;

  public interface Reader {

    /** The topic is the callee's own. */
    void subscription(Announcement what, byte[] topic);
  }

  private SubscriptionFrames() {}

  /**
   * Reads the subscriptions of a message. All frames of it may be some, as in libzmq; returns what
   * is left, a message of the user's, or null if nothing is. With {@code onlyFirst} a message is
   * the user's as a whole unless its first frame is a subscription (ZMQ_ONLY_FIRST_SUBSCRIBE, as
   * libzmq does it: then its other frames may be).
   */
  public static @Nullable DefaultMessage read(
      DefaultMessage message, boolean onlyFirst, Reader reader) {
    if (message.size() == 1) {
      return read(message.array(0), reader) ? null : message;
    }
    if (onlyFirst && !isSubscription(message.array(0))) {
      return message;
    }
    List<byte[]> rest = new ArrayList<>(message.size());
    for (int i = 0; i < message.size(); i++) {
      byte[] frame = message.array(i);
      if (!read(frame, reader)) {
        rest.add(frame);
      }
    }
    if (rest.size() == message.size()) {
      return message;
    }
    return rest.isEmpty() ? null : DefaultMessage.of(rest, message.peer());
  }

  private static boolean read(byte[] frame, Reader reader) {
    if (!isSubscription(frame)) {
      return false;
    }
    reader.subscription(
        frame[0] == SUBSCRIBE ? Announcement.SUBSCRIBE : Announcement.CANCEL,
        Arrays.copyOfRange(frame, 1, frame.length));
    return true;
  }

  private static boolean isSubscription(byte[] frame) {
    return frame.length > 0 && (frame[0] == SUBSCRIBE || frame[0] == CANCEL);
  }

  public static byte[] frame(Announcement what, byte[] topic) {
    byte[] frame = new byte[1 + topic.length];
    frame[0] = what == Announcement.SUBSCRIBE ? SUBSCRIBE : CANCEL;
    System.arraycopy(topic, 0, frame, 1, topic.length);
    return frame;
  }
}
