package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;

/**
 * What a peer says of itself in the handshake: properties in order, each a name and some bytes.
 *
 * <p>Names are written as they are given and read in any case, as RFC 37 wants it; libzmq and
 * JeroMQ find only the names written exactly as the RFC writes them. Values are bytes, never text
 * of some charset. Immutable.
 */
public final class Metadata {

  /** The property every peer sends: what kind of socket it is. */
  public static final String SOCKET_TYPE = "Socket-Type";

  /** The property some peers send: what a ROUTER shall call them. */
  public static final String IDENTITY = "Identity";

  /**
   * The most properties that are read: a peer sends two and perhaps a few of the application's own,
   * and a frame full of tiny ones would cost twenty times its size in objects.
   */
  static final int MAX_PROPERTIES = 1000;

  private static final Metadata EMPTY = new Metadata(new LinkedHashMap<>());
  private static final int NAME_LENGTH_SIZE = 1;
  private static final int VALUE_LENGTH_SIZE = 4;

  /** By the name in lower case. Never changed once this object is made. */
  private final Map<String, Property> properties;

  private Metadata(Map<String, Property> properties) {
    this.properties = properties;
  }

  /**
   * No properties.
   *
   * @return metadata without any
   */
  public static Metadata empty() {
    return EMPTY;
  }

  /**
   * These properties and one more, or one replaced.
   *
   * @param name 1 to 255 letters, digits, or characters of {@code -_.+}
   * @param value any bytes or none, copied
   * @return the new metadata; this one stays as it is
   * @throws IllegalArgumentException if the name is none
   */
  public Metadata with(String name, byte[] value) {
    checkName(name);
    LinkedHashMap<String, Property> changed = new LinkedHashMap<>(properties);
    changed.put(Ascii.fold(name), new Property(name, value.clone()));
    return new Metadata(changed);
  }

