package reactor.zmtp.transport.address;

/** Part of an endpoint that an address is: what may be written there, and how an error calls it. */
enum AddressRole {
  /** The address a listener binds to. */
  BIND(true, ""),
  /** The address an outgoing connection is bound to, before the semicolon. */
  SOURCE(true, "source "),
  /** The address an outgoing connection goes to. */
  DESTINATION(false, "destination ");

  /** True where wildcards and interface names may stand; false where DNS names may. */
  final boolean local;

  private final String prefix;

  AddressRole(boolean local, String prefix) {
    this.local = local;
    this.prefix = prefix;
  }

  /** The part in words, such as {@code source port "x"}. */
  String part(String name, String text) {
    return prefix + name + " \"" + text + "\"";
  }

  String part(String name) {
    return prefix + name;
  }
}
