package reactor.zmtp.security;

import java.util.Objects;
import javax.security.auth.Subject;
import org.ietf.jgss.GSSCredential;
import org.jspecify.annotations.Nullable;

/**
 * Server of GSSAPI (RFC 38, ZMQ_GSSAPI_SERVER): who it is. Immutable.
 *
 * <p>Credentials of Kerberos are those of {@link #subject}, or the {@link #credential}; without
 * either, what the JDK finds for itself, which it looks for outside of a {@code Subject} only with
 * {@code -Djavax.security.auth.useSubjectCredsOnly=false}. They are looked up anew for each
 * connection, on a thread of {@code Schedulers.boundedElastic()}.
 */
public final class GssServer {

  private final @Nullable GssName principal;
  private final @Nullable GSSCredential credential;
  private final @Nullable Subject subject;
  private final boolean plaintext;

  private GssServer(
      @Nullable GssName principal,
      @Nullable GSSCredential credential,
      @Nullable Subject subject,
      boolean plaintext) {
    this.principal = principal;
    this.credential = credential;
    this.subject = subject;
    this.plaintext = plaintext;
  }

  /**
   * A service (ZMQ_GSSAPI_PRINCIPAL, ZMQ_GSSAPI_PRINCIPAL_NAMETYPE).
   *
   * @param own its name
   * @return a server that encrypts
   */
  public static GssServer of(GssName own) {
    return new GssServer(Objects.requireNonNull(own, "own"), null, null, false);
  }

  /**
   * The service that there are keys for, whichever it is.
   *
   * @return a server that encrypts
   */
  public static GssServer create() {
    return new GssServer(null, null, null, false);
  }

  /**
   * Credential whose ticket or key is used. It must be that of Kerberos, and be able to accept; the
   * {@link #principal()} is not looked at then. Default: none.
   *
   * @param own the credential, which stays the caller's
   * @return a new server
   */
  public GssServer credential(GSSCredential own) {
    return new GssServer(principal, Objects.requireNonNull(own, "own"), subject, plaintext);
  }

  /**
   * Subject in whose name all is done, such as that of a JAAS login. It may be given new tickets at
   * any time. Default: none.
   *
   * @param own has a key, such as {@code KeyTab}
   * @return a new server
   */
  public GssServer subject(Subject own) {
    return new GssServer(principal, credential, Objects.requireNonNull(own, "own"), plaintext);
  }

  /**
   * Whether GSSAPI proves who is who and no more: nothing is encrypted, nor kept from being changed
   * (ZMQ_GSSAPI_PLAINTEXT). Both sides need the same. Default: false.
   *
   * @param plain whether it is so
   * @return a new server
   */
  public GssServer plaintext(boolean plain) {
    return new GssServer(principal, credential, subject, plain);
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
    return "GssServer[" + principal + (plaintext ? ", plaintext]" : "]");
  }
}
