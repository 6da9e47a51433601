package reactor.zmtp.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.security.CurveCertificate;
import reactor.zmtp.security.CurveKeyPair;

/** An application starts with the properties that the READMEs show. */
class ReadmePropertiesTest {

  private static final Pattern BLOCK = Pattern.compile("```properties\\R(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void thoseOfTheProjectsReadme() throws Exception {
    assertStarts(2, blocks(Path.of("..", "README.md")).get(0));
  }

  @Test
  void thoseOfTheCoresReadme() throws Exception {
    CurveCertificate keys = CurveCertificate.of(CurveKeyPair.generate(), Map.of());
    Path keyFiles = Files.createDirectories(folder.resolve("keys").resolve("allowed")).getParent();
    keys.writeSecret(keyFiles.resolve("jobs.secret"));
    keys.writeSecret(keyFiles.resolve("me.secret"));
    keys.writePublic(keyFiles.resolve("orders.cert"));
    X509Bundle feed =
        new CertificateBuilder()
            .subject("CN=feed")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    List<String> blocks = blocks(Path.of("..", "reactor-zmtp-core", "README.md"));

    assertStarts(4, blocks.get(0));
    assertStarts(1, blocks.get(1));
    assertStarts(
        4,
        blocks.get(0)
            + blocks.get(2)
            + "spring.ssl.bundle.pem.feed.truststore.certificate="
            + feed.toTempRootCertPem().toURI());
  }

  private static List<String> blocks(Path readme) throws Exception {
    List<String> all = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(readme));
    while (blocks.find()) {
      all.add(blocks.group(1));
    }
    return all;
  }

  /** On ports that are free, of loopback, and with the files of this test. */
  private void assertStarts(int sockets, String properties) {
    String[] here =
        properties
            .replaceAll("tcp://\\*:\\d+", "tcp://127.0.0.1:*")
            .replaceAll("tcp://[a-z.]+:\\d+", "tcp://127.0.0.1:9")
            .replace("file:keys", folder.resolve("keys").toUri().toString())
            .lines()
            .filter(line -> !line.isBlank())
            .toArray(String[]::new);
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(SslAutoConfiguration.class, ZmtpAutoConfiguration.class))
        .withPropertyValues(here)
        .run(
            app -> {
              assertThat(app).hasNotFailed();
              assertThat(app.getBean(ZmqContext.class).sockets()).hasSize(sockets);
            });
  }
}
