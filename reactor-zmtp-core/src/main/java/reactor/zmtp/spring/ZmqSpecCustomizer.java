package reactor.zmtp.spring;

import reactor.zmtp.SocketSpec;

/**
 * Changes the specs of named sockets of one type: what properties cannot say, such as {@code
 * RepSpec.onError}. Beans of this type are called in their order, for each named socket of that
 * type before it is opened.
 *
 * @param <S> the spec: that of the bean's own declaration, such as {@code
 *     ZmqSpecCustomizer<RepSpec>}
 */
@FunctionalInterface
public interface ZmqSpecCustomizer<S extends SocketSpec<S, ?>> {

  /**
   * Changes a spec.
   *
   * @param socket name of the socket
   * @param spec the spec, as the properties have it
   * @return the spec to be used
   */
  S customize(String socket, S spec);
}
