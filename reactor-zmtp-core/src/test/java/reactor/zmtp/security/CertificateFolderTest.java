package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.zmtp.security.ZapReply.Accepted;
import reactor.zmtp.security.ZapReply.Refused;

class CertificateFolderTest {

  private static final CurvePublicKey ANN = CurveKeyPair.generate().publicKey();
  private static final CurvePublicKey BOB = CurveKeyPair.generate().publicKey();

  @TempDir Path path;

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @Test
  void whoHasACertificateIsLetInAndWhatItSaysIsKnown() throws IOException {
    CurveCertificate.of(ANN, Map.of("name", "Ann", "email", "ann@example.org"))
        .writePublic(path.resolve("ann.key"));
    ZapAuthenticator folder = ZapAuthenticator.certificates(path);

    assertThat(reply(folder, ANN))
        .isEqualTo(
            ZapReply.accepted(ANN.toZ85(), Map.of("name", "Ann", "email", "ann@example.org")));
    assertThat(reply(folder, BOB))
        .isEqualTo(new Refused(400, "the key " + BOB + " has no certificate in " + path));
  }

  @Test
  void aCertificateThatIsAddedCountsForTheNextPeer() throws IOException {
    CertificateFolder folder = folder();
    assertThat(reply(folder, ANN)).isInstanceOf(Refused.class);

    write("ann.key", ANN);

    assertThat(reply(folder, ANN)).isInstanceOf(Accepted.class);
  }

  @Test
  void aCertificateThatIsRemovedCountsNoMore() throws IOException {
    Path file = write("ann.key", ANN);
    CertificateFolder folder = folder();
    assertThat(reply(folder, ANN)).isInstanceOf(Accepted.class);

    Files.delete(file);

    assertThat(reply(folder, ANN)).isInstanceOf(Refused.class);
  }

  /** Of the same size, within one tick of the file system's clock: it looks unchanged. */
  @Test
  void aCertificateThatIsReplacedCountsEvenIfTheFileLooksTheSame() throws IOException {
    Path file = write("somebody.key", ANN);
    FileTime modified = Files.getLastModifiedTime(file);
    CertificateFolder folder = folder();
    assertThat(reply(folder, ANN)).isInstanceOf(Accepted.class);

    overwrite(file, BOB);
    Files.setLastModifiedTime(file, modified);

    assertThat(reply(folder, BOB)).isInstanceOf(Accepted.class);
    assertThat(reply(folder, ANN)).isInstanceOf(Refused.class);
  }

