package reactor.zmtp.samples.flink.connector;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import reactor.zmtp.ZmqMessage;

/**
 * The messages of an acknowledged source and its publisher, and those of an acknowledged sink and
 * its receiver, as the README has them.
 */
final class ReplayFrames {

  /** From the reader, first of all on each connection: generation, position. */
  static final String FROM = "FROM";

  /** From the reader: position, all before which need not be kept. */
  static final String ACK = "ACK";

  /** From the publisher: generation, position of the message that comes first. */
  static final String START = "START";

  /** From the publisher: position, then the frames of the message. */
  static final String MESSAGE = "M";

  /** From the publisher: position, all before which is all there is. */
  static final String END = "END";

  /** From the publisher: why it cannot begin where it was asked to. */
  static final String GONE = "GONE";

  /** From the sink: generation, position of the first message of a batch. */
  static final String BEGIN = "BEGIN";

  /** From the sink: generation, position, then the frames of the message. */
  static final String PUT = "PUT";

  /** From the sink: generation, position, all before which is to be acknowledged. */
  static final String COMMIT = "COMMIT";

  /** From the receiver: generation, position, all before which has had its effect. */
  static final String DONE = "DONE";

  private static final byte[] MESSAGE_FRAME = MESSAGE.getBytes(StandardCharsets.US_ASCII);

  private ReplayFrames() {}

  static ZmqMessage of(String verb, long position) {
    return ZmqMessage.of(verb, number(position));
  }

  static ZmqMessage of(String verb, String generation, long position) {
    return ZmqMessage.of(verb, bytes(generation), number(position));
  }

  static ZmqMessage message(long position, ZmqMessage message) {
    return with(message, MESSAGE_FRAME, number(position));
  }

  static ZmqMessage put(String generation, long position, ZmqMessage message) {
    return with(message, bytes(PUT), bytes(generation), number(position));
  }

  private static ZmqMessage with(ZmqMessage message, byte[]... before) {
    byte[][] frames = Arrays.copyOf(before, before.length + message.size());
    for (int i = 0; i < message.size(); i++) {
      frames[before.length + i] = message.bytes(i);
    }
    return ZmqMessage.wrap(frames);
  }

  static ReplayReceiver.Numbered numbered(ZmqMessage put) {
    long position = position(put, 2);
    if (put.size() == 3) {
      throw new ReplayException("a message is to follow the position in " + put);
    }
    byte[][] frames = new byte[put.size() - 3][];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = put.bytes(3 + i);
    }
    return new ReplayReceiver.Numbered(put.text(1), position, ZmqMessage.wrap(frames));
  }

  static boolean isDone(ZmqMessage message, Batch batch) {
    return message.text(0).equals(DONE)
        && message.text(1).equals(batch.generation())
        && position(message, 2) >= batch.end();
  }

  static boolean isMessage(ZmqMessage message) {
    return message.length(0) == 1 && message.buffer(0).get(0) == 'M' && message.size() > 2;
  }

  static long position(ZmqMessage message, int frame) {
    if (frame >= message.size() || message.length(frame) != Long.BYTES) {
      throw new ReplayException(
          "frame %d is to be a position of 8 bytes in %s".formatted(frame, message));
    }
    return message.buffer(frame).getLong(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] number(long position) {
    return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
  }
}
