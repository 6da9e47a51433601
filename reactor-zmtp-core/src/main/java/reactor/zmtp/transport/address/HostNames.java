package reactor.zmtp.transport.address;

import org.jspecify.annotations.Nullable;

/**
 * Syntax of the names of hosts, of interfaces and of IPv6 scopes; each check answers what is wrong,
 * or null.
 */
final class HostNames {

  private static final int LONGEST_HOST = 253;
  private static final int LONGEST_LABEL = 63;

  private HostNames() {}

  /**
   * DNS name: RFC 1123, and underscores, which containers' names have.
   *
   * <p>A last label of digits alone is refused: resolvers would read {@code 10.1} or {@code 256} as
   * an IPv4 address.
   */
  static @Nullable String hostProblem(String name) {
    if (name.indexOf(':') >= 0) {
      return notIpv6();
    }
    String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (relative.length() > LONGEST_HOST) {
      return "has "
          + relative.length()
          + " characters; a host name has "
          + LONGEST_HOST
          + " at most";
    }
    int start = 0;
    while (true) {
      int dot = relative.indexOf('.', start);
      String label = relative.substring(start, dot < 0 ? relative.length() : dot);
      String problem = labelProblem(label);
      if (problem != null) {
        return problem;
      }
      if (dot < 0) {
        return isDigits(label) ? "is neither an IPv4 address nor a host name" : null;
      }
      start = dot + 1;
    }
  }

  private static @Nullable String labelProblem(String label) {
    if (label.isEmpty()) {
      return "has an empty label: dots stand between labels";
    }
    if (label.length() > LONGEST_LABEL) {
      return "has a label of "
          + label.length()
          + " characters; "
          + LONGEST_LABEL
          + " at most are allowed";
    }
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if (c >= 0x80) {
        return "has letters beyond ASCII; write an international name in its xn-- form";
      }
      if (!Character.isLetterOrDigit(c) && c != '-' && c != '_') {
        return "has '" + c + "', which no host name has";
      }
    }
    return label.startsWith("-") || label.endsWith("-")
        ? "has a label that begins or ends with '-', which no host name has"
        : null;
  }

  /**
   * Name of an interface: operating systems allow nearly everything, so this only refuses what is
   * surely another thing.
   */
  static @Nullable String interfaceProblem(String name) {
    if (name.indexOf('.') >= 0 && isDigits(name.replace(".", ""))) {
      return "is not an IPv4 address: four numbers from 0 to 255, without leading zeros";
    }
    // One colon is the label of an alias, such as eth0:1.
    if (name.indexOf(':') != name.lastIndexOf(':') || name.startsWith(":") || name.endsWith(":")) {
      return notIpv6();
    }
    return characterProblem(name);
  }

  /** IPv6 scope (RFC 4007): an interface's name, or its index. */
  static @Nullable String scopeProblem(String scope) {
    if (scope.isEmpty()) {
      return "has no scope after the %: an interface's name or index";
    }
    if (isDigits(scope) && index(scope) <= 0) {
      return "has the scope " + scope + "; an interface's index is from 1 to " + Integer.MAX_VALUE;
    }
    return characterProblem(scope);
  }

  /** The index that a scope of digits is; 0 for none. */
  static int index(String scope) {
    try {
      return isDigits(scope) ? Integer.parseInt(scope) : 0;
    } catch (NumberFormatException tooLarge) {
      return 0;
    }
  }

  private static @Nullable String characterProblem(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c) || "[]*%".indexOf(c) >= 0) {
        return "has '" + c + "', which no interface's name has";
      }
    }
    return null;
  }

  private static String notIpv6() {
    return "is not an IPv6 address; right is tcp://[::1]:5555, with the brackets";
  }

  static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
