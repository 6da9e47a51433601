package reactor.zmtp.security;

import java.util.Objects;
import javax.security.auth.Subject;
import org.ietf.jgss.GSSCredential;
import org.jspecify.annotations.Nullable;

/**
 * Client of GSSAPI (RFC 38, ZMQ_GSSAPI_SERVICE_PRINCIPAL): whom it wants to talk to, and who it is.
 * Immutable.
 *
 * <p>Credentials of Kerberos are those of {@link #subject}, or the {@link #credential}; without
 * either, what the JDK finds for itself, which it looks for outside of a {@code Subject} only with
 * {@code -Djavax.security.auth.useSubjectCredsOnly=false}. They are looked up anew for each
 * connection, on a thread of {@code Schedulers.boundedElastic()}.
 */
public final class GssClient {

  private final GssName service;
  private final @Nullable GssName principal;
  private final @Nullable GSSCredential credential;
  private final @Nullable Subject subject;
  private final boolean plaintext;

  private GssClient(
      GssName service,
      @Nullable GssName principal,
      @Nullable GSSCredential credential,
      @Nullable Subject subject,
      boolean plaintext) {
    this.service = service;
    this.principal = principal;
    this.credential = credential;
    this.subject = subject;
    this.plaintext = plaintext;
  }

  /**
   * A client with the credentials of this process.
   *
   * @param service the server's name (ZMQ_GSSAPI_SERVICE_PRINCIPAL,
   *     ZMQ_GSSAPI_SERVICE_PRINCIPAL_NAMETYPE)
   * @return a client that encrypts
   */
  public static GssClient of(GssName service) {
    return new GssClient(Objects.requireNonNull(service, "service"), null, null, null, false);
  }

  /**
   * Principal whose credentials are looked for (ZMQ_GSSAPI_PRINCIPAL,
   * ZMQ_GSSAPI_PRINCIPAL_NAMETYPE). Default: whoever they belong to.
   *
   * @param own the name
   * @return a new client
   */
  public GssClient principal(GssName own) {
    return new GssClient(
        service, Objects.requireNonNull(own, "own"), credential, subject, plaintext);
  }

  /**
   * Credential whose ticket or key is used. It must be that of Kerberos, and be able to initiate;
   * the {@link #principal()} is not looked at then. Default: none.
   *
   * @param own the credential, which stays the caller's
   * @return a new client
   */
  public GssClient credential(GSSCredential own) {
    return new GssClient(
        service, principal, Objects.requireNonNull(own, "own"), subject, plaintext);
  }

  /**
   * Subject in whose name all is done, such as that of a JAAS login. It may be given new tickets at
   * any time. Default: none.
   *
   * @param own has a ticket, {@code KerberosTicket}
   * @return a new client
   */
  public GssClient subject(Subject own) {
    return new GssClient(
        service, principal, credential, Objects.requireNonNull(own, "own"), plaintext);
  }

  /**
   * Whether GSSAPI proves who is who and no more: nothing is encrypted, nor kept from being changed
   * (ZMQ_GSSAPI_PLAINTEXT). Both sides need the same. Default: false.
   *
   * @param plain whether it is so
   * @return a new client
   */
  public GssClient plaintext(boolean plain) {
    return new GssClient(service, principal, credential, subject, plain);
  }

  /**
   * The server's name.
   *
   * @return the name
   */
  public GssName service() {
    return service;
  }

  /**
   * Principal whose credentials are looked for.
   *
   * @return the name, or null for whoever they belong to
   */
  public @Nullable GssName principal() {
    return principal;
  }

  /**
   * Credential whose ticket or key is used.
   *
   * @return the credential, or null if it is looked for
   */
  public @Nullable GSSCredential credential() {
    return credential;
  }

  /**
   * Subject in whose name all is done.
   *
   * @return the subject, or null
   */
  public @Nullable Subject subject() {
    return subject;
  }

  /**
   * Whether nothing is encrypted.
   *
   * @return true if it is so
   */
  public boolean plaintext() {
    return plaintext;
  }

  /** Leaves out the credentials. */
  @Override
  public String toString() {
    return "GssClient[" + principal + " to " + service + (plaintext ? ", plaintext]" : "]");
  }
}
