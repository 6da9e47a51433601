package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * Options of a socket that a ROUTER can address.
 *
 * @param <S> the spec
 */
public interface RoutingIdOptions<S extends SocketSpec<S, ?>> {

  /**
   * Routing id that peers are sent, by which a ROUTER addresses this socket (ZMQ_ROUTING_ID).
   * Default: none; a ROUTER then generates one for each connection.
   *
   * @param id the routing id; unique among the peers of one ROUTER. One that begins with a zero
   *     byte is refused, since those are the ones a ROUTER generates
   * @return a new spec
   */
  default S routingId(RoutingId id) {
    byte[] bytes = id.bytes();
    SocketSpec.check(bytes[0] != 0, "routingId", id, "one that does not begin with a zero byte");
    return SocketSpec.with(this, Option.ROUTING_ID, bytes);
  }
}
