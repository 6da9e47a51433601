package reactor.zmtp.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Certificate: a key and what is said about its owner, in a file as CZMQ has them (zcert; the
 * format is ZPL, RFC 4). A public certificate may be given away, a secret one holds the secret key
 * too. Immutable.
 *
 * <p>Reading and writing files blocks.
 */
public final class CurveCertificate {

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final CurvePublicKey publicKey;
  private final @Nullable CurveKeyPair keys;
  private final Map<String, String> metadata;

  private CurveCertificate(
      CurvePublicKey publicKey, @Nullable CurveKeyPair keys, Map<String, String> metadata) {
    this.publicKey = publicKey;
    this.keys = keys;
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * A certificate with a secret key.
   *
   * @param keys the keys
   * @param metadata what is said about the owner, by name: letters, digits and {@code $-_@.&+/}
   * @return the certificate
   * @throws IllegalArgumentException if a name or a value cannot be written
   */
  public static CurveCertificate of(CurveKeyPair keys, Map<String, String> metadata) {
    metadata.forEach(Zpl::check);
    return new CurveCertificate(keys.publicKey(), keys, metadata);
  }

  /**
   * A certificate without a secret key.
   *
   * @param publicKey the key
   * @param metadata what is said about the owner, by name: letters, digits and {@code $-_@.&+/}
   * @return the certificate
   * @throws IllegalArgumentException if a name or a value cannot be written
   */
  public static CurveCertificate of(CurvePublicKey publicKey, Map<String, String> metadata) {
    metadata.forEach(Zpl::check);
    return new CurveCertificate(publicKey, null, metadata);
  }

  /**
   * Reads a certificate, with the secret key if it is in the file.
   *
   * @param file where it is
   * @return the certificate
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is none
   */
  public static CurveCertificate read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  /**
   * Reads a certificate, with the secret key if it is in the text.
   *
   * @param text what is in its file
   * @return the certificate
   * @throws IllegalArgumentException if it is none; the message shows nothing of the keys
   */
  public static CurveCertificate parse(String text) {
    Map<String, String> all = Zpl.parse(text);
    String publicKey = all.get("curve/public-key");
    String secretKey = all.get("curve/secret-key");
    Map<String, String> metadata = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          if (name.startsWith("metadata/")) {
            metadata.put(name.substring("metadata/".length()), value);
          }
        });
    if (publicKey == null) {
      throw new IllegalArgumentException(
          "a certificate without \"public-key = ...\" below \"curve\"");
    }
    return secretKey == null
        ? new CurveCertificate(CurvePublicKey.of(publicKey), null, metadata)
        : withKeys(CurveKeyPair.of(publicKey, secretKey), metadata);
  }

  private static CurveCertificate withKeys(CurveKeyPair keys, Map<String, String> metadata) {
    return new CurveCertificate(keys.publicKey(), keys, metadata);
  }

  /** The part that may be given away. */
  CurveCertificate withoutSecret() {
    return keys == null ? this : new CurveCertificate(publicKey, null, metadata);
  }

  /**
   * The public key.
   *
   * @return the key
   */
  public CurvePublicKey publicKey() {
    return publicKey;
  }

  /**
   * Both keys.
   *
   * @return the keys
   * @throws IllegalStateException if this is a public certificate
   */
  public CurveKeyPair keys() {
    if (keys == null) {
      throw new IllegalStateException("a public certificate has no secret key");
    }
    return keys;
  }

  /**
   * Metadata about the owner.
   *
   * @return values by name, in order
   */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Writes the part that may be given away: key and metadata without the secret key.
   *
   * @param file where to; what is there already is replaced by the whole at once, so that nobody
   *     reads half of it, as a {@link CertificateFolder} might
   * @throws IOException if it cannot be written
   */
  public void writePublic(Path file) throws IOException {
    replace(file, publicText());
  }

  String publicText() {
    return text("ZeroMQ CURVE Public Certificate", null);
  }

  /**
   * Writes everything, where the file system can do so readable for its owner only.
   *
   * @param file where to; what is there already is replaced by the whole at once, and stays as it
   *     is if that fails
   * @throws IOException if it cannot be written
   * @throws IllegalStateException if this is a public certificate
   */
  public void writeSecret(Path file) throws IOException {
    replace(file, secretText(), ownerOnly(file));
  }

  /** By way of a file beside it, which no {@link CertificateFolder} looks at. */
  private static void replace(Path file, String text, FileAttribute<?>... attributes)
      throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      try (SeekableByteChannel out = Files.newByteChannel(beside, NEW, attributes)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException failure) {
      Files.deleteIfExists(beside);
      throw failure;
    }
  }

  String secretText() {
    return text("ZeroMQ CURVE **Secret** Certificate, not to be given away", keys().secretKeyZ85());
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-------");
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  private String text(String title, @Nullable String secretKey) {
    StringBuilder text = new StringBuilder("#   ").append(title).append("\n\nmetadata\n");
    metadata.forEach((name, value) -> property(text, name, value));
    text.append("curve\n");
    property(text, "public-key", publicKey.toZ85());
    if (secretKey != null) {
      property(text, "secret-key", secretKey);
    }
    return text.toString();
  }

  private static void property(StringBuilder text, String name, String value) {
    char quote = value.indexOf('"') < 0 ? '"' : '\'';
    text.append("    ").append(name).append(" = ").append(quote).append(value).append(quote);
    text.append('\n');
  }

  /** Shows the public key only. */
  @Override
  public String toString() {
    return "CurveCertificate[" + publicKey + (keys == null ? "]" : ", with secret key]");
  }
}
