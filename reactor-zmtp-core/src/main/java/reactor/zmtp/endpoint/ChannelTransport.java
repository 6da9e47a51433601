package reactor.zmtp.endpoint;

/**
 * Transport whose connections are channels, over which another protocol can go: the {@code address}
 * is what it would have after its own scheme, the {@code endpoint} is the other's, for errors.
 */
public interface ChannelTransport extends Transport {

  /**
   * Checks what is seen of an address to bind to without looking anything up; from any thread.
   *
   * @throws reactor.zmtp.InvalidEndpointException if it is malformed
   */
  void checkBind(String endpoint, String address);

  /** The same of one to connect to. */
  void checkConnect(String endpoint, String address);

  Binder binder(String endpoint, String address, TransportContext socket);

  /**
   * Prepares to connect.
   *
   * @throws reactor.zmtp.InvalidEndpointException if it can never be connected to
   */
  Dialer dialer(String endpoint, String address, TransportContext socket);
}
