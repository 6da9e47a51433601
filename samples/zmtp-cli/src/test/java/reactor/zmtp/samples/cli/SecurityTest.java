package reactor.zmtp.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.zmtp.security.CurveKeyPair;

/** PLAIN, CURVE and TLS as options, and keys that are made for them. */
class SecurityTest {

  private static final String ANY = "tcp://127.0.0.1:*";
  private static final CurveKeyPair SERVER = CurveKeyPair.generate();
  private static final CurveKeyPair CLIENT = CurveKeyPair.generate();
  private static final CurveKeyPair STRANGER = CurveKeyPair.generate();

  @TempDir private static Path folder;

  private static X509Bundle authority;
  private static String[] serverTls;
  private static String[] clientTls;

  @BeforeAll
  static void certify() throws Exception {
    authority = authority();
    serverTls =
        shown(
            "server",
            new CertificateBuilder()
                .ecp256()
                .subject("CN=server")
                .addSanIpAddress("127.0.0.1")
                .buildIssuedBy(authority));
    clientTls =
        shown(
            "client",
            new CertificateBuilder().ecp256().subject("CN=client").buildIssuedBy(authority));
  }

  private static X509Bundle authority() throws Exception {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=authority")
        .setIsCertificateAuthority(true)
        .buildSelfSigned();
  }

  private static String[] shown(String name, X509Bundle own) throws IOException {
    return new String[] {
      "--tls-cert", file(name + ".crt", own.getCertificatePathPEM()),
      "--tls-key", file(name + ".key", own.getPrivateKeyPEM())
    };
  }

  private static String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static String[] trusts(X509Bundle trusted) throws IOException {
    return new String[] {
      "--tls-ca", file(System.identityHashCode(trusted) + ".pem", trusted.getRootCertificatePEM())
    };
  }

  // Keys.

  @Test
  void keygenPrintsAPairOfKeys() {
    List<String> lines = CliRun.start("keygen").done().out();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("public: ");
    assertThat(lines.get(1)).startsWith("secret: ");
    CurveKeyPair keys = CurveKeyPair.ofSecretKey(lines.get(1).substring(8));
    assertThat(lines.get(0).substring(8)).isEqualTo(keys.publicKey().toZ85());
  }

  @Test
  void everyPairIsAnother() {
    assertThat(CliRun.start("keygen").done().out())
        .doesNotContainAnyElementsOf(CliRun.start("keygen").done().out());
  }

  @Test
  void whatKeygenPrintsIsAFileOfKeys() throws IOException {
    String server = "@" + keygen("server.keys");
    String client = "@" + keygen("client.keys");

    assertThat(
            exchange(
                new String[] {
                  "--curve-server",
                  "--curve-public",
                  server,
                  "--curve-secret",
                  server,
                  "--curve-allow",
                  client
                },
                new String[] {
                  "--curve-server-key", server, "--curve-public", client, "--curve-secret", client
                }))
        .isEqualTo("hello");
  }

  private static String keygen(String name) throws IOException {
    return file(name, String.join("\n", CliRun.start("keygen").done().out()) + "\n");
  }

  // What goes through.

  @Test
  void aPasswordInAFileMayLookLikeTheNameOfAnother() throws IOException {
    String users = file("users", "ann:@one\n");
    String password = file("password", "@one\n");

    assertThat(exchange(args("--plain-server @" + users), plain("@" + password)))
        .isEqualTo("hello");
  }

  @Test
  void plainLetsInWhoKnowsThePassword() {
    assertThat(exchange(args("--plain-server bob:two --plain-server ann:one"), plain("one")))
        .isEqualTo("hello");
  }

  @Test
  void curveLetsInWhoIsAllowed() {
    assertThat(exchange(curveServer("--curve-allow", key(CLIENT)), curveClient(CLIENT)))
        .isEqualTo("hello");
  }

  @Test
  void curveLetsInAnybodyUnlessToldWhom() {
    assertThat(exchange(curveServer(), curveClient(STRANGER))).isEqualTo("hello");
    assertThat(exchange(curveServer(), new String[] {"--curve-server-key", key(SERVER)}))
        .isEqualTo("hello");
  }

  @Test
  void tlsLetsInWhoTrustsTheServer() throws IOException {
    assertThat(exchange(serverTls, trusts(authority))).isEqualTo("hello");
  }

  @Test
  void mutualTlsLetsInWhomTheAuthorityKnows() throws IOException {
    String[] trusts = trusts(authority);

    assertThat(exchange(join(serverTls, trusts), join(clientTls, trusts))).isEqualTo("hello");
  }

  @Test
  void curveGoesOverTls() throws IOException {
    assertThat(
            exchange(
                join(serverTls, curveServer("--curve-allow", key(CLIENT))),
                join(trusts(authority), curveClient(CLIENT))))
        .isEqualTo("hello");
  }

  @Test
  void secretsMayComeFromFiles() throws IOException {
    String users = file("users", "bob:two\nann:o n e:1\n");
    String password = file("password", "o n e:1\n");

    assertThat(exchange(args("--plain-server @" + users), plain("@" + password)))
        .isEqualTo("hello");
    assertThat(exchange(args("--plain-server ann:@" + password), plain("o n e:1")))
        .isEqualTo("hello");
  }

