package reactor.zmtp.socket;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.DisposedException;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqEndpoint.Role;
import reactor.zmtp.ZmqException;
import reactor.zmtp.endpoint.ConnectingEndpoint;
import reactor.zmtp.endpoint.HostedEndpoint;
import reactor.zmtp.endpoint.Transport;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.endpoint.TransportEndpoint;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.NextIteration;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/**
 * Endpoints that a socket is bound and connected to. Confined to its event loop but for the list.
 */
final class Endpoints {

  /**
   * The types for which libzmq (zmq_connect) makes connecting to an endpoint once more a no-op:
   * through a second connection to one peer their messages would come twice, or take turns with
   * themselves.
   */
  private static final Set<SocketType> CONNECTED_ONCE =
      EnumSet.of(SocketType.SUB, SocketType.PUB, SocketType.DEALER, SocketType.REQ);

  private final SocketBase<?> socket;
  private final IoLoop loop;
  private final Options options;
  private final TransportContext context;
  private final Transports transports;
  private final List<LiveEndpoint> endpoints = new CopyOnWriteArrayList<>();

  /** Endpoints that are being bound, or closed: the socket is not gone before that is done. */
  private final Set<Future<?>> underWay = new LinkedHashSet<>();

  private final Set<LoopSink<?>> unanswered = new LinkedHashSet<>();

  /** What comes by servers that are not the socket's, and so is in no list of its own. */
  private final HostedEndpoint hosted;

  private @Nullable Promise<Void> closed;

  Endpoints(SocketBase<?> socket, IoLoop loop, Options options, ZmqResources resources) {
    this.socket = socket;
    this.loop = loop;
    this.options = options;
    this.transports = resources.transports();
    this.context =
        new TransportContext(loop, options, socket, resources::resolver, resources.shared());
    this.hosted = Transports.hosted(context);
  }

  /** From any thread. */
  HostedEndpoint hosted() {
    return hosted;
  }

  List<ZmqEndpoint> all() {
    return List.copyOf(endpoints);
  }

  void bind(String endpoint, LoopSink<ZmqEndpoint> sink) {
    Future<TransportEndpoint> opening;
    try {
      checkAlone(endpoint);
      opening = transport(endpoint).bind(endpoint, context);
    } catch (ZmqException e) { // no transport's endpoint
      socket.event(new SocketEvent.BindFailed(endpoint, e));
      sink.error(e);
      return;
    }
    underWay.add(opening);
    unanswered.add(sink);
    opening.addListener(
        done -> {
          if (done.isSuccess()) {
            attach(Role.BOUND, opening.getNow(), sink);
          } else {
            sink.error(done.cause());
          }
          unanswered.remove(sink);
          finished(opening);
        });
  }

  /** A DGRAM has no protocol of ZeroMQ's to speak over any other transport. */
  private Transport transport(String endpoint) {
    Transport transport = transports.of(endpoint);
    if (socket.type() == SocketType.DGRAM && !transport.scheme().equals("udp")) {
      throw new InvalidEndpointException(
          endpoint, "a DGRAM socket speaks udp alone; right is udp://");
    }
    return transport;
  }

  /** What a DGRAM sends comes from its one endpoint, as in libzmq. */
  private void checkAlone(String endpoint) {
    if (socket.type() == SocketType.DGRAM && !(endpoints.isEmpty() && underWay.isEmpty())) {
      throw new InvalidEndpointException(
          endpoint,
          "a DGRAM socket has one endpoint, which its messages are sent from, and this has "
              + (endpoints.isEmpty() ? "another that is not closed yet" : endpoints.toString()));
    }
  }

  private void finished(Future<?> done) {
    underWay.remove(done);
    if (closed != null && underWay.isEmpty()) {
      closed.trySuccess(null);
    }
  }

  void connect(String endpoint, @Nullable RoutingId peer, LoopSink<ZmqEndpoint> sink) {
    LiveEndpoint there =
        CONNECTED_ONCE.contains(socket.type()) ? find(Role.CONNECTED, endpoint) : null;
    if (there != null) {
      sink.success(there);
      return;
    }
    if (peer != null && isAssigned(peer)) {
      sink.error(
          new ZmqException(
              "cannot connect to %s as %s: another endpoint of this socket has that routing id"
                  .formatted(endpoint, peer)));
      return;
    }
    ConnectingEndpoint connector = transport(endpoint).connect(endpoint, peer, context);
    LiveEndpoint made = attach(Role.CONNECTED, connector, sink);
    connector.start(cause -> abandon(made, cause));
    socket.endpointsChanged();
  }

