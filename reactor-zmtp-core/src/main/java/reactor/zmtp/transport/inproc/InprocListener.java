package reactor.zmtp.transport.inproc;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.ZmqException;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.endpoint.TransportEndpoint;
import reactor.zmtp.loop.IoLoop;

/** Bound name, and the links of those that came to it. */
final class InprocListener implements TransportEndpoint, InprocEnd.Endpoint {

  private final TransportContext socket;
  private final InprocNames names;
  private final String requested;
  private final String endpoint;
  private final InprocAddress address;
  private final Set<InprocEnd> ends = new LinkedHashSet<>();
  private final Runnable loopEnds = this::unbind;
  private boolean closed;

  InprocListener(TransportContext socket, InprocNames names, String requested) {
    this.socket = socket;
    this.names = names;
    this.requested = requested;
    this.endpoint = requested.equals(InprocTransport.ANY) ? names.free() : requested;
    this.address = new InprocAddress(endpoint);
  }

  Future<TransportEndpoint> open() {
    Promise<TransportEndpoint> opened = loop().eventLoop().newPromise();
    if (names.bind(endpoint, this)) {
      loop().opened(loopEnds);
      socket.peers().event(new SocketEvent.Listening(endpoint, address));
      return opened.setSuccess(this);
    }
    ZmqException taken =
        new AddressInUseException(
            endpoint, new ZmqException("another socket of this context is bound to that name"));
    socket.peers().event(new SocketEvent.BindFailed(endpoint, taken));
    return opened.setFailure(taken);
  }

  private IoLoop loop() {
    return socket.loop();
  }

  /** Takes an end that wants to connect; from any thread. */
  void offer(InprocEnd connecting) {
    loop().execute(() -> accept(connecting));
  }

  private void accept(InprocEnd connecting) {
    if (closed) {
      names.connect(endpoint, connecting); // it may be bound anew by now
      return;
    }
    socket.peers().event(new SocketEvent.Accepted(endpoint, address, address));
    new InprocEnd(this, socket, address).accept(connecting);
  }

  @Override
  public String address() {
    return endpoint;
  }

  @Override
  public String requested() {
    return requested;
  }

  @Override
  public boolean accepts() {
    return true;
  }

  @Override
  public @Nullable RoutingId assignedId() {
    return null;
  }

  @Override
  public void joined(InprocEnd end) {
    ends.add(end);
  }

  @Override
  public void refused(InprocEnd end, Throwable cause) {}

  @Override
  public void disconnected(InprocEnd end, @Nullable Throwable cause) {
    ends.remove(end);
  }

  @Override
  public Future<Void> close() {
    unbind();
    PromiseCombiner all = new PromiseCombiner(loop().eventLoop());
    for (InprocEnd end : Set.copyOf(ends)) {
      all.add(end.closed());
      end.close();
    }
    Promise<Void> gone = loop().eventLoop().newPromise();
    all.finish(gone);
    return gone;
  }

  private void unbind() {
    closed = true;
    names.unbind(endpoint, this);
    loop().closed(loopEnds);
  }
}
