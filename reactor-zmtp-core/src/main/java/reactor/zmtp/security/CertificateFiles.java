package reactor.zmtp.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Files of a {@link CertificateFolder}, and what was in them. Reading blocks. */
final class CertificateFiles {

  /** A certificate has a few hundred bytes. */
  private static final int LARGEST = 64 * 1024;

  /**
   * A file that changes twice within the coarsest tick a file system has for that looks unchanged.
   * So one that is younger when it is read is read again.
   */
  private static final long TICK_MILLIS = 2_000;

  /** Differs in a file that has changed. */
  private record Stamp(long modified, long size, @Nullable Object key) {}

  /** A certificate, or what is wrong with the file. */
  private record Entry(
      Stamp stamp,
      boolean settled,
      @Nullable CurveCertificate certificate,
      @Nullable Exception wrong) {

    boolean isKnown(Entry before) {
      return stamp.equals(before.stamp)
          && before.wrong != null
          && wrong != null
          && Objects.equals(wrong.getMessage(), before.wrong.getMessage());
    }
  }

  private final Path folder;
  private final BiConsumer<Path, Exception> onBroken;
  private Map<Path, Entry> entries = new TreeMap<>();

  CertificateFiles(Path folder, BiConsumer<Path, Exception> onBroken) {
    this.folder = folder;
    this.onBroken = onBroken;
  }

  /**
   * Reads what has changed, one caller at a time. {@code begins} is run when nothing was looked at
   * yet and nobody else looks.
   */
  synchronized CertificateFolder.Contents read(Runnable begins) throws IOException {
    begins.run();
    Map<Path, Entry> now = new TreeMap<>();
    for (Path file : list()) {
      Entry entry = entry(file, entries.get(file));
      if (entry != null) {
        now.put(file, entry);
      }
    }
    entries = now;
    Map<CurvePublicKey, CurveCertificate> certificates = new LinkedHashMap<>();
    Map<Path, Exception> broken = new LinkedHashMap<>();
    now.forEach(
        (file, entry) -> {
          if (entry.certificate != null) {
            certificates.putIfAbsent(entry.certificate.publicKey(), entry.certificate);
          } else if (entry.wrong != null) {
            broken.put(file, entry.wrong);
          }
        });
    return new CertificateFolder.Contents(certificates, broken);
  }

  private List<Path> list() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, CertificateFiles::counts)) {
      all.forEach(files::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }

  private static boolean counts(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && !name.endsWith("~") && !name.endsWith("_secret");
  }

  /** Null if it is no file. */
  private @Nullable Entry entry(Path file, @Nullable Entry before) {
    Stamp stamp = new Stamp(0, 0, null);
    boolean settled = false;
    Entry entry;
    try {
      long now = System.currentTimeMillis();
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        return null;
      }
      long modified = attributes.lastModifiedTime().toMillis();
      stamp = new Stamp(modified, attributes.size(), attributes.fileKey());
      if (before != null && before.settled && before.stamp.equals(stamp)) {
        return before;
      }
      settled = modified < now - TICK_MILLIS;
      entry = new Entry(stamp, settled, CurveCertificate.parse(text(file)).withoutSecret(), null);
    } catch (NoSuchFileException e) {
      if (!Files.isSymbolicLink(file)) {
        return null; // removed meanwhile
      }
      entry = new Entry(stamp, false, null, e);
    } catch (IOException | RuntimeException e) {
      entry = new Entry(stamp, false, null, e);
    }
    if (entry.wrong != null && (before == null || !entry.isKnown(before))) {
      onBroken.accept(file, entry.wrong);
    }
    return entry;
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("a certificate has at most " + LARGEST + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }
}
