package reactor.zmtp.socket;

import reactor.core.publisher.Mono;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.endpoint.TransportEndpoint;

/** Endpoint as users hold it. */
final class LiveEndpoint implements ZmqEndpoint {

  private final Endpoints endpoints;
  private final Role role;
  private final TransportEndpoint transport;
  private final DisposeSignal gone = new DisposeSignal();
  private volatile boolean disposed;

  LiveEndpoint(Endpoints endpoints, Role role, TransportEndpoint transport) {
    this.endpoints = endpoints;
    this.role = role;
    this.transport = transport;
  }

  TransportEndpoint transport() {
    return transport;
  }

  boolean is(Role wanted, String endpoint) {
    return role == wanted
        && (transport.address().equals(endpoint) || transport.requested().equals(endpoint));
  }

  /** Where the application may be called. */
  void gone() {
    disposed = true;
    gone.complete();
  }

  @Override
  public String address() {
    return transport.address();
  }

  @Override
  public Role role() {
    return role;
  }

  @Override
  public int port() {
    return transport.port();
  }

  @Override
  public void dispose() {
    endpoints.remove(this);
  }

  @Override
  public boolean isDisposed() {
    return disposed;
  }

  @Override
  public Mono<Void> onDispose() {
    return gone.asMono();
  }

  @Override
  public String toString() {
    return role + " " + address();
  }
}
