package reactor.zmtp;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import reactor.netty.tcp.SslProvider;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Security;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;
import reactor.zmtp.security.GssClient;
import reactor.zmtp.security.GssServer;
import reactor.zmtp.security.ZapAuthenticator;

/**
 * Options of security: who peers are, who is let in, and what others can read. A socket has one of
 * the mechanisms PLAIN, CURVE and GSSAPI, or none; it works over TLS as without.
 *
 * @param <S> the spec
 */
public interface SecurityOptions<S extends SocketSpec<S, ?>> {

  /**
   * Security PLAIN (RFC 24), as its client: this side sends a user name and a password, unencrypted
   * (ZMQ_PLAIN_USERNAME, ZMQ_PLAIN_PASSWORD). Which side binds makes no difference. Of this and the
   * other methods that choose a mechanism the last one counts. Default: no security.
   *
   * @param username at most 255 bytes of UTF-8
   * @param password at most 255 bytes of UTF-8
   * @return a new spec
   */
  default S plain(String username, String password) {
    checkPlain("user name", username);
    checkPlain("password", password);
    return SocketSpec.with(this, Option.SECURITY, new Security.PlainClient(username, password));
  }

  private static void checkPlain(String what, String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length > 255) { // and the text is not shown
      throw new IllegalArgumentException(
          "plain must be given a %s of at most 255 bytes of UTF-8, not %d".formatted(what, length));
    }
  }

  /**
   * Security PLAIN (RFC 24), as its server: peers send a user name and a password, which are
   * checked (ZMQ_PLAIN_SERVER).
   *
   * @param authenticator checks peers, on the event loop, where it must not block
   * @return a new spec
   */
  default S plainServer(ZapAuthenticator authenticator) {
    return SocketSpec.with(
        this,
        Option.SECURITY,
        new Security.PlainServer(Objects.requireNonNull(authenticator, "authenticator")));
  }

  /**
   * Security CURVE (RFC 26), as its client: everything is encrypted, this side is known by its
   * public key, and only the server that has the secret key of {@code server} is talked to
   * (ZMQ_CURVE_PUBLICKEY, ZMQ_CURVE_SECRETKEY, ZMQ_CURVE_SERVERKEY).
   *
   * @param own this side's keys
   * @param server the server's public key
   * @return a new spec
   */
  default S curve(CurveKeyPair own, CurvePublicKey server) {
    return SocketSpec.with(
        this,
        Option.SECURITY,
        new Security.CurveClient(
            Objects.requireNonNull(own, "own"), Objects.requireNonNull(server, "server")));
  }

  /**
   * Security CURVE (RFC 26), as its server, for whoever knows the server's public key: encryption,
   * but nobody is kept out and nobody is known (ZMQ_CURVE_SERVER without ZAP).
   *
   * @param own this side's keys (ZMQ_CURVE_SECRETKEY)
   * @return a new spec
   */
  default S curveServer(CurveKeyPair own) {
    return SocketSpec.with(
        this, Option.SECURITY, new Security.CurveServer(Objects.requireNonNull(own, "own"), null));
  }

  /**
   * Security CURVE (RFC 26), as its server: everything is encrypted, and peers are authenticated by
   * their public keys (ZMQ_CURVE_SERVER).
   *
   * @param own this side's keys (ZMQ_CURVE_SECRETKEY)
   * @param authenticator checks peers, on the event loop, where it must not block
   * @return a new spec
   */
  default S curveServer(CurveKeyPair own, ZapAuthenticator authenticator) {
    return SocketSpec.with(
        this,
        Option.SECURITY,
        new Security.CurveServer(
            Objects.requireNonNull(own, "own"),
            Objects.requireNonNull(authenticator, "authenticator")));
  }

  /**
   * Security GSSAPI (RFC 38) with Kerberos, as its client: this side proves who it is with a
   * ticket, and that the server is the one that was asked for; everything is encrypted
   * (ZMQ_GSSAPI_SERVICE_PRINCIPAL, ZMQ_GSSAPI_PRINCIPAL, ZMQ_GSSAPI_PLAINTEXT). It needs the JDK's
   * module {@code java.security.jgss}, which may talk to the KDC and read files: it does so on
   * threads of {@code Schedulers.boundedElastic()}, and the {@code handshakeTimeout} runs.
   *
   * @param client whom it wants to talk to, and who it is
   * @return a new spec
   */
  default S gssapi(GssClient client) {
    return SocketSpec.with(
        this, Option.SECURITY, new Security.GssapiClient(Objects.requireNonNull(client, "client")));
  }

  /**
   * Security GSSAPI (RFC 38) with Kerberos, as its server, for whoever has a ticket for it; the
   * user id of a peer is its principal (ZMQ_GSSAPI_SERVER without ZAP).
   *
   * @param server who it is
   * @return a new spec
   */
  default S gssapiServer(GssServer server) {
    return SocketSpec.with(
        this,
        Option.SECURITY,
        new Security.GssapiServer(Objects.requireNonNull(server, "server"), null));
  }

  /**
   * Security GSSAPI (RFC 38) with Kerberos, as its server: everything is encrypted, and peers are
   * authenticated by their principals (ZMQ_GSSAPI_SERVER, ZMQ_GSSAPI_PRINCIPAL,
   * ZMQ_GSSAPI_PLAINTEXT). See {@link #gssapi}.
   *
   * @param server who it is
   * @param authenticator checks peers, on the event loop, where it must not block
   * @return a new spec
   */
  default S gssapiServer(GssServer server, ZapAuthenticator authenticator) {
    return SocketSpec.with(
        this,
        Option.SECURITY,
        new Security.GssapiServer(
            Objects.requireNonNull(server, "server"),
            Objects.requireNonNull(authenticator, "authenticator")));
  }

  /**
   * TLS on tcp, under everything else: the handshake of TLS comes before the greeting of ZMTP,
   * within {@code handshakeTimeout} and counted by {@code maxHandshakes}; all mechanisms work over
   * it. Other ZeroMQ implementations do not speak it. Default: none.
   *
   * <p>A provider with a server's {@code SslContext} is for binding, one with a client's is for
   * connecting; a socket that does both takes one of each, in two calls. With one of them the
   * socket does nothing without TLS: the other kind of endpoint is refused with {@link
   * InvalidEndpointException}.
   *
   * <p>Certificates are checked as the provider says: by default a client checks that the server's
   * is trusted and for the host of the endpoint, and a server asks for none. The subject of a
   * certificate that the peer has shown is its {@link PeerMetadata#userId}, unless the mechanism's
   * authenticator names another. A failure is reported as {@link SocketEvent.HandshakeFailure#TLS}.
   * Certificates are checked on the event loop: a {@code TrustManager} must not block.
   *
   * @param provider what TLS is done with; it adds to one for the other side
   * @return a new spec
   */
  default S tls(SslProvider provider) {
    return SocketSpec.with(
        this,
        Option.TLS,
        SocketSpec.get(this, Option.TLS).with(Objects.requireNonNull(provider, "provider")));
  }

  /**
   * Authenticates every peer, whatever the mechanism (ZAP, RFC 27; libzmq: a handler at
   * inproc://zeromq.zap.01). Without a mechanism (NULL) it knows the peer's address alone. Where
   * the mechanism was given an authenticator of its own, the peer must be let in by both, and the
   * answer of the mechanism's counts. It is not for the client of a mechanism: such a spec does not
   * open. Default: none.
   *
   * <p>As with a mechanism, peers older than ZMTP 3.0 are refused then.
   *
   * @param authenticator checks peers, on the event loop, where it must not block
   * @return a new spec
   */
  default S authenticator(ZapAuthenticator authenticator) {
    return SocketSpec.with(
        this, Option.AUTHENTICATOR, Objects.requireNonNull(authenticator, "authenticator"));
  }

  /**
   * Domain that the authenticator is given for this socket (ZMQ_ZAP_DOMAIN). A domain without an
   * authenticator keeps nobody out but peers older than ZMTP 3.0, as in libzmq; see {@link
   * #enforceZapDomain}. Default: empty.
   *
   * @param domain the name of a realm, at most 255 bytes of UTF-8
   * @return a new spec
   */
  default S zapDomain(String domain) {
    int length = domain.getBytes(StandardCharsets.UTF_8).length;
    SocketSpec.check(length <= 255, "zapDomain", domain, "at most 255 bytes of UTF-8");
    return SocketSpec.with(this, Option.ZAP_DOMAIN, domain);
  }

  /**
   * Whether a domain stands for authentication (ZMQ_ZAP_ENFORCE_DOMAIN). Then a socket with a
   * domain and no authenticator lets nobody in, and one with an authenticator and no domain does
   * not open: RFC 27 wants it to be given one. libzmq does not ask the authenticator in that case.
   * Default: false.
   *
   * @param enforced whether it does
   * @return a new spec
   */
  default S enforceZapDomain(boolean enforced) {
    return SocketSpec.with(this, Option.ENFORCE_ZAP_DOMAIN, enforced);
  }
}
