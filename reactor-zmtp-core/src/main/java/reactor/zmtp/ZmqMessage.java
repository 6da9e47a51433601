package reactor.zmtp;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;

/**
 * ZeroMQ message: an immutable sequence of one or more frames, each zero or more bytes. It lives on
 * the heap and is managed by the garbage collector: there is nothing to release, and it may be
 * kept, shared between threads, and sent any number of times.
 *
 * <p>Sizes are in bytes, frames are counted from 0. Two messages are equal if their frames hold
 * equal bytes.
 */
public sealed interface ZmqMessage permits DefaultMessage {

  /**
   * A message of one frame of UTF-8 text.
   *
   * @param text the frame
   * @return the message
   */
  static ZmqMessage of(String text) {
    return new DefaultMessage(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A message of several frames of UTF-8 text.
   *
   * @param first the first frame
   * @param more the frames that follow
   * @return the message
   */
  static ZmqMessage of(String first, String... more) {
    byte[][] frames = new byte[1 + more.length][];
    frames[0] = first.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < more.length; i++) {
      frames[1 + i] = more[i].getBytes(StandardCharsets.UTF_8);
    }
    return DefaultMessage.of(frames);
  }

  /**
   * A message of a topic and frames that are copied.
   *
   * @param topic the first frame, as UTF-8 text
   * @param more the frames that follow
   * @return the message
   */
  static ZmqMessage of(String topic, byte[]... more) {
    byte[][] frames = new byte[1 + more.length][];
    frames[0] = topic.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < more.length; i++) {
      frames[1 + i] = more[i].clone();
    }
    return DefaultMessage.of(frames);
  }

  /**
   * A message of one frame, copied.
   *
   * @param frame the frame's bytes
   * @return the message
   */
  static ZmqMessage of(byte[] frame) {
    return new DefaultMessage(frame.clone());
  }

  /**
   * A message of several frames, copied.
   *
   * @param frames the frames, at least one
   * @return the message
   * @throws IllegalArgumentException if there is no frame
   */
  static ZmqMessage of(List<byte[]> frames) {
    byte[][] copies = new byte[frames.size()][];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = frames.get(i).clone();
    }
    return DefaultMessage.of(copies);
  }

  /**
   * A message of one frame that is not copied: the caller gives the array away and must not change
   * it any more.
   *
   * @param frame the frame's bytes
   * @return the message
   */
  static ZmqMessage wrap(byte[] frame) {
    return new DefaultMessage(frame);
  }

  /**
   * A message of several frames that are not copied: the caller gives the arrays away and must not
   * change them any more.
   *
   * @param frames the frames, at least one
   * @return the message
   * @throws IllegalArgumentException if there is no frame
   */
  static ZmqMessage wrap(byte[]... frames) {
    return DefaultMessage.of(frames.clone());
  }

  /**
   * Number of frames.
   *
   * @return 1 or more
   */
  int size();

  /**
   * Length of one frame.
   *
   * @param frame its index
   * @return its length in bytes
   * @throws IndexOutOfBoundsException if there is no such frame
   */
  int length(int frame);

  /**
   * Length of all frames together.
   *
   * @return their length in bytes
   */
  long byteSize();

  /**
   * A copy of one frame.
   *
   * @param frame its index
   * @return its bytes, the caller's own
   * @throws IndexOutOfBoundsException if there is no such frame
   */
  byte[] bytes(int frame);

  /**
   * A copy of the first frame.
   *
   * @return its bytes, the caller's own
   */
  default byte[] bytes() {
    return bytes(0);
  }

  /**
   * One frame without a copy.
   *
   * @param frame its index
   * @return a read-only view of its bytes
   * @throws IndexOutOfBoundsException if there is no such frame
   */
  ByteBuffer buffer(int frame);

  /**
   * One frame as UTF-8 text.
   *
   * @param frame its index
   * @return the text; what is not UTF-8 becomes U+FFFD
   * @throws IndexOutOfBoundsException if there is no such frame
   */
  String text(int frame);

  /**
   * The first frame as UTF-8 text.
   *
   * @return the text; what is not UTF-8 becomes U+FFFD
   */
  default String text() {
    return text(0);
  }

  /**
   * Peer that sent this message. It plays no part in whether messages are equal.
   *
   * @return what is known of the peer, or null if this message was not received
   */
  @Nullable PeerMetadata peer();

  /**
   * A copy of all frames.
   *
   * @return the frames in order, the caller's own
   */
  List<byte[]> frames();

  /**
   * The frames from one on, as a message: what follows a topic, for one. Nothing is copied.
   *
   * @param frames how many frames are left out at the beginning
   * @return a message of the others, from the same peer
   * @throws IllegalArgumentException if none is left, or the number is negative
   */
  ZmqMessage tail(int frames);

  /**
   * This message with one frame more at the beginning: its topic, for one. Nothing else is copied.
   *
   * @param topic the first frame, as UTF-8 text
   * @return the message
   */
  ZmqMessage withTopic(String topic);

  /**
   * One frame as a stream, for what reads streams; never blocks.
   *
   * @param frame its index
   * @return its bytes
   * @throws IndexOutOfBoundsException if there is no such frame
   */
  InputStream inputStream(int frame);
}
