package reactor.zmtp.socket;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.endpoint.Transport;
import reactor.zmtp.transport.ZmqTransport;
import reactor.zmtp.transport.provided.ProvidedTransport;

/**
 * Transports of other jars, loaded when the first is asked for: to look through all jars takes its
 * time. What cannot be used is passed over, and named where a transport is missed.
 */
final class ProvidedTransports {

  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");

  private final Set<String> taken;
  private final ServiceLoader<ZmqTransport> loader;
  private final Map<String, List<ZmqTransport>> byScheme = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private boolean loaded;

  /** Of the jars that this thread's context class loader knows, with none of the schemes taken. */
  ProvidedTransports(Set<String> taken) {
    this.taken = taken;
    this.loader = ServiceLoader.load(ZmqTransport.class);
  }

  /** Null if no jar has a transport of that scheme. */
  synchronized @Nullable Transport find(String scheme, String endpoint) {
    load();
    List<ZmqTransport> found = byScheme.get(scheme);
    if (found == null) {
      return null;
    }
    if (found.size() > 1) {
      throw new InvalidEndpointException(
          endpoint,
          "more than one transport has the scheme %s: %s; right is one"
              .formatted(
                  scheme,
                  String.join(", ", found.stream().map(ProvidedTransports::name).toList())));
    }
    return new ProvidedTransport(scheme, found.get(0));
  }

  synchronized List<String> schemes() {
    load();
    return List.copyOf(byScheme.keySet());
  }

  /** Why there are no more than these. */
  synchronized List<String> faults() {
    load();
    return List.copyOf(faults);
  }

  private void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    Iterator<ZmqTransport> all = loader.iterator();
    while (loadNext(all)) {}
  }

  /** One after the other: a fault is that of one jar, and the loader goes on with the next. */
  private boolean loadNext(Iterator<ZmqTransport> all) {
    try {
      if (!all.hasNext()) {
        return false;
      }
      add(all.next());
    } catch (ServiceConfigurationError e) {
      Throwable cause = e.getCause();
      faults.add(e.getMessage() + (cause == null ? "" : " (" + cause + ")"));
    } catch (
        LinkageError e) { // on the class path as it is: of a later Java, or without its superclass
      faults.add("a transport cannot be loaded: " + e);
    }
    return true;
  }

  private void add(ZmqTransport transport) {
    try {
      String scheme = transport.scheme();
      if (scheme == null || !SCHEME.matcher(scheme).matches()) {
        faults.add(
            name(transport)
                + " has the scheme \""
                + scheme
                + "\"; right are lower-case letters, digits, +, - and ., with a letter first");
      } else if (taken.contains(scheme)) {
        faults.add(name(transport) + " has the scheme " + scheme + ", which is this library's own");
      } else {
        byScheme.computeIfAbsent(scheme, none -> new ArrayList<>()).add(transport);
      }
    } catch (Throwable t) { // whatever is wrong with it harms nobody else
      faults.add(name(transport) + " does not tell its scheme: " + t);
    }
  }

  private static String name(ZmqTransport transport) {
    CodeSource source = transport.getClass().getProtectionDomain().getCodeSource();
    String name = transport.getClass().getName();
    return source == null ? name : name + " in " + source.getLocation();
  }
}
