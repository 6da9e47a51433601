package reactor.zmtp;

import java.util.Objects;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Codec of values that are one frame of JSON, or of whatever format the mapper writes, by Jackson
 * 3. That is an optional dependency, which the application brings.
 *
 * @param <T> the values
 */
@SuppressWarnings("exports") // an optional module cannot be required of others
public final class JacksonCodec<T> implements ZmqCodec<T> {

  private final ObjectWriter writer;
  private final ObjectReader reader;

  private JacksonCodec(ObjectMapper mapper, JavaType type) {
    this.writer = mapper.writerFor(type);
    this.reader = mapper.readerFor(type);
  }

  /**
   * A codec of values of a class.
   *
   * @param <T> the values
   * @param mapper writes and reads them
   * @param type their class
   * @return the codec
   */
  public static <T> JacksonCodec<T> of(ObjectMapper mapper, Class<T> type) {
    return new JacksonCodec<>(mapper, mapper.constructType(Objects.requireNonNull(type, "type")));
  }

  /**
   * A codec of values of a generic type.
   *
   * @param <T> the values
   * @param mapper writes and reads them
   * @param type their type
   * @return the codec
   */
  public static <T> JacksonCodec<T> of(ObjectMapper mapper, TypeReference<T> type) {
    return new JacksonCodec<>(mapper, mapper.constructType(Objects.requireNonNull(type, "type")));
  }

  @Override
  public ZmqMessage encode(T value) {
    return ZmqMessage.wrap(writer.writeValueAsBytes(value));
  }

  @Override
  public T decode(ZmqMessage message) {
    T value = reader.readValue(Codecs.oneFrame(message).inputStream(0));
    return Objects.requireNonNull(value, "null is no value");
  }
}
