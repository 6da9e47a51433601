package reactor.zmtp;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import reactor.zmtp.message.GroupName;
import reactor.zmtp.option.Option;

/**
 * What can be set on a socket that joins groups.
 *
 * @param <S> the spec
 */
public interface JoinOptions<S extends SocketSpec<S, ?>> {

  /**
   * Joins groups when the socket is opened; adds to those already named. See {@link
   * DishSocket#join}. Default: none.
   *
   * @param groups their names, each 0 to 255 bytes of UTF-8, none of them zero; matched exactly
   * @return a new spec
   * @throws IllegalArgumentException if a name is too long or has a zero byte
   */
  default S join(String... groups) {
    Set<String> all = new LinkedHashSet<>(SocketSpec.get(this, Option.GROUPS));
    for (String group : groups) {
      GroupName.check(group);
      all.add(group);
    }
    return SocketSpec.with(this, Option.GROUPS, Collections.unmodifiableSet(all));
  }
}
