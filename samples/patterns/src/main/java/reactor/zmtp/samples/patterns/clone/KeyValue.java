package reactor.zmtp.samples.patterns.clone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import reactor.zmtp.ZmqCodec;
import reactor.zmtp.ZmqMessage;

/**
 * Key and value of the clustered hashmap protocol (RFC 12), as KVSYNC, KVPUB and KVSET have them:
 * key, sequence number, UUID, properties, value. An empty value ends the key.
 *
 * @param key the key; with a subtree it begins with that
 * @param sequence the number that the server gave it; 0 if none yet
 * @param value the value, as text
 */
public record KeyValue(String key, long sequence, String value) {

  /** As the five frames. */
  static final ZmqCodec<KeyValue> CODEC = ZmqCodec.of(KeyValue::toMessage, KeyValue::of);

  /**
   * A value to be set.
   *
   * @param key the key
   * @param value the value; empty: the key is to be removed
   * @return it, without a number
   */
  public static KeyValue of(String key, String value) {
    return new KeyValue(key, 0, value);
  }

  private static KeyValue of(ZmqMessage frames) {
    return new KeyValue(frames.text(0), frames.buffer(1).getLong(), frames.text(4));
  }

  KeyValue numbered(long number) {
    return new KeyValue(key, number, value);
  }

  private ZmqMessage toMessage() {
    byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(sequence).array();
    return ZmqMessage.of(key, number, new byte[0], new byte[0], value.getBytes(UTF_8));
  }
}
