package reactor.zmtp.security;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Decides who is let in (ZAP, RFC 27). It is asked on the socket's event loop and must not block:
 * to ask a database, return a {@code Mono} that does so elsewhere. Meanwhile the peer waits, and
 * its {@code handshakeTimeout} runs. A {@code Mono} that fails, or completes without an answer,
 * refuses the peer with status 500.
 */
@FunctionalInterface
public interface ZapAuthenticator {

  /**
   * Authenticates a peer.
   *
   * @param request who it is, and what it proves it with
   * @return the answer; cancelled if the peer has gone meanwhile
   */
  Mono<ZapReply> authenticate(ZapRequest request);

  /**
   * Lets in who this and another let in. The other is asked only then, and its answer counts.
   *
   * @param other is asked next
   * @return both
   */
  default ZapAuthenticator and(ZapAuthenticator other) {
    return request ->
        authenticate(request)
            .flatMap(
                reply ->
                    reply instanceof ZapReply.Accepted
                        ? other.authenticate(request)
                        : Mono.just(reply));
  }

  /**
   * Checks users and their passwords, for PLAIN. Passwords are compared in constant time; the user
   * id is the user name.
   *
   * @param passwords by user name; copied
   * @return lets in who knows the password of one
   */
  static ZapAuthenticator passwords(Map<String, String> passwords) {
    return new Passwords(passwords);
  }

  /**
   * Checks keys, for CURVE. The user id is the public key in {@link Z85}.
   *
   * @param allowed whose secret key the peer must have; copied
   * @return lets in who has one
   */
  static ZapAuthenticator publicKeys(Set<CurvePublicKey> allowed) {
    Set<CurvePublicKey> keys = Set.copyOf(allowed);
    return request -> {
      if (!request.mechanism().equals("CURVE")) {
        return Mono.just(ZapReply.refused("keys are for CURVE, not " + request.mechanism()));
      }
      CurvePublicKey key = request.publicKey();
      return Mono.just(
          keys.contains(key)
              ? ZapReply.accepted(key.toZ85())
              : ZapReply.refused("the key " + key + " is not allowed"));
    };
  }

  /**
   * Checks the certificates in a folder, for CURVE; see {@link CertificateFolder}.
   *
   * @param folder where they are; looked at anew for each peer
   * @return lets in who has one
   */
  static ZapAuthenticator certificates(Path folder) {
    return CertificateFolder.of(folder);
  }

  /**
   * Accepts any key, for CURVE: encryption, and a user id, the public key in {@link Z85}, but
   * nobody is kept out.
   *
   * @return lets in everybody
   */
  static ZapAuthenticator anyKey() {
    return request ->
        Mono.just(
            request.mechanism().equals("CURVE")
                ? ZapReply.accepted(request.publicKey().toZ85())
                : ZapReply.refused("keys are for CURVE, not " + request.mechanism()));
  }

  /**
   * Checks principals, for GSSAPI. The user id is the principal.
   *
   * @param allowed their names, such as {@code ann@EXAMPLE.ORG}; copied
   * @return lets in who is one
   */
  static ZapAuthenticator principals(Set<String> allowed) {
    Set<String> names = Set.copyOf(allowed);
    return request -> {
      if (!request.mechanism().equals("GSSAPI")) {
        return Mono.just(ZapReply.refused("principals are for GSSAPI, not " + request.mechanism()));
      }
      String name = request.principal();
      return Mono.just(
          names.contains(name)
              ? ZapReply.accepted(name)
              : ZapReply.refused("the principal " + name + " is not allowed"));
    };
  }

  /**
   * Accepts any principal, for GSSAPI. The user id is the principal.
   *
   * @return lets in everybody who has a ticket for the server
   */
  static ZapAuthenticator anyPrincipal() {
    return request ->
        Mono.just(
            request.mechanism().equals("GSSAPI")
                ? ZapReply.accepted(request.principal())
                : ZapReply.refused("principals are for GSSAPI, not " + request.mechanism()));
  }

  /**
   * Accepts some addresses and no other. The user id is empty; see {@link #and}.
   *
   * @param allowed the addresses; copied
   * @return lets in who comes from one of them
   */
  static ZapAuthenticator allowedAddresses(Set<InetAddress> allowed) {
    return new Addresses(allowed, true);
  }

  /**
   * Accepts all addresses but some. The user id is empty; see {@link #and}.
   *
   * @param denied the addresses; copied
   * @return lets in who comes from none of them
   */
  static ZapAuthenticator deniedAddresses(Set<InetAddress> denied) {
    return new Addresses(denied, false);
  }
}
