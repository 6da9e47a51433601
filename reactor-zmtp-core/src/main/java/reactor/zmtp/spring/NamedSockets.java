package reactor.zmtp.spring;

import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.ResolvableType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.DishSocket;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.ObservationOptions;
import reactor.zmtp.PullSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.SocketType;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqSocket;

/** Makes the beans of the sockets that properties name: their specs, and themselves. */
final class NamedSockets {

  /** Names of the methods, by which bean definitions call them. */
  static final String SPEC = "spec";

  static final String OPEN = "open";

  private static final Duration UNASKED = Duration.ofSeconds(2);

  private final ZmqContext context;
  private final ZmtpProperties properties;
  private final ZmtpConnectionDetails details;
  private final BeanFactory beans;
  private final Map<String, ZmqSocket> opened = new ConcurrentHashMap<>();
  private final Map<String, SocketStatus> statuses = new ConcurrentHashMap<>();

  NamedSockets(
      ZmqContext context,
      ZmtpProperties properties,
      ZmtpConnectionDetails details,
      BeanFactory beans) {
    checkDefaults(properties.defaults());
    this.context = context;
    this.properties = properties;
    this.details = details;
    this.beans = beans;
  }

  private static void checkDefaults(SocketProperties defaults) {
    if (defaults.type() != null
        || defaults.lazy() != null
        || defaults.bind() != null
        || defaults.connect() != null
        || defaults.websocketPath() != null) {
      throw new ZmtpPropertyException(
          ZmtpProperties.DEFAULTS,
          "type, lazy, bind, connect and websocket-path are not for all sockets",
          "Say them of each of zmtp.sockets",
          null);
    }
  }

  Set<String> names() {
    return properties.sockets().keySet();
  }

  /** The socket, if it was opened. */
  @Nullable ZmqSocket opened(String name) {
    return opened.get(name);
  }

  SocketStatus status(String name) {
    return statuses.computeIfAbsent(name, any -> new SocketStatus());
  }

  SocketProperties properties(String name) {
    return Objects.requireNonNull(properties.sockets().get(name), name);
  }

  SocketSpec<?, ?> spec(String name) {
    SocketProperties own = properties(name);
    String prefix = ZmtpProperties.prefixOf(name);
    SocketType type = Objects.requireNonNull(own.type(), prefix); // or there were no such bean
    WebSocketPath.check(name, properties, beans);
    SocketSpec<?, ?> spec = SocketKind.of(type).create().apply(context).name(name);
    spec = spec.doOnEvent(status(name)::on);
    spec = SpecOptions.defaults(spec, properties.defaults());
    spec = SpecOptions.named(spec, type, prefix, own);
    List<String> connected = details.endpoints(name);
    spec = secured(spec, prefix, own, connected);
    spec = observed(spec, own);
    List<String> bound = own.bind();
    if (bound != null) {
      spec = attach(spec, prefix + ".bind", bound, SocketSpec::bind);
    }
    spec = attach(spec, prefix + ".connect", connected, SocketSpec::connect);
    return customize(name, spec);
  }

  /** A mechanism, and TLS: each by what the socket has of its own, and otherwise as all have it. */
  private SocketSpec<?, ?> secured(
      SocketSpec<?, ?> spec, String prefix, SocketProperties own, List<String> connected) {
    SocketProperties all = properties.defaults();
    SocketSecurity mine = new SocketSecurity(prefix, this::bundles);
    SocketSecurity everybodys = new SocketSecurity(ZmtpProperties.DEFAULTS, this::bundles);
    SocketSpec<?, ?> secured =
        own.plain() != null || own.curve() != null
            ? mine.mechanism(spec, own)
            : everybodys.mechanism(spec, all);
    boolean binds = own.bind() != null || own.websocketPath() != null;
    boolean connects = !connected.isEmpty() || own.connect() != null || !binds;
    return own.ssl() != null
        ? mine.tls(secured, own.ssl(), binds, connects)
        : everybodys.tls(secured, all.ssl(), binds, connects);
  }

  /** By the application's registry, unless the properties say otherwise. */
  private SocketSpec<?, ?> observed(SocketSpec<?, ?> spec, SocketProperties own) {
    Boolean wanted =
        own.observation() == null ? properties.defaults().observation() : own.observation();
    ObservationRegistry registry =
        beans.getBeanProvider(ObservationRegistry.class).getIfAvailable();
    return registry != null
            && !Boolean.FALSE.equals(wanted)
            && spec instanceof ObservationOptions<?> options
        ? options.observation(registry)
        : spec;
  }

  private SslBundles bundles() {
    return beans.getBean(SslBundles.class);
  }

  private static SocketSpec<?, ?> attach(
      SocketSpec<?, ?> spec, String property, List<String> endpoints, Attach attach) {
    SocketSpec<?, ?> all = spec;
    for (String endpoint : endpoints) {
      try {
        all = attach.to(all, endpoint);
      } catch (InvalidEndpointException e) {
        throw new ZmtpPropertyException(
            property, e.getMessage() + "", "Write tcp://host:port, or tcp://*:port to bind", e);
      }
    }
    return all;
  }

  /** One of the two ways to an endpoint. */
  private interface Attach {
    SocketSpec<?, ?> to(SocketSpec<?, ?> spec, String endpoint);
  }

  private <S extends SocketSpec<S, ?>> SocketSpec<?, ?> customize(
      String name, SocketSpec<?, ?> spec) {
    ObjectProvider<ZmqSpecCustomizer<S>> customizers =
        beans.getBeanProvider(
            ResolvableType.forClassWithGenerics(ZmqSpecCustomizer.class, spec.getClass()));
    @SuppressWarnings("unchecked") // a spec is its own S
    S customized = (S) spec;
    for (ZmqSpecCustomizer<S> customizer : customizers.orderedStream().toList()) {
      customized = customizer.customize(name, customized);
    }
    return customized;
  }

  ZmqSocket open(String name) {
    SocketSpec<?, ?> spec = beans.getBean(NamedSocketsRegistrar.specOf(name), SocketSpec.class);
    try {
      ZmqSocket socket = spec.openNow();
      opened.put(name, socket);
      return socket;
    } catch (AddressInUseException e) {
      throw failed(name, "bind", e, "Stop what listens there, or bind to another port");
    } catch (ZmqException | IllegalArgumentException e) {
      throw failed(name, "bind", e, "Mend what it says of the socket");
    }
  }

  /**
   * Ends the sockets that only receive: what serves or works is drained, and who is subscribed to
   * one that is published to is told the end.
   */
  Mono<Void> stopReceiving(Duration patience) {
    return Flux.fromIterable(opened.values())
        .flatMap(socket -> stopReceiving(socket, patience).onErrorComplete())
        .then();
  }

  private static Mono<Void> stopReceiving(ZmqSocket socket, Duration patience) {
    if (socket instanceof RepSocket rep) {
      return rep.drain(patience);
    }
    if (socket instanceof PullSocket pull) {
      return pull.drain(pull.snapshot().demand() > 0 ? patience : shorter(patience));
    }
    return socket instanceof SubSocket || socket instanceof DishSocket
        ? socket.disposeLater()
        : Mono.empty();
  }

  /** For messages that nobody asks for now, and perhaps nobody will. */
  private static Duration shorter(Duration patience) {
    return patience.compareTo(UNASKED) < 0 ? patience : UNASKED;
  }

  private static ZmtpPropertyException failed(
      String name, String option, RuntimeException cause, String cure) {
    return new ZmtpPropertyException(
        ZmtpProperties.prefixOf(name) + "." + option, cause.getMessage() + "", cure, cause);
  }
}
