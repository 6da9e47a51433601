package reactor.zmtp.samples.zmtpspec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.test.spec.Engine;
import reactor.zmtp.test.spec.EngineSocket;
import reactor.zmtp.test.spec.UnsupportedException;

/**
 * A socket that runs somewhere and that nobody steers: the cases that look at the wire alone apply
 * to it.
 */
final class BlackBox implements Engine, EngineSocket {

  /** Options without which a case says as much. */
  private static final Set<String> WITHOUT = Set.of("linger", "handshake_ivl");

  private final String type;
  private final String endpoint;

  BlackBox(String type, String endpoint) {
    this.type = type;
    this.endpoint = endpoint;
  }

  @Override
  public EngineSocket open(String wanted, Map<String, String> options) {
    if (!wanted.equals(type)) {
      throw new UnsupportedException("a " + wanted + "; it is a " + type);
    }
    for (String option : options.keySet()) {
      if (!WITHOUT.contains(option)) {
        throw new UnsupportedException("the option " + option + " without an adapter");
      }
    }
    return this;
  }

  @Override
  public String bind(String anywhere) {
    return endpoint;
  }

  @Override
  public byte[] connect(String anywhere) {
    throw needsAdapter("connecting");
  }

  @Override
  public boolean send(Duration patience, List<byte[]> frames) {
    throw needsAdapter("sending");
  }

  @Override
  public int flood(int count, int size, Duration patience, List<byte[]> prefix) {
    throw needsAdapter("sending");
  }

  @Override
  public @Nullable List<byte[]> receive(Duration patience) {
    throw needsAdapter("what is delivered");
  }

  @Override
  public void wish(Wish wish, byte[] name) {
    throw needsAdapter("subscribing");
  }

  @Override
  public void close() {
    // it goes on
  }

  private static UnsupportedException needsAdapter(String what) {
    return new UnsupportedException(what + " without an adapter");
  }
}