  @Test
  void aFileThatHasNotChangedForLongIsNotReadAgain() throws IOException {
    Path file = write("ann.key", ANN);
    FileTime old = FileTime.from(Instant.now().minusSeconds(60));
    Files.setLastModifiedTime(file, old);
    CertificateFolder folder = folder();
    assertThat(reply(folder, ANN)).isInstanceOf(Accepted.class);

    overwrite(file, BOB);
    Files.setLastModifiedTime(file, old); // nobody does, but it shows

    assertThat(reply(folder, ANN)).isInstanceOf(Accepted.class);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(30)));
    assertThat(reply(folder, ANN)).isInstanceOf(Refused.class);
  }

  /** In its place, as nobody should, who does not want half of it to be read. */
  private static void overwrite(Path file, CurvePublicKey key) throws IOException {
    Files.writeString(file, CurveCertificate.of(key, Map.of()).publicText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann.key_secret", "ann_secret", ".ann.key", "ann.key~"})
  void someFilesAreNotForIt(String name) throws IOException {
    write(name, ANN);

    assertThat(reply(folder(), ANN)).isInstanceOf(Refused.class);
    assertThat(told).isEmpty();
  }

  @Test
  void foldersInItAreNotLookedInto() throws IOException {
    Files.createDirectory(path.resolve("more"));
    write("more/ann.key", ANN);

    assertThat(reply(folder(), ANN)).isInstanceOf(Refused.class);
    assertThat(told).isEmpty();
  }

  /** As Kubernetes mounts them. */
  @Test
  void filesMayBeLinks() throws IOException {
    Files.createDirectory(path.resolve("..data"));
    write("..data/ann.key", ANN);
    Files.createSymbolicLink(path.resolve("ann.key"), Path.of("..data/ann.key"));

    assertThat(reply(folder(), ANN)).isInstanceOf(Accepted.class);
  }

  @Test
  void aSecretThatDoesNotBelongThereIsNotKept() throws IOException {
    CurveKeyPair keys = CurveKeyPair.generate();
    CurveCertificate.of(keys, Map.of()).writeSecret(path.resolve("ann.key"));

    CurveCertificate read = folder().read().block().certificates().get(keys.publicKey());

    assertThat(read).hasToString("CurveCertificate[" + keys.publicKey() + "]");
  }

  @Test
  void aBrokenFileIsToldOnceAndDisturbsNoOther() throws IOException {
    write("ann.key", ANN);
    Files.writeString(path.resolve("broken.key"), "curve\n    public-key = \"short\"");
    CertificateFolder folder = folder();

    for (int i = 0; i < 3; i++) {
      assertThat(reply(folder, ANN)).isInstanceOf(Accepted.class);
    }

    assertThat(told)
        .containsExactly("broken.key: a CURVE public key has 40 characters of Z85, not 5");
    assertThat(((Refused) reply(folder, BOB)).text())
        .endsWith("where 1 of the files cannot be read, such as " + path.resolve("broken.key"));
    assertThat(folder.read().block().broken()).containsOnlyKeys(path.resolve("broken.key"));
  }

  @Test
  void aFileThatBreaksLetsNobodyInUntilItIsRepaired() throws IOException {
    Path file = write("ann.key", ANN);
    String right = Files.readString(file);
    CertificateFolder folder = folder();
    assertThat(reply(folder, ANN)).isInstanceOf(Accepted.class);

    Files.writeString(file, right.substring(0, right.length() - 10));
    assertThat(reply(folder, ANN)).isInstanceOf(Refused.class);
    assertThat(told).hasSize(1);

    Files.writeString(file, right);
    assertThat(reply(folder, ANN)).isInstanceOf(Accepted.class);
    assertThat(folder.read().block().broken()).isEmpty();
  }

  @Test
  void aFileThatBreaksInAnotherWayIsToldAgain() throws IOException {
    CertificateFolder folder = folder();
    Files.writeString(path.resolve("broken.key"), "x =");
    folder.read().block();

    Files.writeString(path.resolve("broken.key"), "curve\n    public-key = short");
    folder.read().block();

    assertThat(told).hasSize(2);
  }

  @Test
  void whatIsNoTextOrFarTooLongIsBroken() throws IOException {
    Files.write(path.resolve("bytes.key"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Files.writeString(path.resolve("long.key"), "#".repeat(65_537));
    Files.createSymbolicLink(path.resolve("nowhere.key"), Path.of("gone"));

    Map<Path, Exception> broken = folder().read().block().broken();

    assertThat(broken.keySet())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("bytes.key", "long.key", "nowhere.key");
    assertThat(told).hasSize(3);
  }

  @Test
  void theSecondCertificateOfAKeyStandsInForTheFirst() throws IOException {
    Path first = write("a.key", ANN);
    write("b.key", ANN);
    CertificateFolder folder = folder();
    assertThat(folder.read().block().certificates()).hasSize(1);

    Files.delete(first);

    assertThat(reply(folder, ANN)).isInstanceOf(Accepted.class);
  }

  @Test
  void aFolderThatCannotBeReadRefusesButNotForGood() throws IOException {
    CertificateFolder folder = CertificateFolder.of(path.resolve("later"));
    assertThat(((Refused) reply(folder, ANN)).status()).isEqualTo(500);
    StepVerifier.create(folder.read()).verifyError(IOException.class);

    Files.createDirectory(path.resolve("later"));
    write("later/ann.key", ANN);

    assertThat(reply(folder, ANN)).isInstanceOf(Accepted.class);
  }

  @Test
  void itIsForCurveOnly() {
    ZapRequest plain = request("PLAIN", "ann".getBytes(StandardCharsets.UTF_8), new byte[0]);

    assertThat(folder().authenticate(plain).block()).isInstanceOf(Refused.class);
  }

  @Test
  void whoeverIsToldOfBrokenFilesMayFail() throws IOException {
    write("ann.key", ANN);
    Files.writeString(path.resolve("broken.key"), "?");
    CertificateFolder folder =
        CertificateFolder.of(
            path,
            (file, why) -> {
              throw new IllegalStateException("I cannot hear you");
            });

    assertThat(reply(folder, ANN)).isInstanceOf(Accepted.class);
  }

  @Test
  void itIsReadWhereBlockingIsAllowed() {
    StepVerifier.create(folder().read().map(contents -> Schedulers.isInNonBlockingThread()))
        .expectNext(false)
        .verifyComplete();
  }

  /** Those that come while a look is under way share the next, which sees what they may expect. */
  @Test
  void whoComesDuringALookIsNotAnsweredByIt() throws IOException {
    Files.writeString(path.resolve("broken.key"), "?");
    Sinks.Empty<Void> looking = Sinks.empty();
    Sinks.Empty<Void> goOn = Sinks.empty();
    CertificateFolder folder =
        CertificateFolder.of(
            path,
            (file, why) -> {
              looking.tryEmitEmpty();
              goOn.asMono().block();
            });
    Mono<CertificateFolder.Contents> first = folder.read().cache();
    first.subscribe();
    looking.asMono().block();
    write("ann.key", ANN); // after the folder was listed

    Mono<List<CertificateFolder.Contents>> others =
        Flux.range(0, 100).flatMap(i -> folder.read(), 100).collectList().cache();
    others.subscribe();
    goOn.tryEmitEmpty();

    assertThat(first.block().certificates()).isEmpty();
    List<CertificateFolder.Contents> shared = others.block();
    assertThat(shared).allMatch(contents -> contents.certificates().containsKey(ANN));
    assertThat(shared).allSatisfy(contents -> assertThat(contents).isSameAs(shared.get(0)));
  }

  private CertificateFolder folder() {
    return CertificateFolder.of(
        path, (file, why) -> told.add(file.getFileName() + ": " + why.getMessage()));
  }

  private Path write(String name, CurvePublicKey key) throws IOException {
    Path file = path.resolve(name);
    CurveCertificate.of(key, Map.of()).writePublic(file);
    return file;
  }

  private static ZapReply reply(ZapAuthenticator folder, CurvePublicKey key) {
    return folder.authenticate(request("CURVE", key.bytes())).block();
  }

  private static ZapRequest request(String mechanism, byte[]... credentials) {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    return new ZapRequest(mechanism, "", here, new byte[0], List.of(credentials));
  }
}
