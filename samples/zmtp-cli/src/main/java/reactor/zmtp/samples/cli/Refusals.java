package reactor.zmtp.samples.cli;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqException;

/**
 * Ends a command whose server does not let it in, or that does not trust its server: to wait for
 * that to change would be to wait for ever.
 */
final class Refusals implements Consumer<SocketEvent> {

  private final Set<String> connected = ConcurrentHashMap.newKeySet();
  private final Sinks.Empty<Void> refused = Sinks.empty();

  @Override
  public void accept(SocketEvent event) {
    if (event instanceof SocketEvent.Connected) {
      connected.add(event.endpoint());
    } else if (event instanceof SocketEvent.ConnectAbandoned abandoned
        && abandoned.cause() instanceof AuthenticationException cause) {
      refuse(event, cause);
    } else if (event instanceof SocketEvent.HandshakeFailed failed
        && failed.reason() == HandshakeFailure.TLS
        && connected.contains(event.endpoint())) { // what comes to a bound one is no fault of ours
      refuse(event, failed.cause());
    }
  }

  private void refuse(SocketEvent event, Throwable cause) {
    refused.tryEmitError(new ZmqException(event.endpoint() + ": " + cause.getMessage(), cause));
  }

  /** Fails when the command is refused. */
  Mono<Void> refused() {
    return refused.asMono();
  }
}
