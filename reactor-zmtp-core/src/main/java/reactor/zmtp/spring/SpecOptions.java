package reactor.zmtp.spring;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.unit.DataSize;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;

/**
 * Calls the methods of a spec that properties have the names of, so that an option is a property as
 * soon as it is a component of {@link SocketProperties}.
 */
final class SpecOptions {

  /** The rest of the properties, each of which has its place elsewhere. */
  private static final Set<String> OTHERS =
      Set.of(
          "type",
          "lazy",
          "bind",
          "connect",
          "websocketPath",
          "plain",
          "curve",
          "ssl",
          "observation",
          "health");

  private static final int SOCKS_PORT = 1080;
  private static final int HTTP_PORT = 8080;

  private static final ConversionService CONVERSION =
      ApplicationConversionService.getSharedInstance();

  private SpecOptions() {}

  /** Options that the spec has; those of other types are left alone. */
  static SocketSpec<?, ?> defaults(SocketSpec<?, ?> spec, SocketProperties properties) {
    SocketSpec<?, ?> all = spec;
    for (Map.Entry<String, Object> each : given(properties).entrySet()) {
      Method method = find(spec.getClass(), each.getKey());
      if (method != null) {
        all = set(all, method, ZmtpProperties.DEFAULTS, each.getValue());
      }
    }
    return all;
  }

  /** Options of this spec alone. */
  static SocketSpec<?, ?> named(
      SocketSpec<?, ?> spec, SocketType type, String prefix, SocketProperties properties) {
    if (properties.socksProxy() != null && properties.httpProxy() != null) {
      throw new ZmtpPropertyException(
          property(prefix, "httpProxy"),
          "it has a socks-proxy as well, and goes through one proxy",
          "Remove one of the two",
          null);
    }
    SocketSpec<?, ?> all = spec;
    for (Map.Entry<String, Object> each : given(properties).entrySet()) {
      Method method = find(spec.getClass(), each.getKey());
      if (method == null) {
        throw new ZmtpPropertyException(
            property(prefix, each.getKey()),
            "a " + type + " socket has no such option",
            "Remove it; it is one of " + owners(each.getKey()),
            null);
      }
      all = set(all, method, prefix, each.getValue());
    }
    return all;
  }

  /** What was said, by the names of the spec's methods. */
  private static Map<String, Object> given(SocketProperties properties) {
    Map<String, Object> given = new TreeMap<>();
    for (RecordComponent component : SocketProperties.class.getRecordComponents()) {
      Object value = read(component, properties);
      if (value != null && !OTHERS.contains(component.getName())) {
        given.put(method(component.getName()), value);
      }
    }
    return given;
  }

  private static @Nullable Object read(RecordComponent component, SocketProperties properties) {
    try {
      return component.getAccessor().invoke(properties);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A component of a record must not be called notify. */
  static String method(String component) {
    return component.equals("notices") ? "notify" : component;
  }

  /** The spec's method of an option; topics come as text, not as bytes. */
  static @Nullable Method find(Class<?> spec, String option) {
    return Arrays.stream(spec.getMethods())
        .filter(method -> method.getName().equals(option) && !method.isBridge())
        .filter(method -> SocketSpec.class.isAssignableFrom(method.getReturnType()))
        .filter(method -> method.getParameterCount() > 0)
        .filter(method -> method.getParameterTypes()[0] != byte[].class)
        .findFirst()
        .orElse(null);
  }

  private static String owners(String option) {
    return Arrays.stream(SocketType.values())
        .filter(type -> find(SocketKind.of(type).spec(), option) != null)
        .map(SocketType::name)
        .collect(Collectors.joining(", "));
  }

  private static SocketSpec<?, ?> set(
      SocketSpec<?, ?> spec, Method method, String prefix, Object value) {
    try {
      if (value instanceof SocketProperties.Proxy proxy) {
        return through(spec, method.getName().equals("httpProxy"), proxy);
      }
      if (value instanceof Map<?, ?> entries) { // one call for each
        SocketSpec<?, ?> all = spec;
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
          all = (SocketSpec<?, ?>) method.invoke(all, entry.getKey(), entry.getValue());
        }
        return all;
      }
      return (SocketSpec<?, ?>) method.invoke(spec, convert(method, value));
    } catch (InvocationTargetException e) {
      throw refused(property(prefix, method.getName()), value, e.getCause());
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw refused(property(prefix, method.getName()), value, e);
    }
  }

  private static SocketSpec<?, ?> through(
      SocketSpec<?, ?> spec, boolean http, SocketProperties.Proxy proxy) {
    String host = Objects.requireNonNullElse(proxy.host(), "");
    int port = Objects.requireNonNullElse(proxy.port(), http ? HTTP_PORT : SOCKS_PORT);
    return http
        ? spec.httpProxy(host, port, proxy.username(), proxy.password())
        : spec.socksProxy(host, port, proxy.username(), proxy.password());
  }

  private static ZmtpPropertyException refused(
      String property, Object value, @Nullable Throwable cause) {
    return new ZmtpPropertyException(
        property,
        "%s will not do: %s".formatted(value, cause == null ? "" : cause.getMessage()),
        "Give it a value that the option has",
        cause);
  }

  private static @Nullable Object convert(Method method, Object value) {
    TypeDescriptor wanted = new TypeDescriptor(new MethodParameter(method, 0));
    if (wanted.getType() == ZmqMessage.class) {
      return ZmqMessage.of(value.toString());
    }
    Object plain = value instanceof DataSize size ? size.toBytes() : value;
    return CONVERSION.convert(
        plain instanceof Collection<?> some ? listed(method, some) : plain, wanted);
  }

  /** A property that says nothing is an empty list: the empty topic, and a filter by mistake. */
  private static List<?> listed(Method method, Collection<?> some) {
    if (some.isEmpty() && method.getName().startsWith("accept")) {
      throw new IllegalArgumentException("without a value it would let in everybody");
    }
    return some.isEmpty() && method.getName().equals("subscribe") ? List.of("") : List.copyOf(some);
  }

  private static String property(String prefix, String method) {
    String dashed = method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return ConfigurationPropertyName.adapt(prefix, '.').append(dashed).toString();
  }
}
