package reactor.zmtp.samples.cli;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketEvent;

/** Last failure, for whoever has waited in vain; forgotten when its endpoint gets a peer. */
final class LastFailure implements Consumer<SocketEvent> {

  private volatile @Nullable SocketEvent last;

  @Override
  public void accept(SocketEvent event) {
    if (cause(event) != null) {
      last = event;
    } else if (event instanceof SocketEvent.HandshakeSucceeded) {
      SocketEvent failure = last;
      if (failure != null && failure.endpoint().equals(event.endpoint())) {
        last = null;
      }
    }
  }

  private static @Nullable Throwable cause(SocketEvent event) {
    if (event instanceof SocketEvent.HandshakeFailed failed) {
      return failed.cause();
    }
    if (event instanceof SocketEvent.ConnectRetried retried) {
      return retried.cause();
    }
    if (event instanceof SocketEvent.ConnectAbandoned abandoned) {
      return abandoned.cause();
    }
    if (event instanceof SocketEvent.AcceptFailed failed) {
      return failed.cause();
    }
    return event instanceof SocketEvent.Disconnected lost ? lost.cause() : null;
  }

  /** Such as {@code tcp://127.0.0.1:5555: Connection refused}; null if nothing went wrong. */
  @Nullable String describe() {
    SocketEvent failure = last;
    Throwable cause = failure == null ? null : cause(failure);
    return failure == null || cause == null
        ? null
        : failure.endpoint() + ": " + (cause.getMessage() == null ? cause : cause.getMessage());
  }
}
