package reactor.zmtp;

import java.util.Map;
import java.util.Objects;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.Decoder;
import org.springframework.core.codec.Encoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.MimeType;

/**
 * Codec of values that are one frame, by an encoder and a decoder of Spring: what WebFlux writes
 * and reads, sockets do. Spring is an optional dependency, which the application brings.
 *
 * @param <T> the values
 */
@SuppressWarnings("exports") // an optional module cannot be required of others
public final class DataBufferCodec<T> implements ZmqCodec<T> {

  private static final DefaultDataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;

  private final Encoder<T> encoder;
  private final Decoder<T> decoder;
  private final ResolvableType type;
  private final MimeType mimeType;

  private DataBufferCodec(
      Encoder<T> encoder, Decoder<T> decoder, ResolvableType type, MimeType mimeType) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.type = type;
    this.mimeType = mimeType;
  }

  /**
   * A codec of an encoder and a decoder.
   *
   * @param <T> the values
   * @param encoder writes a value
   * @param decoder reads a value
   * @param type type of the values
   * @param mimeType format they have in a frame, such as {@code application/json}
   * @return the codec
   * @throws IllegalArgumentException if either of the two has no such type and format
   */
  @SuppressWarnings("unchecked") // both say what they can do
  public static <T> DataBufferCodec<T> of(
      Encoder<? super T> encoder, Decoder<?> decoder, ResolvableType type, MimeType mimeType) {
    if (!encoder.canEncode(type, mimeType) || !decoder.canDecode(type, mimeType)) {
      throw new IllegalArgumentException(
          "%s and %s must write and read %s as %s".formatted(encoder, decoder, type, mimeType));
    }
    return new DataBufferCodec<>((Encoder<T>) encoder, (Decoder<T>) decoder, type, mimeType);
  }

  @Override
  public ZmqMessage encode(T value) {
    DataBuffer buffer = encoder.encodeValue(value, BUFFERS, type, mimeType, Map.of());
    byte[] frame = new byte[buffer.readableByteCount()];
    buffer.read(frame);
    return ZmqMessage.wrap(frame);
  }

  @Override
  public T decode(ZmqMessage message) {
    DataBuffer buffer = BUFFERS.wrap(Codecs.oneFrame(message).buffer(0));
    T value = decoder.decode(buffer, type, mimeType, Map.of());
    return Objects.requireNonNull(value, "null is no value");
  }
}
