package reactor.zmtp.transport.inproc;

import io.netty.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ReconnectStop;
import reactor.zmtp.RoutingId;
import reactor.zmtp.endpoint.ConnectingEndpoint;
import reactor.zmtp.endpoint.Reconnection;
import reactor.zmtp.endpoint.TransportContext;

/**
 * Endpoint that connects to a name. It waits until that is bound, and when the link ends, for
 * another one.
 */
final class InprocConnector implements ConnectingEndpoint, InprocEnd.Endpoint {

  private final TransportContext socket;
  private final InprocNames names;
  private final String endpoint;
  private final InprocAddress address;
  private final @Nullable RoutingId peer;
  private final Reconnection reconnection;
  private final Runnable loopEnds = this::waitNoLonger;

  private @Nullable InprocEnd end;

  InprocConnector(
      TransportContext socket, InprocNames names, String endpoint, @Nullable RoutingId peer) {
    this.socket = socket;
    this.names = names;
    this.endpoint = endpoint;
    this.address = new InprocAddress(endpoint);
    this.peer = peer;
    this.reconnection = new Reconnection(socket, endpoint, this::attempt);
  }

  @Override
  public void start(Consumer<@Nullable Throwable> abandoned) {
    socket.loop().opened(loopEnds);
    reconnection.begin(abandoned);
  }

  private void attempt() {
    InprocEnd next = new InprocEnd(this, socket, address);
    end = next;
    names.connect(endpoint, next);
  }

  @Override
  public String address() {
    return endpoint;
  }

  @Override
  public String requested() {
    return endpoint;
  }

  @Override
  public boolean accepts() {
    return false;
  }

  @Override
  public @Nullable RoutingId assignedId() {
    return peer;
  }

  @Override
  public boolean isAwaited() {
    return end == null || !end.isJoined();
  }

  @Override
  public void joined(InprocEnd joined) {
    reconnection.succeeded();
  }

  @Override
  public void refused(InprocEnd refused, Throwable cause) {
    end = null;
    reconnection.again(cause, ReconnectStop.HANDSHAKE_FAILED);
  }

  @Override
  public void disconnected(InprocEnd lost, @Nullable Throwable cause) {
    end = null;
    reconnection.lost(cause);
  }

  @Override
  public Future<Void> close() {
    reconnection.close();
    waitNoLonger();
    InprocEnd last = end;
    if (last == null) {
      return socket.loop().eventLoop().newSucceededFuture(null);
    }
    last.close();
    return last.closed();
  }

  /** Whom it is connected to, it is as before. */
  private void waitNoLonger() {
    socket.loop().closed(loopEnds);
    InprocEnd last = end;
    if (last != null && !last.isJoined()) {
      names.forget(endpoint, last);
      last.close();
    }
  }
}
