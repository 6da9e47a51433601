package reactor.zmtp.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.endpoint.HostedEndpoint;
import reactor.zmtp.endpoint.Transport;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.transport.address.Scheme;
import reactor.zmtp.transport.inproc.InprocTransport;
import reactor.zmtp.transport.ipc.IpcTransport;
import reactor.zmtp.transport.tcp.TcpTransport;
import reactor.zmtp.transport.udp.UdpTransport;
import reactor.zmtp.transport.ws.WsRoute;
import reactor.zmtp.transport.ws.WsTransport;

/** Registry of a context's transports, by the schemes of their endpoints. */
public final class Transports {

  private static final TcpTransport TCP = new TcpTransport();

  private static final List<Transport> ALL =
      List.of(
          TCP,
          new IpcTransport(),
          new InprocTransport(),
          new UdpTransport(),
          WsTransport.ws(TCP),
          WsTransport.wss(TCP));

  private final ProvidedTransports provided =
      new ProvidedTransports(ALL.stream().map(Transport::scheme).collect(Collectors.toSet()));

  /** Those of a context: with what jars provide that this thread's context class loader knows. */
  Transports() {}

  /**
   * Checks what is seen of an endpoint without looking anything up.
   *
   * @throws InvalidEndpointException if it is malformed, or no transport's
   */
  public void check(ZmqEndpoint.Role role, String endpoint) {
    Transport transport = of(endpoint);
    if (role == ZmqEndpoint.Role.BOUND) {
      transport.checkBind(endpoint);
    } else {
      transport.checkConnect(endpoint);
    }
  }

  /** Reads what jars provide, where the application asks for an endpoint: not on an event loop. */
  void prepare(String endpoint) {
    try {
      of(endpoint);
    } catch (InvalidEndpointException e) {
      // Signalled where it is used.
    }
  }

  /**
   * Finds the transport of an endpoint.
   *
   * @throws InvalidEndpointException if it has no scheme, or one that is not supported
   */
  Transport of(String endpoint) {
    String scheme = Scheme.of(endpoint);
    for (Transport each : ALL) {
      if (each.scheme().equals(scheme)) {
        return each;
      }
    }
    Transport found = provided.find(scheme, endpoint);
    if (found == null) {
      throw new InvalidEndpointException(endpoint, unknown(scheme));
    }
    return found;
  }

  /** The socket as the route of an HTTP server. */
  static HostedEndpoint hosted(TransportContext socket) {
    return new WsRoute(socket);
  }

  private String unknown(String scheme) {
    List<String> supported = new ArrayList<>(ALL.stream().map(Transport::scheme).toList());
    supported.addAll(provided.schemes());
    // libzmq compares the scheme as it is written: TCP:// is unknown to it.
    String lower = scheme.toLowerCase(Locale.ROOT);
    if (supported.contains(lower)) {
      return "the transport \"" + scheme + "\" is written in lower case: " + lower;
    }
    String missing = MissingTransports.reason(scheme);
    List<String> faults = provided.faults();
    return (missing == null
            ? "there is no transport \"" + scheme + "\""
            : "the transport " + scheme + " is not supported: " + missing)
        + "; supported are: "
        + String.join(", ", supported)
        + (faults.isEmpty() ? "" : "; not used: " + String.join("; ", faults));
  }
}
