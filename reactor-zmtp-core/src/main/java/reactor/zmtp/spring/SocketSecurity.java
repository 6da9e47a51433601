package reactor.zmtp.spring;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.util.ResourceUtils;
import reactor.netty.tcp.SslProvider;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.security.CurveCertificate;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;
import reactor.zmtp.security.ZapAuthenticator;

/** Security of a socket from its properties: a mechanism, and TLS. */
final class SocketSecurity {

  private static final int Z85_KEY = 40;

  private final String prefix;
  private final Supplier<SslBundles> bundles;

  SocketSecurity(String prefix, Supplier<SslBundles> bundles) {
    this.prefix = prefix;
    this.bundles = bundles;
  }

  /** Secures a socket by its mechanism, if it has one. */
  SocketSpec<?, ?> mechanism(SocketSpec<?, ?> spec, SocketProperties security) {
    SocketProperties.Plain plain = security.plain();
    SocketProperties.Curve curve = security.curve();
    if (plain != null && curve != null) {
      throw wrong(
          "curve", "there is plain as well", "A socket has one mechanism: remove the other");
    }
    if (plain != null) {
      return plain(spec, plain);
    }
    return curve == null ? spec : curve(spec, curve);
  }

  private SocketSpec<?, ?> plain(SocketSpec<?, ?> spec, SocketProperties.Plain plain) {
    String username = plain.username();
    Map<String, String> users = plain.users();
    if ((username == null) == (users == null)) {
      throw wrong(
          "plain",
          username == null ? "it says neither username nor users" : "it says username and users",
          "Give a client its username and password, a server its users");
    }
    return users != null
        ? spec.plainServer(ZapAuthenticator.passwords(users))
        : spec.plain(
            Objects.requireNonNull(username), Objects.requireNonNullElse(plain.password(), ""));
  }

  private SocketSpec<?, ?> curve(SocketSpec<?, ?> spec, SocketProperties.Curve curve) {
    String certificate = curve.certificate();
    String server = curve.serverKey();
    String allowed = curve.allowedKeys();
    if (certificate == null) {
      throw wrong(
          "curve.certificate", "it is missing", "Name the file of this side's secret certificate");
    }
    if ((server == null) == (allowed == null)) {
      throw wrong(
          "curve",
          server == null
              ? "it says neither server-key nor allowed-keys"
              : "it says server-key and allowed-keys",
          "Give a client the server-key, a server the allowed-keys, or any");
    }
    CurveKeyPair own = read("curve.certificate", certificate).keys();
    if (server != null) {
      return spec.curve(
          own,
          server.length() == Z85_KEY
              ? publicKey(server)
              : read("curve.server-key", server).publicKey());
    }
    return spec.curveServer(
        own,
        Objects.equals(allowed, "any")
            ? ZapAuthenticator.anyKey()
            : ZapAuthenticator.certificates(
                file("curve.allowed-keys", Objects.requireNonNull(allowed)).toPath()));
  }

  private CurvePublicKey publicKey(String text) {
    try {
      return CurvePublicKey.of(text);
    } catch (IllegalArgumentException e) {
      throw new ZmtpPropertyException(
          prefix + ".curve.server-key",
          "it is no key: " + e.getMessage(),
          "Give the 40 characters of the public key, or the file of the server's certificate",
          e);
    }
  }

  private CurveCertificate read(String property, String location) {
    try {
      return CurveCertificate.read(file(property, location).toPath());
    } catch (IOException | IllegalArgumentException e) {
      throw new ZmtpPropertyException(
          prefix + "." + property,
          location + " cannot be read: " + e.getMessage(),
          "Name the file of a certificate as zcert writes it",
          e);
    }
  }

  private File file(String property, String location) {
    try {
      return ResourceUtils.getFile(location);
    } catch (IOException e) {
      throw new ZmtpPropertyException(
          prefix + "." + property,
          location + " is not there: " + e.getMessage(),
          "Name a file or folder, or file:... or classpath:...",
          e);
    }
  }

  /** Secures a socket that binds, connects or both by TLS, if it has any. */
  SocketSpec<?, ?> tls(
      SocketSpec<?, ?> spec, SocketProperties.@Nullable Ssl ssl, boolean binds, boolean connects) {
    if (ssl == null) {
      return spec;
    }
    String name = ssl.bundle();
    if (name == null) {
      throw wrong("ssl.bundle", "it is missing", "Name one of spring.ssl.bundle");
    }
    SslBundle bundle;
    try {
      bundle = bundles.get().getBundle(name);
    } catch (RuntimeException e) {
      throw new ZmtpPropertyException(
          prefix + ".ssl.bundle", e.getMessage() + "", "Name one of spring.ssl.bundle", e);
    }
    if (binds && trustsAnyAuthority(bundle) && clientAuth(ssl.clientAuth()) != ClientAuth.NONE) {
      throw wrong(
          "ssl.client-auth",
          "the bundle %s does not say who is trusted, so that everybody is who has a certificate of a public authority"
              .formatted(name),
          "Give the bundle a truststore");
    }
    try {
      SocketSpec<?, ?> secured = spec;
      if (binds) {
        secured =
            secured.tls(
                provider(
                    SslContextBuilder.forServer(bundle.getManagers().getKeyManagerFactory())
                        .clientAuth(clientAuth(ssl.clientAuth())),
                    bundle));
      }
      if (connects) {
        secured =
            secured.tls(
                provider(
                    SslContextBuilder.forClient()
                        .keyManager(bundle.getManagers().getKeyManagerFactory()),
                    bundle));
      }
      return secured;
    } catch (SSLException | RuntimeException e) {
      throw new ZmtpPropertyException(
          prefix + ".ssl.bundle",
          "the bundle " + name + " will not do: " + e.getMessage(),
          "A socket that binds needs a bundle with a key, one that connects with who is trusted",
          e);
    }
  }

  /**
   * Without a truststore there is the JDK's; a bundle that has no stores has managers of its own.
   */
  private static boolean trustsAnyAuthority(SslBundle bundle) {
    SslStoreBundle stores = bundle.getStores();
    return stores != SslStoreBundle.NONE && stores.getTrustStore() == null;
  }

  private static SslProvider provider(SslContextBuilder context, SslBundle bundle)
      throws SSLException {
    SslOptions options = bundle.getOptions();
    String @Nullable [] ciphers = options.getCiphers();
    context
        .trustManager(bundle.getManagers().getTrustManagerFactory())
        .ciphers(ciphers == null ? null : Arrays.asList(ciphers))
        .protocols(options.getEnabledProtocols());
    return SslProvider.builder().sslContext(context.build()).build();
  }

  private static ClientAuth clientAuth(SocketProperties.@Nullable ClientAuth wanted) {
    if (wanted == null) {
      return ClientAuth.NONE;
    }
    return switch (wanted) {
      case NONE -> ClientAuth.NONE;
      case WANT -> ClientAuth.OPTIONAL;
      case NEED -> ClientAuth.REQUIRE;
    };
  }

  private ZmtpPropertyException wrong(String property, String problem, String cure) {
    return new ZmtpPropertyException(prefix + "." + property, problem, cure, null);
  }
}
