package reactor.zmtp.transport.address;

/**
 * Which part of an endpoint an address is: what may be written there, and how an error calls it.
 */
enum AddressRole {
  /** What a listener binds to. */
  BIND(true, ""),
  /** What an outgoing connection is bound to, before the semicolon. */
  SOURCE(true, "source "),
  /** Where an outgoing connection goes. */
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

  /** The part in words, such as {@code source port}. */
  String part(String name) {
    return prefix + name;
  }
}
