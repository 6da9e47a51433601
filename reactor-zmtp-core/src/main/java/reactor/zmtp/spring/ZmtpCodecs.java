package reactor.zmtp.spring;

import java.util.List;
import java.util.Map;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.Decoder;
import org.springframework.core.codec.Encoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.MimeType;
import reactor.zmtp.ZmqMessage;

/**
 * Codecs of payloads and replies of {@link ZmqListener} methods. A bean of this type takes the
 * place of the default: text, bytes, and JSON where Jackson 3 and Spring Web are there.
 *
 * @param encoders asked in this order
 * @param decoders asked in this order
 * @param mimeType format of what is neither text nor bytes
 */
@SuppressWarnings("exports") // an optional module cannot be required of others
public record ZmtpCodecs(List<Encoder<?>> encoders, List<Decoder<?>> decoders, MimeType mimeType) {

  private static final DefaultDataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;

  /**
   * Copies the lists.
   *
   * @param encoders asked in this order
   * @param decoders asked in this order
   * @param mimeType format of what is neither text nor bytes
   */
  public ZmtpCodecs {
    encoders = List.copyOf(encoders);
    decoders = List.copyOf(decoders);
  }

  /** The payload of a message: its last frame. */
  static DataBuffer payload(ZmqMessage message) {
    return BUFFERS.wrap(message.buffer(message.size() - 1));
  }

  /** A message of what a method returned. */
  @SuppressWarnings("unchecked") // an encoder says what it can do
  ZmqMessage encode(Object value) {
    if (value instanceof ZmqMessage message) {
      return message;
    }
    ResolvableType type = ResolvableType.forInstance(value);
    for (Encoder<?> encoder : encoders) {
      if (encoder.canEncode(type, mimeType)) {
        DataBuffer buffer =
            ((Encoder<Object>) encoder).encodeValue(value, BUFFERS, type, mimeType, Map.of());
        byte[] frame = new byte[buffer.readableByteCount()];
        buffer.read(frame);
        return ZmqMessage.of(frame);
      }
    }
    throw new IllegalArgumentException(
        "no encoder writes %s as %s: give ZmtpCodecs one".formatted(type, mimeType));
  }
}
