package reactor.zmtp.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.zmtp.security.CurveKeyPair;

/** Options of security that do not go together: what is said, and what is not. */
class WrongSecurityTest {

  private static final CurveKeyPair KEYS = CurveKeyPair.generate();
  private static final CurveKeyPair OTHER = CurveKeyPair.generate();

  @TempDir private Path folder;

  /** PUBLIC and SECRET stand for keys. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--plain-username ann | both --plain-username and --plain-password",
        "--plain-password hunter2 | both --plain-username and --plain-password",
        "--plain-username ann --plain-password hunter2 --plain-server ann:hunter2 | not both",
        "--plain-server hunter2 | right is USER:SECRET",
        "--plain-server ann:hunter2 --curve-server | one security mechanism",
        "--plain-username ann --plain-password hunter2 --curve-server-key PUBLIC | one security",
        "--curve-server | give --curve-public and --curve-secret",
        "--curve-server --curve-secret SECRET | half a key pair",
        "--curve-server --curve-public PUBLIC | half a key pair",
        "--curve-server-key PUBLIC --curve-secret SECRET | half a key pair",
        "--curve-server --curve-server-key PUBLIC --curve-public PUBLIC --curve-secret SECRET"
            + " | not both",
        "--curve-public PUBLIC --curve-secret SECRET | --curve-server-key to be a client",
        "--curve-allow PUBLIC | give --curve-server too",
        "--curve-server --curve-public OTHER --curve-secret SECRET | is not the public key of",
        "--curve-server --curve-public abc --curve-secret SECRET | --curve-public: a CURVE public",
        "--curve-server --curve-public PUBLIC --curve-secret hunter2 | --curve-secret: a CURVE",
        "--curve-server-key env:NO_SUCH_VARIABLE | no variable NO_SUCH_VARIABLE",
        "--curve-server-key @nosuchfile | --curve-server-key: cannot read the file nosuchfile",
        "--plain-username ann --plain-password @nosuchfile | --plain-password: cannot read the",
        "--tls-ca nosuchfile | give --tls-cert and --tls-key",
        "--tls-cert nosuchfile | give both --tls-cert and --tls-key",
        "--tls-key nosuchfile | give both --tls-cert and --tls-key",
        "--tls-cert nosuchfile --tls-key nosuchfile | --tls-cert: cannot read the file nosuchfile",
        "--plain-pasword hunter2 | Unknown option: '--plain-pasword'",
        "--plain-pasword=hunter2 | Unknown option: '--plain-pasword'",
        "--plain-password hunter2 --plain-password hunter2 | only once",
        "--plain-server ann hunter2 | Unmatched argument at index 6 belongs to no option",
        "--plain-server ann hunter2 hunter2 | Unmatched arguments from index 6",
        "--curve-server=hunter2 | Invalid value for option '--curve-server'",
      })
  void whatIsWrongIsSaidAndNoSecretIsTold(String options, String said) {
    List<String> args = new ArrayList<>(List.of("push", "-v", "-b", "tcp://127.0.0.1:*"));
    for (String arg : options.split(" ", -1)) {
      args.add(
          switch (arg) {
            case "PUBLIC" -> KEYS.publicKey().toZ85();
            case "SECRET" -> KEYS.secretKeyZ85();
            case "OTHER" -> OTHER.publicKey().toZ85();
            default -> arg;
          });
    }
    CliRun run = CliRun.start(args.toArray(String[]::new));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0))
        .startsWith("zmtp-cli push: ")
        .contains(said.strip())
        .doesNotContain("hunter2")
        .doesNotContain(KEYS.secretKeyZ85());
  }

  /** As all of {@code <>:?*} are on some systems. */
  @Test
  void aKeyThatNoFileCanBeNamedLikeIsNotTold() {
    String key = "@hunter2\0".repeat(5).substring(0, 40);
    CliRun run =
        CliRun.start(
            "push",
            "-b",
            "tcp://127.0.0.1:*",
            "--curve-server",
            "--curve-public",
            KEYS.publicKey().toZ85(),
            "--curve-secret",
            key);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().get(0)).contains("--curve-secret: ").doesNotContain("hunter2");
  }

  @Test
  void aFileThatIsNoCertificateIsSaidToBeNone() throws IOException {
    String file = Files.writeString(folder.resolve("empty.pem"), "hunter2").toString();
    CliRun run =
        CliRun.start("pull", "-b", "tcp://127.0.0.1:*", "--tls-cert", file, "--tls-key", file);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0))
        .contains("valid certificates", "empty.pem")
        .doesNotContain("hunter2");
  }

  @Test
  void anEmptyFileIsNoSecret() throws IOException {
    String file = Files.writeString(folder.resolve("empty"), "\n").toString();
    CliRun run =
        CliRun.start(
            "push",
            "-c",
            "tcp://127.0.0.1:1",
            "--plain-username",
            "ann",
            "--plain-password",
            "@" + file);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().get(0)).contains("--plain-password", file, "is empty");
  }
}
