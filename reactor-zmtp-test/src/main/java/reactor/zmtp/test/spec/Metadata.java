package reactor.zmtp.test.spec;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The properties of a handshake's command. */
final class Metadata {

  private Metadata() {}

  /** Name and value of each; a failure when they do not fill the octets exactly. */
  static Map<String, byte[]> of(byte[] octets) {
    Map<String, byte[]> properties = new LinkedHashMap<>();
    ByteBuffer rest = ByteBuffer.wrap(octets);
    try {
      while (rest.hasRemaining()) {
        byte[] name = new byte[rest.get() & 0xff];
        rest.get(name);
        byte[] value = new byte[rest.getInt()];
        rest.get(value);
        if (name.length == 0) {
          throw new Failed("right: a name of 1 to 255 characters; one has none");
        }
        properties.put(new String(name, java.nio.charset.StandardCharsets.ISO_8859_1), value);
      }
      return properties;
    } catch (java.nio.BufferUnderflowException | NegativeArraySizeException e) {
      throw new Failed(
          "right: properties that fill the command; came: " + Transcript.octets(octets));
    }
  }
}
