package reactor.zmtp.security;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.fuzz.Allocation;
import reactor.zmtp.fuzz.Check;

/**
 * Any text as the file of a certificate: a certificate or the one exception, which tells nothing of
 * the secret key. What was read is written and read again.
 */
class CertificateFuzzTest {

  /** The one in the seeds. */
  private static final String SECRET = "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6";

  /** To find the public key of a secret one takes a megabyte until that code is compiled. */
  private static final int MULTIPLICATION = 4 << 20;

  private static final CurveKeyPair KEYS = CurveKeyPair.ofSecretKey(SECRET);

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    long before = Allocation.soFar();
    CurveCertificate certificate = parse(text);
    long allocated = Allocation.soFar() - before;
    if (certificate != null) {
      boolean swapped = certificate.publicKey().toZ85().equals(SECRET);
      Check.that(swapped || !certificate.toString().contains(SECRET), "nobody is told");
      again(certificate);
    }
    Allocation.check(
        bytes.length,
        MULTIPLICATION,
        1024,
        allocated,
        () -> {
          long start = Allocation.soFar();
          parse(text);
          return Allocation.soFar() - start;
        });
  }

  private static @Nullable CurveCertificate parse(String text) {
    try {
      return CurveCertificate.parse(text);
    } catch (IllegalArgumentException e) {
      Check.that(!String.valueOf(e.getMessage()).contains(SECRET.substring(0, 8)), "nor here");
      return null;
    }
  }

  private static void again(CurveCertificate read) {
    Map<String, String> metadata = read.metadata();
    CurveCertificate again;
    try {
      again = CurveCertificate.of(KEYS, metadata);
    } catch (IllegalArgumentException cannotBeWritten) {
      return; // beyond printable ASCII, or with both kinds of quotes
    }
    CurveCertificate secret = CurveCertificate.parse(again.secretText());
    Check.that(secret.keys().equals(KEYS), "the keys come back");
    Check.that(secret.metadata().equals(metadata), "so does what is said about the owner");
    CurveCertificate given = CurveCertificate.parse(again.publicText());
    Check.that(given.publicKey().equals(KEYS.publicKey()), "the public key comes back");
    Check.that(given.metadata().equals(metadata), "with the same metadata");
    boolean saidAnyway = metadata.toString().contains(SECRET);
    Check.that(saidAnyway || !again.publicText().contains(SECRET), "and without the secret key");
  }
}
