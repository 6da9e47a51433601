package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveCertificateTest {

  private static final CurveKeyPair KEYS =
      CurveKeyPair.ofSecretKey("JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6");

  /** As CZMQ and pyzmq write them. */
  private static final String SECRET =
      """
      #   ****  Generated on 2013-10-01 12:00:00 by CZMQ  ****
      #   ZeroMQ CURVE **Secret** Certificate
      #   DO NOT PROVIDE THIS FILE TO OTHER USERS nor change its permissions.

      metadata
          name = "Pieter Hintjens"    # who
          organisation = iMatix # where
      curve
          public-key = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"
          secret-key = "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6"
      """;

  @TempDir Path folder;

  @Test
  void itReadsAFileOfCzmq() {
    CurveCertificate read = CurveCertificate.parse(SECRET);

    assertThat(read.keys()).isEqualTo(KEYS);
    assertThat(read.publicKey()).isEqualTo(KEYS.publicKey());
    assertThat(read.metadata())
        .isEqualTo(Map.of("name", "Pieter Hintjens", "organisation", "iMatix"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\r\n"})
  void anyEndOfLineWillDo(String end) {
    assertThat(CurveCertificate.parse(SECRET.replace("\n", end)).keys()).isEqualTo(KEYS);
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    Map<String, String> metadata = Map.of("name", "she said \"hi\"", "mail/work", "a@b # c");
    Path file = folder.resolve("me_secret");

    CurveCertificate.of(KEYS, metadata).writeSecret(file);

    CurveCertificate read = CurveCertificate.read(file);
    assertThat(read.keys()).isEqualTo(KEYS);
    assertThat(read.metadata()).isEqualTo(metadata);
  }

  @Test
  void theFileWithTheSecretIsItsOwnersOnly() throws IOException {
    Path file = Files.writeString(folder.resolve("me_secret"), "old, for everybody");

    CurveCertificate.of(KEYS, Map.of()).writeSecret(file);

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  /** Who reads while it is written reads the old one or the new one. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileIsReplacedAtOnce(boolean secret) throws IOException {
    Path file = Files.writeString(folder.resolve("me"), "what was there before");
    CurveCertificate certificate = CurveCertificate.of(KEYS, Map.of());

    try (InputStream early = Files.newInputStream(file)) {
      if (secret) {
        certificate.writeSecret(file);
      } else {
        certificate.writePublic(file);
      }

      assertThat(early).hasContent("what was there before");
    }
    assertThat(CurveCertificate.read(file).publicKey()).isEqualTo(KEYS.publicKey());
    assertThat(folder).isDirectoryNotContaining(each -> !each.equals(file));
  }

  @Test
  void whatCannotBeReplacedStaysAndNothingIsLeftBeside() throws IOException {
    Path inTheWay = Files.createDirectory(folder.resolve("me"));
    Files.createFile(inTheWay.resolve("something"));

    assertThatIOException()
        .isThrownBy(() -> CurveCertificate.of(KEYS, Map.of()).writeSecret(inTheWay));

    assertThat(inTheWay.resolve("something")).exists();
    assertThat(folder).isDirectoryNotContaining(each -> !each.equals(inTheWay));
  }

  /** What the default file system can do is another matter. */
  @Test
  void aSecretIsWrittenWhereFilesHaveNoOwnersToo() throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("keys.zip"), Map.of("create", "true"))) {
      Path file = zip.getPath("/me_secret");

      CurveCertificate.of(KEYS, Map.of()).writeSecret(file);

      assertThat(CurveCertificate.read(file).keys()).isEqualTo(KEYS);
    }
  }

  @Test
  void thePublicFileDoesNotHaveTheSecret() throws IOException {
    Path file = folder.resolve("me");

    CurveCertificate.of(KEYS, Map.of("name", "me")).writePublic(file);

    assertThat(file).content().doesNotContain("secret", KEYS.secretKeyZ85());
    CurveCertificate read = CurveCertificate.read(file);
    assertThat(read.publicKey()).isEqualTo(KEYS.publicKey());
    assertThat(read.metadata()).isEqualTo(Map.of("name", "me"));
    assertThatIllegalStateException().isThrownBy(read::keys);
    assertThatIllegalStateException().isThrownBy(() -> read.writeSecret(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "public-key = \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\"",
        "curve\n    public-key = \"tooshort\"",
        "curve\n        public-key = \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\"",
        "curve\n  public-key = \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\"",
        "cur\u0000ve\n    public-key = \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\"",
        "= value"
      })
  void whatIsNoCertificateIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> CurveCertificate.parse(text));
  }

  @Test
  void keysThatDoNotBelongTogetherAreRefusedAndTheSecretNotTold() {
    String other = CurveKeyPair.generate().secretKeyZ85();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CurveCertificate.parse(SECRET.replace(KEYS.secretKeyZ85(), other)))
        .withMessageNotContaining(other);
  }

  @Test
  void whatCannotBeWrittenIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CurveCertificate.of(KEYS, Map.of("na me", "x")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CurveCertificate.of(KEYS, Map.of("name", "both \" and '")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CurveCertificate.of(KEYS.publicKey(), Map.of("name", "a\nb = c")));
  }

  @Test
  void theSecretIsNotPrinted() {
    assertThat(CurveCertificate.of(KEYS, Map.of()).toString()).doesNotContain(KEYS.secretKeyZ85());
  }
}
