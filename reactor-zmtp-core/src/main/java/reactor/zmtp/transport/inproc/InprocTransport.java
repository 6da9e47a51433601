package reactor.zmtp.transport.inproc;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.RoutingId;
import reactor.zmtp.endpoint.ConnectingEndpoint;
import reactor.zmtp.endpoint.Transport;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.endpoint.TransportEndpoint;
import reactor.zmtp.option.Option;

/** In-process, as {@code zmq_inproc(7)} has it. */
public final class InprocTransport implements Transport {

  private static final String SCHEME = "inproc";
  private static final int LONGEST_NAME = 256;

  /** Binds to any name that is free, as a port of {@code *} does. */
  static final String ANY = SCHEME + "://*";

  /** How the names that are found for that begin. */
  static final String FREE = SCHEME + "://any-";

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public void checkBind(String endpoint) {
    check(endpoint);
  }

  @Override
  public void checkConnect(String endpoint) {
    check(endpoint);
    if (endpoint.equals(ANY)) {
      throw new InvalidEndpointException(
          endpoint, "* is for binding to any name; right is the address of that endpoint");
    }
  }

  private static void check(String endpoint) {
    int length = endpoint.length() - (SCHEME + "://").length();
    if (length == 0) {
      throw new InvalidEndpointException(
          endpoint, "there is no name after inproc://; right is inproc://name");
    }
    if (length > LONGEST_NAME) {
      throw new InvalidEndpointException(
          endpoint, "the name has %d characters; at most 256 are allowed".formatted(length));
    }
  }

  private static void checkNotRaw(String endpoint, TransportContext socket) {
    if (socket.options().get(Option.RAW)) {
      throw new InvalidEndpointException(
          endpoint, "a STREAM socket speaks raw TCP, and no other transport; right is tcp://");
    }
  }

  @Override
  public Future<TransportEndpoint> bind(String endpoint, TransportContext socket) {
    check(endpoint);
    checkNotRaw(endpoint, socket);
    return new InprocListener(socket, names(socket), endpoint).open();
  }

  @Override
  public ConnectingEndpoint connect(
      String endpoint, @Nullable RoutingId peer, TransportContext socket) {
    checkConnect(endpoint);
    checkNotRaw(endpoint, socket);
    return new InprocConnector(socket, names(socket), endpoint, peer);
  }

  private static InprocNames names(TransportContext socket) {
    return socket.shared().get(InprocNames.class, InprocNames::new);
  }
}
