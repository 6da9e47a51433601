package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * What can be set on a socket that keeps its peers' groups.
 *
 * @param <S> the spec
 */
public interface GroupOptions<S extends SocketSpec<S, ?>> {

  /**
   * How many groups one peer may be a member of; one that joins more loses its connection. Default:
   * 10000 (libzmq: no limit).
   *
   * @param groups 1 or more
   * @return a new spec
   */
  default S maxGroups(int groups) {
    SocketSpec.check(groups > 0, "maxGroups", groups, "1 or more");
    return SocketSpec.with(this, Option.MAX_GROUPS, groups);
  }
}
