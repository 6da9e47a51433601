package reactor.zmtp.samples.benchmarks.peer;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import reactor.netty.tcp.SslProvider;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;
import reactor.netty.tcp.TcpSslContextSpec;

/** TLS with a certificate that was made a moment ago, and that the client takes as it is. */
final class TlsProviders {

  private TlsProviders() {}

  static SslProvider server() {
    X509Bundle own;
    try {
      own =
          new CertificateBuilder()
              .ecp256()
              .subject("CN=benchmark")
              .addSanIpAddress("127.0.0.1")
              .setIsCertificateAuthority(true)
              .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException("cannot make a certificate", e);
    }
    return provider(
        TcpSslContextSpec.forServer(own.getKeyPair().getPrivate(), own.getCertificatePath()));
  }

  static SslProvider client() {
    return provider(
        TcpSslContextSpec.forClient()
            .configure(context -> context.trustManager(InsecureTrustManagerFactory.INSTANCE)));
  }

  private static SslProvider provider(GenericSslContextSpec<SslContextBuilder> context) {
    return SslProvider.builder().sslContext(context).build();
  }
}
