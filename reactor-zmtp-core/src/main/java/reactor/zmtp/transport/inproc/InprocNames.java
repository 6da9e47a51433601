package reactor.zmtp.transport.inproc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Endpoints that are bound in one context, and ends of links that wait for one that is not yet.
 * From any thread.
 */
final class InprocNames {

  private final Map<String, InprocListener> bound = new HashMap<>();
  private final Map<String, Set<InprocEnd>> waiting = new HashMap<>();

  private long lastFree;

  /** A name that nobody has, and no other call gets. */
  synchronized String free() {
    String name;
    do {
      name = InprocTransport.FREE + ++lastFree;
    } while (bound.containsKey(name));
    return name;
  }

  /** Takes a name, if it is free, and has those that wait for it come. */
  synchronized boolean bind(String endpoint, InprocListener listener) {
    if (bound.putIfAbsent(endpoint, listener) != null) {
      return false;
    }
    Set<InprocEnd> known = waiting.remove(endpoint);
    List<InprocEnd> due = known == null ? List.of() : new ArrayList<>(known);
    due.forEach(listener::offer);
    return true;
  }

  synchronized void unbind(String endpoint, InprocListener listener) {
    bound.remove(endpoint, listener);
  }

  /** Has an end come to a name, now or when it is bound. */
  synchronized void connect(String endpoint, InprocEnd end) {
    InprocListener listener = bound.get(endpoint);
    if (listener != null) {
      listener.offer(end);
    } else {
      waiting.computeIfAbsent(endpoint, none -> new LinkedHashSet<>()).add(end);
    }
  }

  /** Waits no longer. */
  synchronized void forget(String endpoint, InprocEnd end) {
    waiting.computeIfPresent(
        endpoint, (name, ends) -> ends.remove(end) && ends.isEmpty() ? null : ends);
  }
}
