package reactor.zmtp.samples.cli;

import io.netty.handler.ssl.ClientAuth;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import reactor.core.Exceptions;
import reactor.netty.tcp.SslProvider;
import reactor.netty.tcp.TcpSslContextSpec;
import reactor.zmtp.SocketSpec;

/** TLS under everything else, which reactor-zmtp alone speaks. */
final class TlsOptions {

  @Option(
      names = "--tls-cert",
      order = 1,
      paramLabel = "FILE",
      description =
          "TLS: this side's certificate and those between it and the authority, in PEM. Who binds"
              + " needs one.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      order = 1,
      paramLabel = "FILE",
      description = "TLS: the private key of that certificate, PKCS#8 in PEM, not encrypted.")
  private @Nullable Path key;

  @Option(
      names = "--tls-ca",
      order = 1,
      paramLabel = "FILE",
      description =
          "TLS: the authorities to trust, in PEM. Who connects trusts servers of theirs, by default"
              + " those the JDK knows; who binds lets in nobody but clients of theirs, by default"
              + " whoever comes.")
  private @Nullable Path authority;

  /**
   * Gives a socket its TLS.
   *
   * @throws IllegalArgumentException if the options do not go together, or a file is not what it
   *     should be
   */
  <S extends SocketSpec<S, ?>> S apply(S spec, boolean binds) {
    if (certificate == null && key == null && authority == null) {
      return spec;
    }
    if (certificate == null != (key == null)) {
      throw new IllegalArgumentException(
          "half of what shows who this is: give both --tls-cert and --tls-key");
    }
    if (certificate == null && binds) {
      throw new IllegalArgumentException(
          "who binds shows a certificate: give --tls-cert and --tls-key, not --tls-ca alone");
    }
    S connecting = spec.tls(connecting());
    return certificate == null || key == null
        ? connecting
        : connecting.tls(binding(certificate, key));
  }

  private SslProvider connecting() {
    TcpSslContextSpec context = TcpSslContextSpec.forClient();
    if (authority != null) {
      Path file = readable("--tls-ca", authority);
      context.configure(builder -> builder.trustManager(file.toFile()));
    }
    if (certificate != null && key != null) {
      Path shown = readable("--tls-cert", certificate);
      Path secret = readable("--tls-key", key);
      context.configure(builder -> builder.keyManager(shown.toFile(), secret.toFile()));
    }
    return provider(context);
  }

  private SslProvider binding(Path certificate, Path key) {
    TcpSslContextSpec context = TcpSslContextSpec.forServer(certificate.toFile(), key.toFile());
    if (authority != null) {
      Path file = authority;
      context.configure(
          builder -> builder.trustManager(file.toFile()).clientAuth(ClientAuth.REQUIRE));
    }
    return provider(context);
  }

  private static Path readable(String option, Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(option + ": cannot read the file " + file);
    }
    return file;
  }

  private static SslProvider provider(SslProvider.GenericSslContextSpec<?> context) {
    try {
      return SslProvider.builder().sslContext(context).build();
    } catch (RuntimeException failure) {
      Throwable cause = Exceptions.unwrap(failure);
      throw new IllegalArgumentException("TLS: " + cause.getMessage(), cause);
    }
  }
}
