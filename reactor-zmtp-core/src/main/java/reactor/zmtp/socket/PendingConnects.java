package reactor.zmtp.socket;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent.ConnectAbandoned;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqException;

/** Peers that are being connected to under ids of ours, and the subscribers that wait for them. */
final class PendingConnects {

  private final RoutingSocketBase socket;
  private final Map<RoutingId, LoopSink<RoutingId>> awaited = new HashMap<>();

  PendingConnects(RoutingSocketBase socket) {
    this.socket = socket;
  }

  /** Connects; the sink gets the id when the peer is there. */
  void connect(String endpoint, LoopSink<RoutingId> sink) {
    RoutingId id = socket.table().newId();
    Disposable.Composite watching = Disposables.composite();
    awaited.put(id, sink);
    sink.onDispose(watching::dispose);
    watching.add(
        socket
            .events()
            .ofType(ConnectAbandoned.class)
            .filter(event -> event.endpoint().equals(endpoint))
            .subscribe(event -> fail(id, "it is not tried again", event.cause())));
    socket
        .connectAs(endpoint, id)
        .subscribe(made -> made(made, id, sink, watching), failure -> fail(id, failure));
  }

  private void made(
      ZmqEndpoint made, RoutingId id, LoopSink<RoutingId> sink, Disposable.Composite watching) {
    sink.onCancel(
        () -> {
          made.dispose();
          awaited.remove(id);
        });
    watching.add(
        made.onDispose()
            .subscribe(
                gone -> {}, failure -> {}, () -> fail(id, "the endpoint was disconnected", null)));
  }

  private void fail(RoutingId id, String why, @Nullable Throwable cause) {
    ZmqException failure = new ZmqException("the peer was not connected to: " + why);
    if (cause != null) {
      failure.initCause(cause);
    }
    fail(id, failure);
  }

  private void fail(RoutingId id, Throwable failure) {
    LoopSink<RoutingId> sink = awaited.remove(id);
    if (sink != null) {
      sink.error(failure);
    }
  }

  void joined(RoutingId id) {
    LoopSink<RoutingId> sink = awaited.remove(id);
    if (sink != null) {
      sink.success(id);
    }
  }
}
