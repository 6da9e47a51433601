package reactor.zmtp.security;

import java.util.Objects;

/**
 * Name of a principal of GSSAPI.
 *
 * @param text the name
 * @param type how it is to be read
 */
public record GssName(String text, Type type) {

  /** Form of a name. */
  public enum Type {
    /**
     * {@code service@host}, or {@code service} alone for one of this host: the principal {@code
     * service/host} of the host's realm (ZMQ_GSSAPI_NT_HOSTBASED).
     */
    HOST_BASED,
    /** A user of the default realm (ZMQ_GSSAPI_NT_USER_NAME). */
    USER,
    /** A principal of Kerberos, such as {@code ann@EXAMPLE.ORG} (ZMQ_GSSAPI_NT_KRB5_PRINCIPAL). */
    KERBEROS_PRINCIPAL
  }

  /**
   * Checks that there is a name.
   *
   * @param text the name
   * @param type how it is to be read
   * @throws IllegalArgumentException if it is empty
   */
  public GssName {
    Objects.requireNonNull(type, "type");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a name of GSSAPI must not be empty");
    }
  }

  /**
   * A service on a host (ZMQ_GSSAPI_NT_HOSTBASED, what libzmq takes a name for if nothing is said).
   *
   * @param service {@code service@host}, or {@code service} alone for one of this host
   * @return its name
   */
  public static GssName hostBased(String service) {
    return new GssName(service, Type.HOST_BASED);
  }

  /**
   * A user of the default realm (ZMQ_GSSAPI_NT_USER_NAME).
   *
   * @param user the user
   * @return the user's name
   */
  public static GssName user(String user) {
    return new GssName(user, Type.USER);
  }

  /**
   * A principal of Kerberos (ZMQ_GSSAPI_NT_KRB5_PRINCIPAL).
   *
   * @param principal such as {@code ann@EXAMPLE.ORG} or {@code zmq/host.example.org@EXAMPLE.ORG}
   * @return its name
   */
  public static GssName kerberos(String principal) {
    return new GssName(principal, Type.KERBEROS_PRINCIPAL);
  }
}
