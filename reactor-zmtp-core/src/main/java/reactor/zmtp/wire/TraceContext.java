package reactor.zmtp.wire;

import java.util.HashMap;
import java.util.Map;
import reactor.zmtp.ProtocolException;

/** Trace context of a message as its bytes: the form that the properties of a handshake have. */
public final class TraceContext {

  private TraceContext() {}

  /** Leaves out what has a name that no property may have. */
  public static byte[] encode(Map<String, String> fields) {
    Metadata encoded = Metadata.empty();
    for (Map.Entry<String, String> each : fields.entrySet()) {
      if (Metadata.isName(each.getKey())) {
        encoded = encoded.with(each.getKey(), each.getValue());
      }
    }
    return encoded.toByteArray();
  }

  /** Empty if the bytes are none: nobody is worth losing for a trace. */
  public static Map<String, String> decode(byte[] bytes) {
    Metadata fields;
    try {
      fields = Metadata.decode(bytes, 0);
    } catch (ProtocolException malformed) {
      return Map.of();
    }
    Map<String, String> decoded = new HashMap<>();
    for (String name : fields.names()) {
      String value = fields.text(name);
      decoded.put(name, value == null ? "" : value);
    }
    return decoded;
  }
}
