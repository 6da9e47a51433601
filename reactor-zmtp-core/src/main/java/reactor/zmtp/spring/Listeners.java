package reactor.zmtp.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.messaging.handler.HandlerMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DishSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RoutingSocket;
import reactor.zmtp.ZmqSocket;

/**
 * Runs the {@link ZmqListener} methods from the end of the start to the beginning of the end: after
 * the web server has been started, and before it is asked to end gracefully. Then what is received
 * is drained, and what streams to browsers from a socket that only receives ends with it.
 */
final class Listeners extends LifecyclePhase {

  /** Above that of the web server's graceful end. */
  static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

  private final ConfigurableListableBeanFactory beans;
  private final NamedSockets sockets;
  private final ZmtpCodecs codecs;
  private final Duration patience;
  private final List<Listener> listeners = new ArrayList<>();

  Listeners(
      ConfigurableListableBeanFactory beans,
      NamedSockets sockets,
      ZmtpCodecs codecs,
      Duration patience) {
    super(PHASE);
    this.beans = beans;
    this.sockets = sockets;
    this.codecs = codecs;
    this.patience = patience;
  }

  @Override
  void begin() {
    Map<String, Listener> bySocket = new LinkedHashMap<>();
    AnnotatedMethods.of(beans).forEach(each -> add(bySocket, each));
    listeners.addAll(bySocket.values());
    listeners.forEach(Listener::start);
  }

  private void add(Map<String, Listener> all, AnnotatedMethods.Each each) {
    String name = Objects.requireNonNull(beans.resolveEmbeddedValue(each.listener().socket()));
    HandlerMethod handler =
        new HandlerMethod(each.bean(), beans, each.method()).createWithResolvedBean();
    ListenerMethod listened = new ListenerMethod(handler, codecs, beans);
    if (each.listener().concurrency() < 0) {
      throw new IllegalStateException(
          "concurrency of %s must be 0 or more, not %d"
              .formatted(listened, each.listener().concurrency()));
    }
    Listener listener =
        new Listener(socket(name, listened), listened, each.listener().concurrency());
    Listener other = all.putIfAbsent(name, listener);
    if (other != null) {
      throw new IllegalStateException(
          "a socket has one listener, and two are given: %s, %s".formatted(other, listener));
    }
  }

  private ZmqSocket socket(String name, ListenerMethod method) {
    ZmqSocket socket;
    try {
      socket = beans.getBean(name, ZmqSocket.class);
    } catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException e) {
      throw new ZmtpPropertyException(
          ZmtpProperties.prefixOf(name),
          "it is not there, and %s listens to it".formatted(method),
          "Give it a type and endpoints, or @ZmqListener the name of a socket",
          e);
    }
    boolean one = !method.isStreaming(); // and not all at once
    if (socket instanceof ReceivingSocket
        || (one
            && (socket instanceof RepSocket
                || socket instanceof RoutingSocket
                || socket instanceof DishSocket))) {
      return socket;
    }
    throw new ZmtpPropertyException(
        ZmtpProperties.prefixOf(name) + ".type",
        "a %s socket receives nothing that %s could be given".formatted(socket.type(), method),
        "Listen to a socket that receives, to one that routes or replies without a Flux",
        null);
  }

  @Override
  Mono<Void> end() {
    return Flux.fromIterable(listeners)
        .flatMap(listener -> listener.stop(patience))
        .then(sockets.stopReceiving(patience));
  }
}