  @Test
  void secretsMayComeFromTheEnvironment() {
    assertThat(exchange(args("--plain-server ann:" + System.getenv("HOME")), plain("env:HOME")))
        .isEqualTo("hello");
    assertThat(exchange(args("--plain-server ann:env:HOME"), plain(System.getenv("HOME"))))
        .isEqualTo("hello");
  }

  @Test
  void aKeyMayBeginWithAnything() {
    for (String first : new String[] {"@", "-"}) {
      CurveKeyPair odd = CurveKeyPair.generate();
      while (!odd.secretKeyZ85().startsWith(first)) {
        odd = CurveKeyPair.generate();
      }
      assertThat(exchange(curveServer("--curve-allow", key(odd)), curveClient(odd)))
          .isEqualTo("hello");
    }
  }

  /** Sockets that bind are servers, those that connect are clients. */
  @Test
  void aProxyIsAServerOnOneSideAndAClientOnTheOther() {
    CliRun pull = CliRun.start(join(args("pull -n 1 -b " + ANY), curveServer()));
    String[] both = join(curveServer(), new String[] {"--curve-server-key", key(SERVER)});
    CliRun proxy =
        CliRun.start(
            join(args("proxy --frontend pull@" + ANY + " --backend push@>" + pull.bound()), both));

    CliRun.start(join(args("push -m hello -c " + proxy.bound()), curveClient(CLIENT))).done();

    assertThat(pull.done().out()).containsExactly("hello");
  }

  // What does not.

  @Test
  void aWrongPasswordIsAFailureAndIsNotPrinted() {
    CliRun pull = CliRun.start(join(args("pull -v -b " + ANY), args("--plain-server ann:hunter2")));
    CliRun push = CliRun.start(join(args("push -v -m hello -c " + pull.bound()), plain("hunter3")));

    assertThat(push.code()).isEqualTo(1);
    assertThat(push.err().get(push.err().size() - 1))
        .startsWith("zmtp-cli push: tcp://127.0.0.1:")
        .contains("refused");
    pull.awaitErr("handshake failed");
    assertThat(pull.isRunning()).isTrue();
    assertThat(pull.err()).noneMatch(line -> line.contains("hunter"));
    assertThat(push.err()).noneMatch(line -> line.contains("hunter"));
  }

  @Test
  void aKeyThatIsNotAllowedIsAFailure() {
    CliRun pull =
        CliRun.start(join(args("pull -b " + ANY), curveServer("--curve-allow", key(CLIENT))));
    CliRun push =
        CliRun.start(join(args("push -m hello -c " + pull.bound()), curveClient(STRANGER)));

    assertThat(push.code()).isEqualTo(1);
    assertThat(push.err()).hasSize(1).first().asString().contains("refused");
  }

  @Test
  void aServerThatIsNotTrustedIsAFailure() throws Exception {
    CliRun pull = CliRun.start(join(args("pull -b " + ANY), serverTls));
    CliRun push = CliRun.start(join(args("push -m hello -c " + pull.bound()), trusts(authority())));

    assertThat(push.code()).isEqualTo(1);
    assertThat(push.err()).hasSize(1).first().asString().contains("TLS failed");
    assertThat(pull.isRunning()).isTrue();
  }

  /** In TLS 1.3 the server judges a client whose own handshake is over. */
  @Test
  void aClientWithoutACertificateIsAFailure() throws IOException {
    CliRun pull = CliRun.start(join(args("pull -b " + ANY), serverTls, trusts(authority)));
    CliRun push = CliRun.start(join(args("push -m hello -c " + pull.bound()), trusts(authority)));

    assertThat(push.code()).isEqualTo(1);
    assertThat(push.err()).hasSize(1).first().asString().contains("TLS failed");
  }

  /** Such a server says nothing, and may be replaced by the right one. */
  @Test
  void aServerWithAnotherKeyIsWaitedFor() {
    CliRun pull = CliRun.start(join(args("pull -b " + ANY), curveServer()));
    CliRun push =
        CliRun.start(
            join(
                args("push -t 500ms -m hello -c " + pull.bound()),
                new String[] {"--curve-server-key", key(STRANGER)}));

    assertThat(push.code()).isEqualTo(3);
  }

  private static String exchange(String[] server, String[] client) {
    CliRun pull = CliRun.start(join(args("pull -n 1 -b " + ANY), server));
    CliRun.start(join(args("push -m hello -c " + pull.bound()), client)).done();
    return pull.done().out().get(0);
  }

  private static String[] plain(String password) {
    return new String[] {"--plain-username", "ann", "--plain-password", password};
  }

  private static String[] curveServer(String... more) {
    return join(
        new String[] {
          "--curve-server", "--curve-public", key(SERVER), "--curve-secret", SERVER.secretKeyZ85()
        },
        more);
  }

  private static String[] curveClient(CurveKeyPair own) {
    return new String[] {
      "--curve-server-key",
      key(SERVER),
      "--curve-public",
      key(own),
      "--curve-secret",
      own.secretKeyZ85()
    };
  }

  private static String key(CurveKeyPair keys) {
    return keys.publicKey().toZ85();
  }

  private static String[] args(String line) {
    return line.split(" ", -1);
  }

  private static String[] join(String[]... parts) {
    List<String> all = new ArrayList<>();
    for (String[] part : parts) {
      all.addAll(List.of(part));
    }
    return all.toArray(String[]::new);
  }
}
