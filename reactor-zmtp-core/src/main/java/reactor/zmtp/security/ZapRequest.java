package reactor.zmtp.security;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Request of a peer that wants to be let in (RFC 27).
 *
 * <p>Neither this class nor its credentials print what they know.
 */
public final class ZapRequest {

  private final String mechanism;
  private final String domain;
  private final SocketAddress address;
  private final byte[] identity;
  private final List<byte[]> credentials;

  /**
   * A request.
   *
   * @param mechanism the security mechanism: {@code NULL}, {@code PLAIN}, {@code CURVE} or {@code
   *     GSSAPI}
   * @param domain the {@code zapDomain} of the socket, empty if it has none
   * @param address where the peer is
   * @param identity the routing id of the socket that asks, empty if it has none
   * @param credentials for NULL none; for PLAIN user name and password in UTF-8; for CURVE the
   *     peer's public key; for GSSAPI its principal in UTF-8
   */
  public ZapRequest(
      String mechanism,
      String domain,
      SocketAddress address,
      byte[] identity,
      List<byte[]> credentials) {
    this.mechanism = mechanism;
    this.domain = domain;
    this.address = address;
    this.identity = identity.clone();
    this.credentials = credentials.stream().map(byte[]::clone).toList();
  }

  /**
   * The security mechanism.
   *
   * @return {@code NULL}, {@code PLAIN}, {@code CURVE} or {@code GSSAPI}
   */
  public String mechanism() {
    return mechanism;
  }

  /**
   * Domain of the socket that asks.
   *
   * @return its {@code zapDomain}, empty if it has none
   */
  public String domain() {
    return domain;
  }

  /**
   * Address of the peer.
   *
   * @return the remote address of its connection
   */
  public SocketAddress address() {
    return address;
  }

  /**
   * The routing id of the socket that asks.
   *
   * @return 0 to 255 bytes, the caller's own
   */
  public byte[] identity() {
    return identity.clone();
  }

  /**
   * Credentials of the peer, as RFC 27 lists them for each mechanism.
   *
   * @return for NULL none, for PLAIN user name and password, for CURVE the public key, for GSSAPI
   *     the principal; the caller's own
   */
  public List<byte[]> credentials() {
    return credentials.stream().map(byte[]::clone).toList();
  }

  /**
   * The user name of PLAIN.
   *
   * @return its text
   * @throws IllegalStateException with another mechanism
   */
  public String username() {
    return text(0);
  }

  /**
   * The password of PLAIN.
   *
   * @return its text
   * @throws IllegalStateException with another mechanism
   */
  public String password() {
    return text(1);
  }

  private String text(int index) {
    check("PLAIN", 2);
    return new String(credentials.get(index), StandardCharsets.UTF_8);
  }

  /**
   * The peer's long-term public key of CURVE; that it has the secret key too is proven already.
   *
   * @return the key
   * @throws IllegalStateException with another mechanism
   */
  public CurvePublicKey publicKey() {
    check("CURVE", 1);
    return CurvePublicKey.of(credentials.get(0));
  }

  /**
   * The peer's principal of GSSAPI, which is proven already.
   *
   * @return its name, such as {@code ann@EXAMPLE.ORG}
   * @throws IllegalStateException with another mechanism
   */
  public String principal() {
    check("GSSAPI", 1);
    return new String(credentials.get(0), StandardCharsets.UTF_8);
  }

  private void check(String wanted, int count) {
    if (!mechanism.equals(wanted) || credentials.size() != count) {
      throw new IllegalStateException(
          "a request of mechanism " + mechanism + " has no credentials of " + wanted);
    }
  }

  /** Leaves out the credentials. */
  @Override
  public String toString() {
    return "ZapRequest[" + mechanism + ", domain \"" + domain + "\", " + address + "]";
  }
}
