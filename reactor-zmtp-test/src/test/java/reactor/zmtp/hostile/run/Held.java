package reactor.zmtp.hostile.run;

import java.util.ArrayDeque;

/** Connections that an attacker keeps open for as long as it has room for them. */
final class Held implements AutoCloseable {

  private final int most;
  private final ArrayDeque<Raw> connections = new ArrayDeque<>();

  Held(int most) {
    this.most = most;
  }

  synchronized void add(Raw raw) {
    connections.add(raw);
    if (connections.size() > most) {
      connections.remove().close();
    }
  }

  @Override
  public synchronized void close() {
    connections.forEach(Raw::close);
    connections.clear();
  }
}
