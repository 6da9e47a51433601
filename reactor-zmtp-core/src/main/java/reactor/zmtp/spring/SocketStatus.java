package reactor.zmtp.spring;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.SocketEvent.BindFailed;
import reactor.zmtp.SocketEvent.ConnectAbandoned;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandlerFailed;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.spring.ZmtpEndpoint.Failure;

/** What went wrong with a socket, and what it dropped. */
final class SocketStatus {

  private final Map<DiscardReason, Long> discarded = new ConcurrentHashMap<>();
  private volatile @Nullable Failure failure;

  void on(SocketEvent event) {
    String what = null;
    if (event instanceof ConnectRetried retried) {
      what = "connection lost or not made" + because(retried.cause());
    } else if (event instanceof ConnectAbandoned abandoned) {
      what = "endpoint given up" + because(abandoned.cause());
    } else if (event instanceof HandshakeFailed failed) {
      what = "handshake failed: " + failed.reason() + because(failed.cause());
    } else if (event instanceof Disconnected disconnected && disconnected.cause() != null) {
      what = "peer lost: " + disconnected.reason() + because(disconnected.cause());
    } else if (event instanceof BindFailed failed) {
      what = "not bound" + because(failed.cause());
    } else if (event instanceof AcceptFailed failed) {
      what = "connection not accepted: " + failed.reason();
    } else if (event instanceof HandlerFailed failed) {
      what = "handler failed" + because(failed.cause());
    } else if (event instanceof Discarded lost) {
      discarded.merge(lost.reason(), lost.count(), Long::sum);
    }
    if (what != null) {
      failure = new Failure(Instant.now(), event.endpoint(), what);
    }
  }

  private static String because(@Nullable Throwable cause) {
    return cause == null ? "" : " (" + cause.getMessage() + ")";
  }

  @Nullable Failure lastFailure() {
    return failure;
  }

  /** Messages that were dropped, by the reason. */
  Map<DiscardReason, Long> discarded() {
    return Map.copyOf(discarded);
  }
}
