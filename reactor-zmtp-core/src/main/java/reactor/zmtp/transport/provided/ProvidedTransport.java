package reactor.zmtp.transport.provided;

import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.RoutingId;
import reactor.zmtp.ZmqException;
import reactor.zmtp.endpoint.ConnectingEndpoint;
import reactor.zmtp.endpoint.Connector;
import reactor.zmtp.endpoint.Listener;
import reactor.zmtp.endpoint.Transport;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.endpoint.TransportEndpoint;
import reactor.zmtp.transport.ZmqTransport;

/** Transport of another jar. Whatever it does is no more than an error of one endpoint. */
public final class ProvidedTransport implements Transport {

  private final String scheme;
  private final ZmqTransport provided;

  public ProvidedTransport(String scheme, ZmqTransport provided) {
    this.scheme = scheme;
    this.provided = provided;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public void checkBind(String endpoint) {
    bindAddress(endpoint);
  }

  @Override
  public void checkConnect(String endpoint) {
    connectAddress(endpoint);
  }

  @Override
  public Future<TransportEndpoint> bind(String endpoint, TransportContext socket) {
    SocketAddress address = bindAddress(endpoint);
    return new Listener(socket, endpoint, new ProvidedBinder(this, endpoint, address, socket))
        .open();
  }

  @Override
  public ConnectingEndpoint connect(
      String endpoint, @Nullable RoutingId peer, TransportContext socket) {
    SocketAddress address = connectAddress(endpoint);
    return new Connector(
        socket, endpoint, peer, new ProvidedDialer(this, endpoint, address, socket));
  }

  ZmqTransport provided() {
    return provided;
  }

  private SocketAddress bindAddress(String endpoint) {
    return address(endpoint, "bindAddress", provided::bindAddress);
  }

  private SocketAddress connectAddress(String endpoint) {
    return address(endpoint, "connectAddress", provided::connectAddress);
  }

  private SocketAddress address(
      String endpoint, String method, Function<String, SocketAddress> read) {
    try {
      return returned(read.apply(endpoint.substring(scheme.length() + "://".length())), method);
    } catch (IllegalArgumentException e) {
      InvalidEndpointException malformed =
          new InvalidEndpointException(endpoint, String.valueOf(e.getMessage()));
      malformed.initCause(e);
      throw malformed;
    } catch (Throwable t) { // whatever is wrong with it harms nobody else
      throw fault(endpoint, t);
    }
  }

  <T> T returned(@Nullable T value, String method) {
    if (value == null) {
      throw new ZmqException(method + " has returned null");
    }
    return value;
  }

  /** What was thrown, as an error of the endpoint. */
  ZmqException fault(String endpoint, Throwable thrown) {
    return thrown instanceof InvalidEndpointException own
        ? own
        : new ZmqException(
            "endpoint \"%s\": the transport %s of %s has failed: %s"
                .formatted(endpoint, scheme, provided.getClass().getName(), reason(thrown)),
            thrown);
  }

  private static String reason(Throwable thrown) {
    return thrown instanceof ZmqException ? String.valueOf(thrown.getMessage()) : thrown.toString();
  }
}
