package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * Options of a socket whose older messages a newer one can replace.
 *
 * @param <S> the spec
 */
public interface ConflateOptions<S extends SocketSpec<S, ?>> {

  /**
   * Whether only the newest message is kept for each peer, and from each peer, in place of all
   * high-water marks, those in bytes too (ZMQ_CONFLATE). Unlike in libzmq, messages of several
   * frames are fine. Default: false.
   *
   * @param enabled whether a newer message replaces an older one that waits
   * @return a new spec
   */
  default S conflate(boolean enabled) {
    return SocketSpec.with(this, Option.CONFLATE, enabled);
  }
}