  /**
   * These properties and one of text more, or one replaced.
   *
   * @param name 1 to 255 letters, digits, or characters of {@code -_.+}
   * @param value the text, written as UTF-8
   * @return the new metadata; this one stays as it is
   * @throws IllegalArgumentException if the name is none
   */
  public Metadata with(String name, String value) {
    return with(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads properties up to the end of an array. Of several with the same name the first one counts,
   * as in libzmq. Like libzmq, and wider than RFC 37's grammar, it takes a name of any bytes:
   * libzmq lets applications choose such names, and a peer is not worth losing for that.
   *
   * @param bytes holds the properties
   * @param offset where they begin
   * @return the properties
   * @throws ProtocolException if a length does not add up, or there are more than a thousand
   */
  public static Metadata decode(byte[] bytes, int offset) {
    return decode(Unpooled.wrappedBuffer(bytes, offset, bytes.length - offset));
  }

  /**
   * Reads properties up to the end of a buffer, as {@link #decode(byte[], int)} does.
   *
   * @param in the properties and nothing else; it is read to its end
   * @return the properties
   * @throws ProtocolException if a length does not add up, or there are more than a thousand
   */
  public static Metadata decode(ByteBuf in) {
    LinkedHashMap<String, Property> read = new LinkedHashMap<>();
    int count = 0;
    while (in.isReadable()) {
      if (++count > MAX_PROPERTIES) {
        throw invalid("more than " + MAX_PROPERTIES + " metadata properties");
      }
      String name = readName(in);
      read.putIfAbsent(Ascii.fold(name), new Property(name, readValue(in)));
    }
    return new Metadata(read);
  }

  private static String readName(ByteBuf in) {
    int length = in.readUnsignedByte();
    if (length == 0) {
      throw invalid("a metadata property without a name; a name has 1 to 255 characters");
    }
    if (length > in.readableBytes()) {
      throw invalid(
          "a metadata name of %d bytes where %d follow".formatted(length, in.readableBytes()));
    }
    // One character for each byte, so that any name survives being read and written again.
    return in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
  }

  private static byte[] readValue(ByteBuf in) {
    if (in.readableBytes() < VALUE_LENGTH_SIZE) {
      throw invalid(
          "a metadata property that ends within the length of its value: %d bytes of 4"
              .formatted(in.readableBytes()));
    }
    // Beyond 2^31-1, which RFC 37 forbids, no buffer has that many bytes: one check for both, and
    // nothing is allocated for bytes that are not there.
    long length = in.readUnsignedInt();
    if (length > in.readableBytes()) {
      throw invalid(
          "a metadata value of %d bytes where %d follow".formatted(length, in.readableBytes()));
    }
    byte[] value = new byte[(int) length];
    in.readBytes(value);
    return value;
  }

  /**
   * The value of a property.
   *
   * @param name its name, in any case
   * @return its bytes, the caller's own, or null if there is no such property
   */
  public byte @Nullable [] get(String name) {
    Property property = properties.get(Ascii.fold(name));
    return property == null ? null : property.value.clone();
  }

  /**
   * The value of a property as UTF-8 text.
   *
   * @param name its name, in any case
   * @return its text, or null if there is no such property; what is not UTF-8 becomes U+FFFD
   */
  public @Nullable String text(String name) {
    Property property = properties.get(Ascii.fold(name));
    return property == null ? null : new String(property.value, StandardCharsets.UTF_8);
  }

  /**
   * The names of all properties.
   *
   * @return the names in order, as they were written; one character for each byte
   */
  public List<String> names() {
    List<String> names = new ArrayList<>(properties.size());
    for (Property property : properties.values()) {
      names.add(property.name);
    }
    return List.copyOf(names);
  }

  /**
   * The size of all properties together.
   *
   * @return the bytes {@link #writeTo} writes
   */
  public int byteLength() {
    int length = 0;
    for (Property property : properties.values()) {
      int overhead = NAME_LENGTH_SIZE + property.name.length() + VALUE_LENGTH_SIZE;
      length = Math.addExact(length, Math.addExact(overhead, property.value.length));
    }
    return length;
  }

  /**
   * Writes all properties.
   *
   * @param out takes {@link #byteLength} bytes
   */
  public void writeTo(ByteBuf out) {
    for (Property property : properties.values()) {
      out.writeByte(property.name.length());
      out.writeCharSequence(property.name, StandardCharsets.ISO_8859_1);
      out.writeInt(property.value.length);
      out.writeBytes(property.value);
    }
  }

  /**
   * All properties as {@link #writeTo} writes them.
   *
   * @return {@link #byteLength} bytes
   */
  public byte[] toByteArray() {
    byte[] bytes = new byte[byteLength()];
    writeTo(Unpooled.wrappedBuffer(bytes).clear());
    return bytes;
  }

  private static void checkName(String name) {
    if (name.isEmpty() || name.length() > 255) {
      throw new IllegalArgumentException(
          "a metadata name has 1 to 255 characters, not " + name.length());
    }
    for (int i = 0; i < name.length(); i++) {
      if (!Ascii.isNameCharacter(name.charAt(i))) {
        throw new IllegalArgumentException(
            "metadata name \"" + name + "\": a name has only letters, digits, and - _ . +");
      }
    }
  }

  private static ProtocolException invalid(String message) {
    return new ProtocolException(Rule.INVALID_METADATA, message);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Metadata that && properties.equals(that.properties);
  }

  @Override
  public int hashCode() {
    return properties.hashCode();
  }

  /** The number only: neither names nor values of a peer belong in a log unasked. */
  @Override
  public String toString() {
    return "Metadata["
        + properties.size()
        + (properties.size() == 1 ? " property]" : " properties]");
  }

  /** One property; its key in the map stands for its name when two are compared. */
  private static final class Property {
    private final String name;
    private final byte[] value;

    private Property(String name, byte[] value) {
      this.name = name;
      this.value = value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Property that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }
  }
}
