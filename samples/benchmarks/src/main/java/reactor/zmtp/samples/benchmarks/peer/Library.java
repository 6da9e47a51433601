package reactor.zmtp.samples.benchmarks.peer;

import java.util.Locale;
import java.util.function.Supplier;

/** The libraries in Java, and the ways to use them. */
public enum Library {
  /** JeroMQ through its public API. */
  JEROMQ(JeroMqPeer::new);

  private final Supplier<Peer> peer;

  Library(Supplier<Peer> peer) {
    this.peer = peer;
  }

  Peer peer() {
    return peer.get();
  }

  /**
   * The name a program is given as its argument, and options use.
   *
   * @return the name in lower case
   */
  public String argument() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
