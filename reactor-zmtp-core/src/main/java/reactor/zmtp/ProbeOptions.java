package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * Options of a socket that a ROUTER may want to speak to first.
 *
 * @param <S> the spec
 */
public interface ProbeOptions<S extends SocketSpec<S, ?>> {

  /**
   * Whether the first message to each new peer is an empty one (ZMQ_PROBE_ROUTER): a ROUTER there
   * then knows the routing id of this socket and can send to it. A REP or REQ there discards it.
   * Default: false.
   *
   * @param enabled whether it is
   * @return a new spec
   */
  default S probeRouter(boolean enabled) {
    return SocketSpec.with(this, Option.PROBE_ROUTER, enabled);
  }
}
