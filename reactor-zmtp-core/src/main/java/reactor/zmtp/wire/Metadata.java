package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;

/**
 * Properties a peer sends in the handshake, in order, each a name and some bytes. Immutable.
 *
 * <p>Names are written as they are given and read in any case, as RFC 37 wants it; libzmq and
 * JeroMQ find only the names written exactly as the RFC writes them. Values are bytes, never text
 * of some charset.
 */
public final class Metadata {

  /** Sent by every peer: the kind of socket it is. */
  public static final String SOCKET_TYPE = "Socket-Type";

  /** Sent by some peers: the name a ROUTER is to address them by. */
  public static final String IDENTITY = "Identity";

  /**
   * The most properties that are read: a peer sends two and perhaps a few of the application's own.
   */
  public static final int MAX_PROPERTIES = 64;

  private static final Metadata EMPTY = new Metadata(new byte[0]);
  private static final int NAME_LENGTH_SIZE = 1;
  private static final int VALUE_LENGTH_SIZE = 4;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /**
   * The form on the wire, with each name once: a peer's metadata is kept for the life of its
   * connection, and objects of their own would take twenty times as much. Never changed.
   */
  private final byte[] encoded;

  private Metadata(byte[] encoded) {
    this.encoded = encoded;
  }

  public static Metadata empty() {
    return EMPTY;
  }

  /** Adds a property, or replaces the one of that name; the value is copied. */
  public Metadata with(String name, byte[] value) {
    checkName(name);
    int at = find(name);
    int from = at < 0 ? encoded.length : at;
    int to = at < 0 ? encoded.length : end(encoded, at);
    int added = NAME_LENGTH_SIZE + name.length() + VALUE_LENGTH_SIZE + value.length;
    return new Metadata(
        ByteBuffer.allocate(Math.addExact(encoded.length - (to - from), added))
            .put(encoded, 0, from)
            .put((byte) name.length())
            .put(name.getBytes(StandardCharsets.ISO_8859_1))
            .putInt(value.length)
            .put(value)
            .put(encoded, to, encoded.length - to)
            .array());
  }

  public Metadata with(String name, String value) {
    return with(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads properties up to the end of an array. Of several with the same name the first one counts,
   * as in libzmq. Like libzmq, and wider than RFC 37's grammar, it takes a name of any bytes:
   * libzmq lets applications choose such names, and a peer is not worth losing for that.
   */
  public static Metadata decode(byte[] bytes, int offset) {
    return decodeOwned(Arrays.copyOfRange(bytes, offset, bytes.length));
  }

  public static Metadata decode(ByteBuf in) {
    byte[] bytes = new byte[in.readableBytes()];
    in.readBytes(bytes);
    return decodeOwned(bytes);
  }

  private static Metadata decodeOwned(byte[] bytes) {
    int count = 0;
    int kept = 0;
    for (int at = 0; at < bytes.length; ) {
      if (++count > MAX_PROPERTIES) {
        throw invalid("more than " + MAX_PROPERTIES + " metadata properties");
      }
      check(bytes, at);
      int end = end(bytes, at);
      if (find(bytes, kept, name(bytes, at)) < 0) {
        System.arraycopy(bytes, at, bytes, kept, end - at);
        kept += end - at;
      }
      at = end;
    }
    return new Metadata(kept == bytes.length ? bytes : Arrays.copyOf(bytes, kept));
  }

  private static void check(byte[] bytes, int at) {
    int nameLength = nameLength(bytes, at);
    int rest = bytes.length - at - NAME_LENGTH_SIZE;
    if (nameLength == 0) {
      throw invalid("a metadata property without a name; a name has 1 to 255 characters");
    }
    if (nameLength > rest) {
      throw invalid("a metadata name of %d bytes where %d follow".formatted(nameLength, rest));
    }
    rest -= nameLength;
    if (rest < VALUE_LENGTH_SIZE) {
      throw invalid(
          "a metadata property that ends within the length of its value: %d bytes of 4"
              .formatted(rest));
    }
    rest -= VALUE_LENGTH_SIZE;
    // Beyond 2^31-1, which RFC 37 forbids, no array has that many bytes: one check for both.
    long valueLength = Integer.toUnsignedLong(valueLength(bytes, at));
    if (valueLength > rest) {
      throw invalid("a metadata value of %d bytes where %d follow".formatted(valueLength, rest));
    }
  }

  // One property, by where it begins.

  private static int nameLength(byte[] bytes, int at) {
    return bytes[at] & 0xFF;
  }

  /** One character for each byte, so that any name survives being read and written again. */
  private static String name(byte[] bytes, int at) {
    return new String(
        bytes, at + NAME_LENGTH_SIZE, nameLength(bytes, at), StandardCharsets.ISO_8859_1);
  }

  private static int value(byte[] bytes, int at) {
    return at + NAME_LENGTH_SIZE + nameLength(bytes, at) + VALUE_LENGTH_SIZE;
  }

  private static int valueLength(byte[] bytes, int at) {
    return (int) INTS.get(bytes, value(bytes, at) - VALUE_LENGTH_SIZE);
  }

  private static int end(byte[] bytes, int at) {
    return value(bytes, at) + valueLength(bytes, at);
  }

  private int find(String name) {
    return find(encoded, encoded.length, name);
  }

  /** The offset of a property in the first {@code limit} bytes, or -1. */
  private static int find(byte[] bytes, int limit, String name) {
    for (int at = 0; at < limit; at = end(bytes, at)) {
      if (isNamed(bytes, at, name)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isNamed(byte[] bytes, int at, String name) {
    boolean same = nameLength(bytes, at) == name.length();
    for (int i = 0; same && i < name.length(); i++) {
      char character = (char) (bytes[at + NAME_LENGTH_SIZE + i] & 0xFF);
      same = Ascii.fold(character) == Ascii.fold(name.charAt(i));
    }
    return same;
  }

  /** Finds a value by a name in any case; the bytes are the caller's own. */
  public byte @Nullable [] get(String name) {
    int at = find(name);
    return at < 0 ? null : Arrays.copyOfRange(encoded, value(encoded, at), end(encoded, at));
  }

  /** The value as UTF-8; what is malformed becomes U+FFFD. */
  public @Nullable String text(String name) {
    byte[] value = get(name);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** The names as they were written, with one character for each byte. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (int at = 0; at < encoded.length; at = end(encoded, at)) {
      names.add(name(encoded, at));
    }
    return List.copyOf(names);
  }

  public int byteLength() {
    return encoded.length;
  }

  public void writeTo(ByteBuf out) {
    out.writeBytes(encoded);
  }

  public byte[] toByteArray() {
    return encoded.clone();
  }

  static boolean isName(String name) {
    boolean right = !name.isEmpty() && name.length() <= 255;
    for (int i = 0; right && i < name.length(); i++) {
      right = Ascii.isNameCharacter(name.charAt(i));
    }
    return right;
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

  /** Ignores the order of the properties, and the case of their names. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Metadata that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  private Map<String, ByteBuffer> values() {
    Map<String, ByteBuffer> values = new HashMap<>();
    for (int at = 0; at < encoded.length; at = end(encoded, at)) {
      ByteBuffer value = ByteBuffer.wrap(encoded, value(encoded, at), valueLength(encoded, at));
      values.put(Ascii.fold(name(encoded, at)), value);
    }
    return values;
  }

  /** Leaves out names and values of a peer, which belong in no log unasked. */
  @Override
  public String toString() {
    int count = names().size();
    return "Metadata[" + count + (count == 1 ? " property]" : " properties]");
  }
}
