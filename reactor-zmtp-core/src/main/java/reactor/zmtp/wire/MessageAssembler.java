package reactor.zmtp.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.message.DefaultMessage;

/** Puts frames together to messages, within limits of bytes and of frames. */
public final class MessageAssembler {

  /** A longer list of frames is not worth keeping for the next message. */
  private static final int MOST_KEPT = 64;

  private final long maxMessageSize;
  private final int maxFrames;
  private @Nullable PeerMetadata peer;

  /** Frames of a message that is not whole yet; kept from one message to the next. */
  private List<byte[]> frames = new ArrayList<>();

  private long messageSize;

  /** Most bytes of the frame before each message that is none of it; -1: there is no such frame. */
  private int prefix = -1;

  public MessageAssembler(long maxMessageSize, int maxFrames, @Nullable PeerMetadata peer) {
    this.maxMessageSize = maxMessageSize;
    this.maxFrames = maxFrames;
    this.peer = peer;
  }

  void from(PeerMetadata sender) {
    peer = sender;
  }

  /** The first frame of each message is none of it, and has at most so many bytes. */
  public void prefixed(int most) {
    prefix = most;
  }

  private boolean isPrefix() {
    return prefix >= 0 && frames.isEmpty();
  }

  /** Whether a frame of so few bytes may be a message of its own, and is the next to begin one. */
  boolean begins(int length) {
    return frames.isEmpty() && length <= maxMessageSize;
  }

  /**
   * Checks a frame's announced length before it is read. The length is unsigned: what looks
   * negative is far too large.
   */
  public void check(long announced) {
    if (isPrefix()) {
      if (announced < 0 || announced > prefix) {
        throw new ProtocolException(
            Rule.MESSAGE_TOO_LARGE,
            "a frame of "
                + Long.toUnsignedString(announced)
                + " bytes before a message; at most "
                + prefix
                + " are accepted");
      }
      return;
    }
    // A JVM's longest array is a little shorter than 2 GiB.
    long most = Math.min(maxMessageSize - messageSize, Integer.MAX_VALUE - 8);
    if (announced < 0 || announced > most) {
      throw new ProtocolException(
          Rule.MESSAGE_TOO_LARGE,
          "a frame of "
              + Long.toUnsignedString(announced)
              + " bytes after "
              + messageSize
              + " of the same message; maxMessageSize allows "
              + maxMessageSize
              + " altogether");
    }
    if (frames.size() - (prefix >= 0 ? 1 : 0) >= maxFrames) {
      throw new ProtocolException(
          Rule.TOO_MANY_FRAMES, "a message of more than " + maxFrames + " frames (maxFrames)");
    }
  }

  DefaultMessage only(byte[] frame) {
    return new DefaultMessage(frame, peer);
  }

  /** Adds a frame that was checked, without copying it; returns the message once that is whole. */
  public @Nullable DefaultMessage add(byte[] frame, boolean more) {
    if (more) {
      if (!isPrefix()) {
        messageSize += frame.length;
      }
      frames.add(frame);
      return null;
    }
    if (frames.isEmpty()) {
      return only(frame);
    }
    frames.add(frame);
    DefaultMessage message = DefaultMessage.of(frames, peer);
    if (frames.size() > MOST_KEPT) {
      frames = new ArrayList<>();
    } else {
      frames.clear();
    }
    messageSize = 0;
    return message;
  }
}
