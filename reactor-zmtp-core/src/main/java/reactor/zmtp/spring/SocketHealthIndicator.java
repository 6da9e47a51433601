package reactor.zmtp.spring;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.spring.SocketProperties.HealthRule;

/** Health of a named socket: its endpoints, its peers, and what failed last. */
final class SocketHealthIndicator extends AbstractHealthIndicator {

  private final NamedSockets sockets;
  private final String name;

  SocketHealthIndicator(NamedSockets sockets, String name) {
    super("the socket " + name + " could not be asked");
    this.sockets = sockets;
    this.name = name;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    ZmqSocket socket = sockets.opened(name);
    if (socket == null) {
      health.unknown().withDetail("opened", "not yet: nothing has asked for it");
      return;
    }
    List<String> endpoints = socket.endpoints().stream().map(ZmqEndpoint::toString).toList();
    int peers = socket.snapshot().peers();
    boolean up = !socket.isDisposed() && (peers > 0 || rule(socket) == HealthRule.OPEN);
    (up ? health.up() : health.down())
        .withDetail("type", socket.type())
        .withDetail("endpoints", endpoints)
        .withDetail("peers", peers);
    String path = sockets.properties(name).websocketPath();
    if (path != null) {
      health.withDetail("websocketPath", path);
    }
    ZmtpEndpoint.Failure failure = sockets.status(name).lastFailure();
    if (failure != null) {
      health.withDetail("lastFailure", failure);
    }
  }

  /** One that connects is of no use without a peer; one that binds waits for peers. */
  private HealthRule rule(ZmqSocket socket) {
    @Nullable HealthRule rule = sockets.properties(name).health();
    boolean connects =
        socket.endpoints().stream().anyMatch(each -> each.role() == ZmqEndpoint.Role.CONNECTED);
    return Objects.requireNonNullElse(rule, connects ? HealthRule.CONNECTED : HealthRule.OPEN);
  }
}
