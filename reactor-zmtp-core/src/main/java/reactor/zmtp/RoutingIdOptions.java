package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * What can be set on a socket that a ROUTER can address.
 *
 * @param <S> the spec
 */
public interface RoutingIdOptions<S extends SocketSpec<S, ?>> {

  /**
   * The identity that peers are told, by which a ROUTER addresses this socket (ZMQ_ROUTING_ID).
   * Default: none; a ROUTER then makes one up for each connection.
   *
   * @param id the identity; unique among the peers of one ROUTER. One that begins with a zero byte
   *     is refused, since those are the ones a ROUTER makes up
   * @return a new spec
   */
  default S routingId(RoutingId id) {
    byte[] bytes = id.bytes();
    SocketSpec.check(bytes[0] != 0, "routingId", id, "one that does not begin with a zero byte");
    return SocketSpec.with(this, Option.ROUTING_ID, bytes);
  }
}
