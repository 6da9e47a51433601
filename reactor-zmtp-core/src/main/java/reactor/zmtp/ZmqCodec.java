package reactor.zmtp;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Function;

/**
 * Turns values into messages and messages into values. Called on whatever thread the values or the
 * messages come, by any number of them at once: a codec must not block, and has no state of its
 * own.
 *
 * <p>What {@code encode} throws fails the one send or request. What {@code decode} throws costs the
 * one message: see {@link ReceivingSocket#receive(ZmqCodec)}.
 *
 * @param <T> the values
 */
public interface ZmqCodec<T> {

  /**
   * Makes a message of a value.
   *
   * @param value the value
   * @return the message
   */
  ZmqMessage encode(T value);

  /**
   * Makes a value of a message.
   *
   * @param message the message
   * @return the value
   */
  T decode(ZmqMessage message);

  /**
   * A codec of two functions.
   *
   * @param <T> the values
   * @param encode makes a message of a value
   * @param decode makes a value of a message
   * @return the codec
   */
  static <T> ZmqCodec<T> of(
      Function<? super T, ? extends ZmqMessage> encode,
      Function<? super ZmqMessage, ? extends T> decode) {
    Objects.requireNonNull(encode, "encode");
    Objects.requireNonNull(decode, "decode");
    return new ZmqCodec<>() {

      @Override
      public ZmqMessage encode(T value) {
        return encode.apply(value);
      }

      @Override
      public T decode(ZmqMessage message) {
        return decode.apply(message);
      }
    };
  }

  /**
   * UTF-8 text in one frame; what is not UTF-8 becomes U+FFFD. A message of more frames does not
   * decode.
   *
   * @return the codec
   */
  static ZmqCodec<String> text() {
    return of(ZmqMessage::of, message -> Codecs.oneFrame(message).text());
  }

  /**
   * Bytes of one frame, copied. A message of more frames does not decode.
   *
   * @return the codec
   */
  static ZmqCodec<byte[]> bytes() {
    return of(ZmqMessage::of, message -> Codecs.oneFrame(message).bytes());
  }

  /**
   * Bytes of one frame: what remains of a buffer is copied, and its position stays; a received one
   * is a read-only view. A message of more frames does not decode.
   *
   * @return the codec
   */
  static ZmqCodec<ByteBuffer> buffers() {
    return of(
        buffer -> {
          byte[] bytes = new byte[buffer.remaining()];
          buffer.duplicate().get(bytes);
          return ZmqMessage.wrap(bytes);
        },
        message -> Codecs.oneFrame(message).buffer(0));
  }

  /**
   * This codec for messages that begin with a frame of their topic, as those of PUB and SUB do.
   *
   * @param topic names the topic of a value to be sent
   * @return a codec that decodes what follows the first frame
   */
  default ZmqCodec<T> withTopic(Function<? super T, String> topic) {
    Objects.requireNonNull(topic, "topic");
    return of(
        value -> encode(value).withTopic(topic.apply(value)), message -> decode(message.tail(1)));
  }
}
