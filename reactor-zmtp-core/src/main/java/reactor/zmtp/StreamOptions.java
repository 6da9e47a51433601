package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * What can be set on a STREAM.
 *
 * @param <S> the spec
 */
public interface StreamOptions<S extends SocketSpec<S, ?>> {

  /**
   * Whether an empty message tells that a peer came, and another that it went (ZMQ_STREAM_NOTIFY).
   * Default: true.
   *
   * @param enabled whether they do
   * @return a new spec
   */
  default S notify(boolean enabled) {
    return SocketSpec.with(this, Option.STREAM_NOTIFY, enabled);
  }
}