  private @Nullable LiveEndpoint find(Role role, String endpoint) {
    for (LiveEndpoint each : endpoints) {
      if (each.is(role, endpoint)) {
        return each;
      }
    }
    return null;
  }

  private boolean isAssigned(RoutingId peer) {
    for (LiveEndpoint each : endpoints) {
      if (peer.equals(each.transport().assignedId())) {
        return true;
      }
    }
    return false;
  }

  private LiveEndpoint attach(Role role, TransportEndpoint transport, LoopSink<ZmqEndpoint> sink) {
    LiveEndpoint endpoint = new LiveEndpoint(this, role, transport);
    endpoints.add(endpoint);
    if (socket.isDisposed()) { // disposed of while it was being bound
      detach(endpoint);
      sink.error(
          new DisposedException(
              "cannot bind to " + transport.requested() + ": the socket was disposed of"));
    } else {
      sink.onCancel(() -> detach(endpoint));
      sink.success(endpoint);
    }
    return endpoint;
  }

  /** Nothing more comes of it, so that it stands in nobody's way. */
  private void abandon(LiveEndpoint endpoint, @Nullable Throwable cause) {
    endpoints.remove(endpoint);
    socket.event(new SocketEvent.ConnectAbandoned(endpoint.address(), cause));
    loop.signal(endpoint::gone);
    socket.endpointsChanged(); // nothing waits for that peer any more
  }

  void remove(Role role, String endpoint, LoopSink<Void> sink) {
    LiveEndpoint there = find(role, endpoint);
    if (there != null) {
      unanswered.add(sink);
      detach(there)
          .addListener(
              done -> {
                unanswered.remove(sink);
                sink.success();
              });
      return;
    }
    sink.error(
        new InvalidEndpointException(
            endpoint,
            "this socket is not "
                + (role == Role.BOUND ? "bound" : "connected")
                + " to it; its endpoints are "
                + endpoints));
  }

  /** From any thread. */
  void remove(LiveEndpoint endpoint) {
    loop.execute(() -> detach(endpoint));
  }

  private Future<Void> detach(LiveEndpoint endpoint) {
    TransportEndpoint transport = endpoint.transport();
    if (!endpoints.remove(endpoint)) {
      return loop.eventLoop().newSucceededFuture(null);
    }
    Promise<Void> closing = loop.eventLoop().newPromise();
    underWay.add(closing);
    // NIO frees a port when the selector next looks at its channels: before the loop's next turn.
    NextIteration portIsFree = new NextIteration(loop, () -> gone(endpoint, closing));
    transport.close().addListener(done -> portIsFree.schedule());
    socket.endpointsChanged();
    return closing;
  }

  private void gone(LiveEndpoint endpoint, Promise<Void> closing) {
    if (loop.isEnded()) { // and the socket with it, which has reported its last event
      loop.signal(endpoint::gone);
      return;
    }
    socket.event(new SocketEvent.Closed(endpoint.address()));
    loop.signal(endpoint::gone);
    closing.setSuccess(null);
    finished(closing);
  }

  /** Removes all of them; done when none is being bound or closed any more. */
  Future<Void> close() {
    Promise<Void> all = loop.eventLoop().newPromise();
    closed = all;
    endpoints.forEach(this::detach);
    Future<Void> guests = hosted.close();
    underWay.add(guests);
    guests.addListener(gone -> finished(guests));
    if (underWay.isEmpty()) {
      all.trySuccess(null);
    }
    return all;
  }

  /** Fails what waits for a channel: the loop has ended, and closed all of them. */
  void loopEnded() {
    for (LoopSink<?> each : unanswered) {
      each.error(new DisposedException("the event loop of this socket has ended"));
    }
    unanswered.clear();
    endpoints.forEach(each -> loop.signal(each::gone));
    endpoints.clear();
  }

  /** With immediate(false), connected endpoints whose peer is not there count as peers. */
  int expectedPeers() {
    if (options.get(Option.IMMEDIATE)) {
      return 0;
    }
    int expected = 0;
    for (LiveEndpoint each : endpoints) {
      if (each.transport().isAwaited()) {
        expected++;
      }
    }
    return expected;
  }

  /** With immediate(false), a message for a peer that is being connected to waits for it. */
  boolean expects(RoutingId peer) {
    if (options.get(Option.IMMEDIATE)) {
      return false;
    }
    for (LiveEndpoint each : endpoints) {
      TransportEndpoint transport = each.transport();
      if (transport.isAwaited() && peer.equals(transport.assignedId())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return endpoints.toString();
  }
}
