package reactor.zmtp.endpoint;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What transports keep for all sockets of one context, such as names. From any thread. */
public final class SharedByContext {

  private final Map<Class<?>, Object> byType = new ConcurrentHashMap<>();

  /** The one of that type, which is made when it is asked for first. */
  public <T> T get(Class<T> type, Supplier<T> first) {
    return type.cast(byType.computeIfAbsent(type, none -> first.get()));
  }
}
