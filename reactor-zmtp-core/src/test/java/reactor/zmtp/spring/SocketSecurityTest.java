package reactor.zmtp.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.CurveCertificate;
import reactor.zmtp.security.CurveKeyPair;

/** Security of named sockets from their properties. */
class SocketSecurityTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path folder;

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(SslAutoConfiguration.class, ZmtpAutoConfiguration.class))
          .withPropertyValues(
              "zmtp.sockets.in.type=pull",
              "zmtp.sockets.in.bind=tcp://127.0.0.1:*",
              "zmtp.sockets.out.type=push",
              "zmtp.sockets.out.lazy=true");

  /** Passes one message, and has the user that it came from. */
  private static String user(AssertableApplicationContext app) {
    PullSocket in = app.getBean(PullSocket.class);
    PushSocket out = app.getBean(PushSocket.class);
    out.connect(in.address().replace("127.0.0.1", "localhost")).block(SOON);
    out.send(ZmqMessage.of("hello")).subscribe();
    return String.valueOf(in.receive().next().block(SOON).peer().userId());
  }

  private void assertRefused(String problem, String... properties) {
    runner
        .withPropertyValues(properties)
        .run(app -> assertThat(app).getFailure().rootCause().hasMessageContaining(problem));
  }

  @Test
  void plainLetsInThoseWhoseNamesAndPasswordsAreSaid() {
    runner
        .withPropertyValues(
            "zmtp.sockets.in.plain.users.ann=secret",
            "zmtp.sockets.out.plain.username=ann",
            "zmtp.sockets.out.plain.password=secret")
        .run(app -> assertThat(user(app)).isEqualTo("ann"));
  }

  @Test
  void curveTakesKeysFromFilesAndAllowedKeysFromAFolder() throws Exception {
    CurveKeyPair server = CurveKeyPair.generate();
    CurveKeyPair client = CurveKeyPair.generate();
    Path allowed = Files.createDirectory(folder.resolve("allowed"));
    CurveCertificate.of(server, Map.of()).writeSecret(folder.resolve("server.secret"));
    CurveCertificate.of(client, Map.of()).writeSecret(folder.resolve("client.secret"));
    CurveCertificate.of(client.publicKey(), Map.of()).writePublic(allowed.resolve("client.cert"));
    runner
        .withPropertyValues(
            "zmtp.sockets.in.curve.certificate=" + folder.resolve("server.secret"),
            "zmtp.sockets.in.curve.allowed-keys=" + allowed,
            "zmtp.sockets.out.curve.certificate=" + folder.resolve("client.secret"),
            "zmtp.sockets.out.curve.server-key=" + server.publicKey().toZ85())
        .run(app -> assertThat(user(app)).isEqualTo(client.publicKey().toZ85()));
  }

  @Test
  void tlsTakesItsCertificatesFromSslBundles() throws Exception {
    Certificates some = new Certificates();
    runner
        .withPropertyValues(some.bundle("server", some.server))
        .withPropertyValues(some.bundle("client", some.client))
        .withPropertyValues(
            "zmtp.sockets.in.ssl.bundle=server",
            "zmtp.sockets.in.ssl.client-auth=need",
            "zmtp.sockets.out.ssl.bundle=client")
        .run(app -> assertThat(user(app)).isEqualTo("CN=ann"));
  }

  /** An authority, and those it vouches for. */
  private static final class Certificates {

    private final X509Bundle authority =
        new CertificateBuilder()
            .subject("CN=authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    private final X509Bundle server =
        new CertificateBuilder()
            .subject("CN=localhost")
            .addSanDnsName("localhost")
            .buildIssuedBy(authority);
    private final X509Bundle client =
        new CertificateBuilder().subject("CN=ann").buildIssuedBy(authority);

    Certificates() throws Exception {}

    String[] bundle(String name, X509Bundle own) throws Exception {
      return new String[] {
        "spring.ssl.bundle.pem.%s.keystore.certificate=%s"
            .formatted(name, own.toTempCertChainPem().toURI()),
        "spring.ssl.bundle.pem.%s.keystore.private-key=%s"
            .formatted(name, own.toTempPrivateKeyPem().toURI()),
        "spring.ssl.bundle.pem.%s.truststore.certificate=%s"
            .formatted(name, authority.toTempRootCertPem().toURI())
      };
    }
  }

  @Test
  void tlsOfAllSocketsStaysWhereOneHasAMechanismOfItsOwn() throws Exception {
    Certificates some = new Certificates();
    runner
        .withPropertyValues(some.bundle("all", some.server))
        .withPropertyValues(
            "zmtp.defaults.ssl.bundle=all", "zmtp.sockets.in.plain.users.ann=secret")
        .run(
            app -> {
              PushSocket inTheClear =
                  app.getBean(ZmqContext.class)
                      .push()
                      .plain("ann", "secret")
                      .connect(app.getBean(PullSocket.class).address())
                      .openNow();
              SocketEvent.HandshakeFailed failed =
                  app.getBean(PullSocket.class)
                      .events()
                      .ofType(SocketEvent.HandshakeFailed.class)
                      .blockFirst(SOON);
              assertThat(failed.reason()).isEqualTo(SocketEvent.HandshakeFailure.TLS);
              assertThat(inTheClear.snapshot().peers()).isZero();
            });
  }

  @Test
  void aSocketThatConnectionDetailsConnectHasTlsForThat() throws Exception {
    Certificates some = new Certificates();
    runner
        .withPropertyValues(some.bundle("all", some.server))
        .withPropertyValues("zmtp.defaults.ssl.bundle=all")
        .withBean(
            ZmtpConnectionDetails.class,
            () -> name -> name.equals("in") ? List.of("tcp://localhost:9") : List.of())
        .run(app -> assertThat(app.getBean(PullSocket.class).endpoints()).hasSize(2));
  }

  @Test
  void certificatesAreNotAskedForWithoutSayingWhoIsTrusted() throws Exception {
    Certificates some = new Certificates();
    String[] bundle = some.bundle("server", some.server);
    assertRefused(
        "the bundle server does not say who is trusted",
        bundle[0],
        bundle[1],
        "zmtp.sockets.in.ssl.bundle=server",
        "zmtp.sockets.in.ssl.client-auth=need");
  }

  @Test
  void whatAllSocketsHaveIsSaidOnce() {
    runner
        .withPropertyValues(
            "zmtp.sockets.in.plain.users.ann=secret",
            "zmtp.defaults.plain.username=ann",
            "zmtp.defaults.plain.password=secret")
        .run(app -> assertThat(user(app)).isEqualTo("ann"));
  }

  @Test
  void aBundleThatIsNotThereIsSaid() {
    assertRefused("missing", "zmtp.sockets.in.ssl.bundle=missing");
  }

  @Test
  void aCertificateThatIsNotThereIsSaid() {
    assertRefused(
        "nowhere",
        "zmtp.sockets.in.curve.certificate=nowhere",
        "zmtp.sockets.in.curve.allowed-keys=any");
  }

  @Test
  void curveWithoutAServersKeyOrThoseOfItsClientsIsRefused() {
    assertRefused(
        "it says neither server-key nor allowed-keys", "zmtp.sockets.in.curve.certificate=x");
  }

  @Test
  void twoMechanismsAreRefused() {
    assertRefused(
        "there is plain as well",
        "zmtp.sockets.in.curve.certificate=x",
        "zmtp.sockets.in.plain.username=ann");
  }

  @Test
  void passwordsAreNotShown() {
    assertThat(new SocketProperties.Plain("ann", "secret", Map.of("bob", "hidden")))
        .asString()
        .contains("ann")
        .doesNotContain("secret", "hidden");
  }
}
