package reactor.zmtp.security;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import reactor.netty.tcp.SslProvider;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;
import reactor.netty.tcp.TcpSslContextSpec;

/** An authority, whom it has certified, and others. */
public final class Certificates {

  static final X509Bundle AUTHORITY = authority("CN=authority");
  static final X509Bundle OTHER_AUTHORITY = authority("CN=other authority");

  /** For {@code localhost} and {@code 127.0.0.1}. */
  static final X509Bundle SERVER =
      certified("CN=server", AUTHORITY, b -> b.addSanDnsName("localhost"));

  static final X509Bundle ELSEWHERE =
      issued("CN=elsewhere", AUTHORITY, b -> b.addSanDnsName("elsewhere.example"));
  public static final X509Bundle ANN = issued("CN=ann,OU=traders,O=Example", AUTHORITY, b -> b);

  /** By somebody who calls himself the authority. */
  static final X509Bundle IMPOSTOR = issued("CN=ann", authority("CN=authority"), b -> b);

  private Certificates() {}

  private static X509Bundle authority(String name) {
    try {
      return new CertificateBuilder()
          .ecp256()
          .subject(name)
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** For {@code 127.0.0.1}, and what else is added. */
  static X509Bundle certified(
      String subject, X509Bundle issuer, UnaryOperator<CertificateBuilder> add) {
    return issued(subject, issuer, b -> add.apply(b.addSanIpAddress("127.0.0.1")));
  }

  private static X509Bundle issued(
      String subject, X509Bundle issuer, UnaryOperator<CertificateBuilder> add) {
    try {
      return add.apply(new CertificateBuilder().ecp256().subject(subject)).buildIssuedBy(issuer);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A server that asks for no certificate. */
  public static SslProvider server() {
    return server(SERVER, context -> {});
  }

  /** A server that lets in whom an authority has certified. */
  public static SslProvider mutualServer() {
    return server(
        SERVER,
        context ->
            context.trustManager(AUTHORITY.getRootCertificate()).clientAuth(ClientAuth.REQUIRE));
  }

  static SslProvider server(X509Bundle own, Consumer<SslContextBuilder> more) {
    return SslProvider.builder().sslContext(serverContext(own, more)).build();
  }

  static GenericSslContextSpec<SslContextBuilder> serverContext(
      X509Bundle own, Consumer<SslContextBuilder> more) {
    return TcpSslContextSpec.forServer(own.getKeyPair().getPrivate(), own.getCertificatePath())
        .configure(more);
  }

  /** A client without a certificate, which trusts the first authority. */
  public static SslProvider client() {
    return client(AUTHORITY, context -> {});
  }

  /** A client with a certificate, which trusts the first authority. */
  public static SslProvider client(X509Bundle own) {
    return client(
        AUTHORITY,
        context -> context.keyManager(own.getKeyPair().getPrivate(), own.getCertificatePath()));
  }

  static SslProvider client(X509Bundle trusted, Consumer<SslContextBuilder> more) {
    GenericSslContextSpec<SslContextBuilder> context =
        TcpSslContextSpec.forClient()
            .configure(builder -> builder.trustManager(trusted.getRootCertificate()))
            .configure(more);
    return SslProvider.builder().sslContext(context).build();
  }
}
