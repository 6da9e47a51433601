package reactor.zmtp.spring;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names of sockets as properties spell them: environment variables do so without case or dashes.
 */
final class SocketNames {

  private SocketNames() {}

  /** Each socket once, by the name that has more to it than an environment variable's. */
  static Collection<String> of(Collection<String> spelled) {
    Map<String, String> names = new HashMap<>();
    for (String name : spelled) {
      String plain = name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
      String other = names.put(plain, name);
      if (other == null || other.equals(plain)) {
        continue;
      }
      if (!name.equals(plain)) {
        throw new ZmtpPropertyException(
            ZmtpProperties.prefixOf(name),
            "it is the name " + other + " spelled in another way",
            "Spell it in one way",
            null);
      }
      names.put(plain, other);
    }
    return names.values();
  }
}
